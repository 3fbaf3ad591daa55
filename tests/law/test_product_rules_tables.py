"""Which uses and goods the alternatives of the product rules are for, by the Tables (UR 13, 14, 15, 20)."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "rvc" / "law" / "usmca" / "product_rules"
RULES: list[dict[str, Any]] = [
    rule for path in sorted(FOLDER.glob("*.toml")) for rule in tomllib.loads(path.read_text("utf-8"))["rule"]
]
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule["hs"][0] for rule in RULES])

PART_USES = {"passenger_light", "heavy_truck", "vehicle_20_2", "vehicle_20_3", "aftermarket", "other"}
OTHER_VEHICLES = {"vehicle_20_2", "vehicle_20_3"}
VEHICLE_USES = {
    "8701.10": {"other_vehicle"},
    "8701.20": {"heavy_truck", "other_vehicle"},
    "8701.30-8701.90": {"other_vehicle"},
    "8702.10-8702.90": {"other_vehicle"},
    "8703.10": {"other_vehicle"},
    "8703.21-8703.90": {"passenger_vehicle", "other_vehicle"},
    "8704.10": {"other_vehicle"},
    "8704.21": {"light_truck", "other_vehicle"},
    "8704.22-8704.23": {"heavy_truck", "other_vehicle"},
    "8704.31": {"light_truck", "other_vehicle"},
    "8704.32-8704.90": {"heavy_truck", "light_truck", "other_vehicle"},
    "87.05": {"other_vehicle"},
}


def _each(codes: str, entry: str = "*") -> dict[str, str]:
    return dict.fromkeys(codes.split(), entry)


# The Tables by the data's ranges: the goods that a table names in a code, "*" for all of them.
TABLE_B = {
    **_each("8413.30 8413.50 8414.59 8414.80 8415.20 8482.10-8482.50 8482.80 8483.10 8483.20 8483.30 8501.32 8501.33"),
    **_each("8505.20 8505.90 8537.10 8708.10 8708.21 8708.30 8708.70 8708.91 8708.92 8708.93 8708.95 9401.20"),
    "8511.90": "ignition_or_starting_part",
    "8708.29": "door_assembly other",
    "8708.99": "vibration_control_good wheel_hub_unit chassis other",
}
TABLE_C = {
    **_each("4009.12 4009.22 4009.32 4009.42 8301.20 8481.20-8481.30 8481.80 8501.10-8501.31 8512.20 8536.50 8544.30"),
    **_each("9031.80 9032.89"),
    "8421.39": "catalytic_converter",
    "8507.20-8507.40": "traction_battery",
    "8536.90": "junction_box",
}
TABLE_D = {
    **_each("8407.31-8407.34 8408.20 8409.91 8409.99 8413.30 8414.80 8415.20 8483.10 8483.40-8483.50 8511.40-8511.50"),
    **_each("8537.10 87.06 87.07 8708.10 8708.21 8708.29 8708.30 8708.40 8708.50 8708.70 8708.80 8708.91 8708.92"),
    **_each("8708.93 8708.94 8708.95 8708.99 9401.20"),
    "8414.59": "turbocharger",
    "8501.32": "propulsion_motor",
}
TABLE_E = {
    **_each("8413.50 8482.10-8482.50 8483.20 8483.30 8483.60 8505.20 8505.90 8507.60 8511.80 8511.90"),
    "8479.89": "brake_control_system",
}
TABLE_F = {  # without the goods that UR 20(3)(c) leaves out
    **_each("4009.12 4009.22 4009.32 4009.42 8301.20 8409.91 8409.99 8413.30 8415.20 8481.20-8481.30 8481.80 8483.10"),
    **_each("8501.10-8501.31 8512.20 8536.50 8544.30 87.06 87.07 8708.21 8708.30 8708.50 8708.80 8708.91 8708.92"),
    **_each("8708.94 8708.95 8708.99 9031.80 9032.89 9401.20"),
    **_each("8414.59 8414.80", "turbocharger"),
    **_each("8507.20-8507.40 8507.80", "traction_battery"),
    "4016.99": "vibration_control_good",
    "8421.39": "catalytic_converter",
    "8501.32": "propulsion_motor",
    "8536.90": "junction_box",
    "8537.10": "motor_control_center",
    "8708.10": "bumper",
    "8708.29": "body_stamping door_assembly",
    "8708.70": "road_wheel",
    "8708.93": "clutch",
}
ENGINES = {"8407.10-8407.29", "8407.31-8407.34", "8408.20", "8708.40"}  # UR 20(2)(h), 20(3)(b)
ONLY_IF = {  # UR 14(2) with Table A.1 (the 8507.60 battery is free), 14(5) for the 8507.80 battery, 15(4)
    "passenger_light": {
        **_each("8407.31-8407.34 8408.20 8409.91 8409.99 87.06 87.07 8708.40 8708.50 8708.80 8708.94"),
        "8507.80": "traction_battery",
        "8708.29": "body_stamping",
        "8708.99": "chassis_frame",
    },
    "heavy_truck": {**_each("8407.31-8407.34 8408.20"), "8708.40": "gear_box", "8708.99": "chassis"},
}
LIGHT, HEAVY, REST = {"passenger_light"}, {"heavy_truck"}, PART_USES - {"passenger_light", "heavy_truck"}
EXPLAINED_USES = {
    "GN 11(o), chapter 87, rule 18(B)": HEAVY,
    "GN 11(o), chapter 87, rule 19(B)": REST,
    **dict.fromkeys(("chapter 84, rule 29(A)", "chapter 84, rule 29(B)"), REST),  # printed without "for any other good"
    **dict.fromkeys(("chapter 84, rule 32(A)", "chapter 84, rule 32(B)"), REST),
    **dict.fromkeys(("chapter 85, rule 17(A)", "chapter 85, rule 17(B)"), LIGHT),  # the battery of an electric vehicle
    # a hose other than of a kind for use in a motor vehicle
    **dict.fromkeys(
        (f"chapter 40, rule {number}(C)" for number in (6, 8, 10, 12)), PART_USES - LIGHT - {"vehicle_20_2"}
    ),
}


GOODS_BY_USE = {  # a hose for a car is a motor vehicle hose; only a car battery is a traction battery of (A) and (B)
    *("chapter 40, rule 6(A)", "chapter 40, rule 8(A)", "chapter 40, rule 10(A)", "chapter 40, rule 12(A)"),
    *("chapter 40, rule 6(B)", "chapter 40, rule 8(B)", "chapter 40, rule 10(B)", "chapter 40, rule 12(B)"),
    *("chapter 85, rule 17(C)", "chapter 85, rule 17(D)"),
}


def _reach(rule: Mapping[str, Any], item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each use with each good that an alternative holds for."""
    goods = {*rule["named_goods"], "other"} if item["goods"] == ["*"] else set(item["goods"])
    yield from product(item["uses"], goods)


def _named(table: Mapping[str, str], rule: Mapping[str, Any], good: str) -> bool:
    goods = {table.get(code, "") for code in rule["hs"]}
    return any(entry == "*" or good in entry.split() for entry in goods)


def _branch(item: Mapping[str, Any]) -> str:
    return str(item["cite"]).removeprefix("Schedule 1 (GN 11(o)), ").partition(";")[0]


def _serves(rule: Mapping[str, Any], branch: str) -> set[str]:
    """The uses that a branch is printed for, by the words that open its part of the rule."""
    if branch in EXPLAINED_USES:
        return EXPLAINED_USES[branch]
    number = re.search(r"rule (\d+)|\((\d)\)", branch)
    part = number and re.search(rf"^\(?{number[1] or number[2]}[.)] (.*)", rule["text"], re.MULTILINE)
    opening = part[1][:180] if part else ""
    if re.search("in a passenger vehicle or light truck|used for a light truck", opening):
        return LIGHT
    if "in a heavy truck" in opening:
        return HEAVY
    return REST if re.search("any other vehicle|For any other good", opening) else PART_USES


@each_rule
def test_every_use_and_every_good_has_an_alternative(rule: dict[str, Any]) -> None:
    """No use, and no named good in a use, is without a way to originate; vehicles have the kinds of their codes."""
    reached = {pair for item in rule["alternative"] for pair in _reach(rule, item)}
    uses = VEHICLE_USES.get(rule["hs"][0], PART_USES)
    assert reached == set(product(uses, {*rule["named_goods"], "other"}))


@each_rule
def test_every_branch_is_for_the_uses_of_its_print(rule: dict[str, Any]) -> None:
    """The alternatives of one printed branch are together for all the uses that the print gives it, no others."""
    if rule["hs"][0] in VEHICLE_USES:
        return
    reached: dict[str, set[tuple[str, str]]] = {}
    for item in rule["alternative"]:
        reached.setdefault(_branch(item), set()).update(_reach(rule, item))
    for branch, pairs in reached.items():
        uses, goods = {use for use, _ in pairs}, {good for _, good in pairs}
        assert uses == _serves(rule, branch), branch
        if branch not in GOODS_BY_USE:
            assert pairs == set(product(uses, goods)), branch


@each_rule
def test_passenger_and_light_truck_goods_of_tables_b_and_c(rule: dict[str, Any]) -> None:
    """An RVC for a good of Table B or C is the table's (UR 14(15), 14(17)), for any other good it is not."""
    for item in rule["alternative"]:
        if "net_cost" not in item or item.get("blocks", False):
            continue
        for use, good in _reach(rule, item):
            if use != "passenger_light" or item.get("only_if", False):
                continue
            table = "table_b." if _named(TABLE_B, rule, good) else "table_c." if _named(TABLE_C, rule, good) else ""
            assert item["net_cost"].startswith(table or ("35%", "40%", "50%", "65%", "core."))


@each_rule
def test_only_if_goods(rule: dict[str, Any]) -> None:
    """`only_if` stands on the goods of UR 14(2), 14(5), 15(4), on every alternative of theirs that does not block."""
    for item in rule["alternative"]:
        for use, good in _reach(rule, item):
            bound = _named(ONLY_IF.get(use, {}), rule, good)
            assert item.get("only_if", False) == (bound and not item.get("blocks", False)), (use, good)


@each_rule
def test_heavy_truck_goods_of_tables_d_and_e(rule: dict[str, Any]) -> None:
    """Tables D and E give their own RVC, and leave open whether tariff change alone suffices (UR 15(2), 15(3))."""
    if rule["hs"][0] in VEHICLE_USES:
        return
    for item in rule["alternative"]:
        for use, good in _reach(rule, item):
            if use != "heavy_truck":
                continue
            table = "table_d" if _named(TABLE_D, rule, good) else "table_e" if _named(TABLE_E, rule, good) else ""
            if good == "mcpherson_strut":
                assert (item["net_cost"], item["open_point"]) == ("50%", "mcpherson_table_d")
            elif table and item.get("open_point") == "steering_slip":
                assert (item["net_cost"], item["open_schedule"]) == ("table_d.net_cost", "steering_slip.net_cost")
            elif table and "net_cost" in item:
                assert item["net_cost"] in {f"{table}.net_cost", "vehicle.heavy"}
                assert "open_schedule" not in item
            elif table:
                assert item["open_schedule"] == f"{table}.net_cost"
                assert item["open_point"] == "table_d_tariff_change_alone"
            else:
                assert not item.get("net_cost", "").startswith("table_")
                assert "open_schedule" not in item


@each_rule
def test_goods_of_table_f(rule: dict[str, Any]) -> None:
    """A good of Table F with an RVC needs 60% by net cost, an engine or gear box 62.5 or 60% (UR 20(2)(h), 20(3))."""
    for item in rule["alternative"]:
        if "net_cost" not in item or item.get("blocks", False):
            continue
        for use, good in _reach(rule, item):
            if use not in OTHER_VEHICLES:
                continue
            engine = {"vehicle_20_2": "62.5%", "vehicle_20_3": "60%"}[use]
            if rule["hs"][0] in ENGINES:
                assert (item["net_cost"], item.get("transaction_value")) == (engine, None)
            elif _named(TABLE_F, rule, good):
                assert (item["net_cost"], item.get("transaction_value")) == ("60%", None)
            else:
                assert item["net_cost"] in {"35%", "40%", "50%", "65%"}


def test_traction_battery_may_change_classification_alone() -> None:
    """The 8507.60 battery of an electric car has a tariff change without RVC, and an RVC (UR 14(3), 14(6))."""
    (rule,) = (rule for rule in RULES if rule["hs"] == ["8507.60"])
    ways = [item for item in rule["alternative"] if item["goods"] == ["traction_battery"]]
    assert [item.get("net_cost") for item in ways] == [None, "core.net_cost"]
    assert ways[0]["change"] == {"other": "subheading", "exceptions": ["8507.90 battery_cell"]}
    assert ways[1]["transaction_value"] == "core.transaction_value"
    assert all(item["uses"] == ["passenger_light"] for item in ways)
