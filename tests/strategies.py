"""Cases to test with: goods of every kind, with figures on thresholds and a cent to either side.

`cases()` is one case in the shape of a case file, `fleets()` two or more unlike ones. What is drawn is what the oracle
can judge: materials that are opened and not claimed are of codes whose product rules it holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from tests.oracle import judge

Draw = Callable[[st.SearchStrategy[Any]], Any]
Item = dict[str, Any]

CENT = Decimal("0.01")
STEPS = ("2020-07-01", "2021-07-01", "2022-07-01", "2023-07-01", "2024-07-01", "2027-07-01")
DAYS = (*STEPS, "2026-11-22", "2027-07-02", *(str(date.fromisoformat(day) - timedelta(1)) for day in STEPS[1:]))
RATES = {"CAD": "0.7200", "MXN": "0.0545"}

CATEGORIES = {  # category: (core-part codes, components: (name, code))
    "engine": (("8407.34",), (("heads", "8409.91"), ("crankshafts", "8483.10"), ("pistons", "8409.91"))),
    "transmission": (("8708.40",), (("gears_and_gear_blanks", "8708.40"), ("clutches", "8708.93"))),
    "body_and_chassis": (
        ("8707.10", "8708.29", "8708.99"),
        (("major_body_panel_stampings", "8708.29"), ("major_body_panel_stampings", "8708.10")),
    ),
    "axle": (("8708.50",), (("axle_shafts", "8708.50"), ("axle_hubs", "8482.10"))),
    "suspension_system": (("8708.80",), (("shock_absorbers", "8708.80"), ("coil_springs", "7320.20"))),
    "steering_system": (("8708.94",), (("steering_columns", "8708.94"), ("control_units", "8537.10"))),
    "advanced_battery": (("8507.60",), (("cells", "8507.60"),)),
}

LIGHT_PARTS = (  # (code, named good)
    ("8407.34", None), ("8409.91", None), ("8483.10", None), ("8507.60", "traction_battery"), ("8706.00", None),
    ("8707.10", None), ("8708.10", None), ("8708.29", "body_stamping"), ("8708.29", "door_assembly"),
    ("8708.30", None), ("8708.40", "gear_box"), ("8708.50", None), ("8708.80", "suspension_system"),
    ("8708.94", "steering_box"), ("8708.99", "chassis_frame"),
)  # fmt: skip
HEAVY_PARTS = (
    ("8407.34", None), ("8409.91", None), ("8483.10", None), ("8507.60", None), ("8707.90", None), ("8708.10", None),
    ("8708.29", None), ("8708.30", None), ("8708.40", "gear_box"), ("8708.40", None), ("8708.50", "drive_axle"),
    ("8708.80", "suspension_system"), ("8708.94", "steering_box"), ("8708.99", "chassis"),
)  # fmt: skip
OTHER_VEHICLE_PARTS = (("8407.34", None), ("8409.91", None), ("8483.10", None), ("8708.40", "gear_box"))
ANY_OTHER_PARTS = (
    ("8407.34", None), ("8409.91", None), ("8483.10", None), ("8507.60", None), ("8706.00", None), ("8707.90", None),
    ("8708.10", None), ("8708.29", None), ("8708.30", None), ("8708.40", "gear_box"), ("8708.50", "drive_axle_8703"),
    ("8708.80", "suspension_part"), ("8708.94", "steering_column"), ("8708.99", "chassis_frame"),
)  # fmt: skip
PARTS = {
    "passenger_light": LIGHT_PARTS,
    "heavy_truck": HEAVY_PARTS,
    "vehicle_20_2": OTHER_VEHICLE_PARTS,
    "vehicle_20_3": OTHER_VEHICLE_PARTS,
    "aftermarket": ANY_OTHER_PARTS,
    "other": ANY_OTHER_PARTS,
}
LEAVES = (
    "3926.90", "4016.93", "7210.49", "7228.30", "7320.20", "7326.90", "8407.34", "8409.91", "8482.10", "8483.10",
    "8483.90", "8507.60", "8536.50", "8544.30", "8708.10", "8708.29", "8708.30", "8708.40", "8708.50", "8708.80",
    "8708.94", "8708.99", "9401.20", "8708.22", "870899",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A good to draw: code, features, kind, what its materials are for, and what value content it must have."""

    hs: str
    kind: str
    use: str
    features: tuple[str, ...] = ()
    stated_use: str | None = None
    named: str | None = None
    stated_kind: str | None = None


VEHICLES = (
    Plan("8703.23", "passenger_vehicle", "passenger_light"),
    Plan("8703.24", "passenger_vehicle", "passenger_light", ("hybrid",)),
    Plan("8703.80", "passenger_vehicle", "passenger_light"),
    Plan("8703.90", "passenger_vehicle", "passenger_light", ("electric",)),
    Plan("8703.40.00", "passenger_vehicle", "passenger_light"),
    Plan("8704.21", "light_truck", "passenger_light"),
    Plan("8704.31", "light_truck", "passenger_light"),
    Plan("8704.41", "light_truck", "passenger_light"),
    Plan("8704.60", "light_truck", "passenger_light", stated_kind="light_truck"),
    Plan("8704.60", "heavy_truck", "heavy_truck", stated_kind="heavy_truck"),
    Plan("8704.60", "light_truck", "passenger_light"),
    Plan("8701.20", "heavy_truck", "heavy_truck"),
    Plan("8701.21", "heavy_truck", "heavy_truck"),
    Plan("8704.22", "heavy_truck", "heavy_truck"),
    Plan("8704.90", "heavy_truck", "heavy_truck"),
    Plan("8706.00", "heavy_truck", "heavy_truck", stated_use="heavy_truck"),
    Plan("8701.30", "other_vehicle", "vehicle_20_3"),
    Plan("8702.10", "other_vehicle", "vehicle_20_2"),
    Plan("8702.40", "other_vehicle", "vehicle_20_3", ("persons_16_or_more",)),
    Plan("8703.10", "other_vehicle", "other"),
    Plan("8703.32", "other_vehicle", "vehicle_20_2", ("compression_ignition",)),
    Plan("8703.23", "other_vehicle", "vehicle_20_2", ("motorhome",)),
    Plan("8704.10", "other_vehicle", "vehicle_20_3", ("off_road",)),
    Plan("8704.31", "other_vehicle", "vehicle_20_2", ("off_road",)),
    Plan("8704.22", "other_vehicle", "vehicle_20_3", ("off_road",)),
    Plan("8705.10", "other_vehicle", "vehicle_20_3"),
)


# --------------------------------------------------------------------------------------------------------- amounts


def written(figure: Decimal) -> str:
    """A decimal as plain digits."""
    return f"{figure:f}"


def money(low: int = 1, high: int = 400) -> st.SearchStrategy[str]:
    """An amount with 0 to 6 decimals, mostly 2."""

    def at(places: int) -> st.SearchStrategy[str]:
        scale = 10**places
        return st.integers(low * scale, high * scale).map(lambda units: written(Decimal(units).scaleb(-places)))

    return st.sampled_from((2, 2, 2, 0, 1, 3, 4, 6)).flatmap(at)


def at_or_beside(figure: Decimal) -> st.SearchStrategy[str]:
    """An amount exactly there, or one cent to either side; never below zero."""
    steps = (Decimal(0), CENT, -CENT)
    return st.sampled_from(steps).map(lambda step: written(max(figure + step, Decimal(0))))


def _half(figure: str) -> str:
    """Half an amount, to no more decimals than a case may have."""
    return written((Decimal(figure) / 2).quantize(Decimal("0.000001"), rounding="ROUND_DOWN"))


def rarely(value: object, otherwise: st.SearchStrategy[Any], *, gaps: bool = True) -> st.SearchStrategy[Any]:
    """Now and then `value`; never where the case is to have no gaps."""
    if not gaps:
        return otherwise
    return st.integers(0, 7).flatmap(lambda number: st.just(value) if number == 7 else otherwise)


def part_of(whole: str, percent: str) -> Decimal:
    """A percentage of an amount."""
    return Decimal(whole) * Decimal(percent) / 100


# ------------------------------------------------------------------------------------------------------- materials


class Tree:
    """Draws the bill of materials of one case, line by line."""

    def __init__(self, draw: Draw, plan: Plan, day: str, *, gaps: bool, opened: bool = True) -> None:
        self.draw = draw
        self.plan = plan
        self.day = day
        self.gaps = gaps
        self.opened = opened
        self.items: list[Item] = []

    def _new(self, parent: str | None, hs: str | None) -> Item:
        item: Item = {"id": f"L{len(self.items) + 1}", "hs": hs}
        if parent is not None:
            item["parent"] = parent
        self.items.append(item)
        return item

    def lines(self, parent: str | None, depth: int, most: int, *, core: str | None = None) -> None:
        """Some materials under one parent."""
        for _ in range(self.draw(st.integers(1, most))):
            if self.opened and depth > 0 and self.draw(st.integers(0, 2)) == 0:
                self.sub_assembly(parent, depth, core=core)
            else:
                self.leaf(parent, core=core)

    def _worth(self, item: Item) -> Decimal:
        """Write a value: by unit or by line, with a quantity, in this currency or another; the value of the line."""
        draw = self.draw
        quantity = draw(st.sampled_from((None, "1", "2", "4", "0.5", "3", "1.25")))
        if quantity is not None:
            item["quantity"] = quantity
        unit = Decimal(draw(money()))
        line = unit * Decimal(quantity or "1")
        if draw(st.booleans()) and -int(line.as_tuple().exponent) <= 6:
            item["line_value"] = written(line)
        else:
            item["unit_value"] = written(unit)
        self._currency(item)
        return line

    def _currency(self, item: Item) -> None:
        currency = self.draw(st.sampled_from((None, None, None, None, "USD", "CAD", "MXN")))
        if currency is not None:
            item["currency"] = currency
            if currency != "USD" and self.draw(st.booleans()):
                item["rate"] = self.draw(st.sampled_from(("0.7315", "0.05", "1.000001")))

    def leaf(self, parent: str | None, *, core: str | None = None) -> Item:
        """A purchased material without materials of its own."""
        draw = self.draw
        item = self._new(parent, draw(rarely(None, st.sampled_from(LEAVES), gaps=self.gaps)))
        line = self._worth(item)
        choices = (True, True, False, False, None) if self.gaps else (True, False)
        item["originating"] = draw(st.sampled_from(choices))
        if core is not None and draw(st.booleans()):
            item["component"], item["hs"] = draw(st.sampled_from(CATEGORIES[core][1]))
        if item["originating"] is not True:
            self._relief(item, line)
        if item["originating"] is True:
            self._claim(item)
        if self.gaps and draw(st.integers(0, 19)) == 0:
            for name in ("unit_value", "line_value", "deductions", "statement"):
                item.pop(name, None)
        self._role(item)
        return item

    def _relief(self, item: Item, line: Decimal) -> None:
        """Deductions (UR 8(2)) or a statement for accumulation (UR 9), both within the value of the line."""
        draw = self.draw
        if draw(st.integers(0, 3)) == 0:
            tenth = written((line / 10).quantize(Decimal("0.000001"), rounding="ROUND_DOWN"))
            names = draw(
                st.lists(st.sampled_from(("freight", "duties", "brokerage", "waste")), unique=True, min_size=1)
            )
            item["deductions"] = {name: draw(st.sampled_from(("0", tenth))) for name in names}
        if draw(st.integers(0, 3)) == 0 and "unit_value" in item:
            half = written((Decimal(item["unit_value"]) / 2).quantize(Decimal("0.000001"), rounding="ROUND_DOWN"))
            third = written((Decimal(item["unit_value"]) / 3).quantize(Decimal("0.000001"), rounding="ROUND_DOWN"))
            shapes = ({"net_cost": half, "vnm": third}, {"amount": third}, {"vnm": half})
            said = draw(st.sampled_from(({}, {"designated": True}, {"designated": False})))
            item["statement"] = draw(st.sampled_from(shapes)) | said

    def _claim(self, item: Item) -> None:
        """A blanket period around the day of acquisition, now and then a day off; now and then for another use."""
        if self.draw(st.integers(0, 3)):
            return
        day = date.fromisoformat(self.day)
        first, last = self.draw(st.sampled_from(((-30, 0), (0, 30), (-30, -1), (1, 30))))
        item["claim"] = {"valid_from": str(day + timedelta(first)), "valid_to": str(day + timedelta(last))}
        if self.draw(st.booleans()):
            item["acquired_on"] = str(day - timedelta(self.draw(st.sampled_from((0, 1, 30, 31)))))
        if self.draw(st.integers(0, 3)) == 0:
            item["claim"]["use"] = self.draw(st.sampled_from(("passenger_light", "heavy_truck", "aftermarket")))

    def _role(self, item: Item) -> None:
        draw = self.draw
        roles = ("direct",) * 12 + ("indirect", "packaging", "packing", "accessory")
        role = draw(st.sampled_from(roles))
        if role != "direct" and "component" not in item:
            item["role"] = role
        if "remanufactured" in self.plan.features and draw(st.booleans()):
            item["recovered"], item["origin"] = True, draw(st.sampled_from(("US", "MX", "CN")))

    def sub_assembly(self, parent: str | None, depth: int, *, core: str | None = None) -> Item:
        """A material whose own materials are known: purchased or self-produced, designated or not."""
        draw = self.draw
        hs, named = draw(st.sampled_from(PARTS[self.plan.use]))
        item = self._new(parent, hs)
        if core is not None and draw(st.booleans()):
            of_rule = [row for row in CATEGORIES[core][1] if row[1] in {code for code, _ in LIGHT_PARTS}]
            item["component"], item["hs"] = draw(st.sampled_from(of_rule))
            named = {code: name for code, name in LIGHT_PARTS if name != "door_assembly"}[item["hs"]]
            named = None if item["component"] == "cells" else named
        if named is not None:
            item["named_good"] = named
        item["originating"] = draw(st.sampled_from((None,) * 6 + (False, False, True)))
        item["origin"] = draw(st.sampled_from((None,) * 6 + ("US", "MX", "CN")))
        if draw(st.booleans()):
            item["made"] = "in_house"
            item["intermediate"] = draw(st.booleans())
            item["quantity"] = draw(st.sampled_from(("1", "2", "0.5")))
        else:
            self._worth(item)
            if draw(st.integers(0, 3)) == 0:
                item["transaction_value"] = draw(money(50, 900))
        self.costs(item)
        self.lines(item["id"], depth - 1, 2, core=core)
        return item

    def costs(self, item: Item) -> None:
        """What the producer of a line adds to its materials."""
        draw = self.draw
        if self.gaps and draw(st.integers(0, 9)) == 0:
            return  # net cost known only from below
        own = draw(money(0, 400))
        item["other_cost"] = own
        item["excluded_cost"] = draw(st.sampled_from(("0", own if Decimal(own) < 5 else "5")))

    def core_parts(self) -> list[str]:
        """Core parts of a light vehicle; the categories declared absent."""
        draw = self.draw
        skipped = {"8703.80": "engine", "8704.60": "engine"}.get(self.plan.hs)
        no_battery = self.plan.hs in ("8703.23", "8704.31") and "hybrid" not in self.plan.features
        absent = []
        for category in CATEGORIES:
            if category == skipped or (no_battery and category == "advanced_battery"):
                continue
            choices = ("absent",) * 6 + ("line", "line", "two", "opened") + (("silent",) if self.gaps else ())
            choice = draw(st.sampled_from(choices))
            if choice == "absent":
                absent.append(category)
            elif choice == "opened":
                self.opened_core(category)
            elif choice != "silent":
                for _ in range(2 if choice == "two" else 1):
                    self.core_leaf(category)
        return absent

    def core_leaf(self, category: str) -> None:
        """A core part by its producer's figures, often exactly on its threshold."""
        draw = self.draw
        item = self._new(None, draw(st.sampled_from(CATEGORIES[category][0])))
        item["core_part"] = category
        net_cost = draw(st.sampled_from(("100", "200", "400", "100.10")))
        item["unit_value"] = written(Decimal(net_cost) + 10)
        item["originating"] = draw(st.sampled_from((False, False, None, True) if self.gaps else (False, True)))
        detail = draw(st.integers(0, 4))
        if detail == 0:
            return  # nothing known of its making
        item["net_cost"] = net_cost
        vnm = draw(
            st.one_of(at_or_beside(part_of(net_cost, "25")), at_or_beside(part_of(net_cost, "34")), money(0, 90))
        )
        item["vnm"] = vnm
        if detail > 1:
            item["vnm_components"] = draw(st.sampled_from((vnm, _half(vnm), "0")))

    def opened_core(self, category: str) -> None:
        """A core part with its own materials, components of Table A.2 among them."""
        draw = self.draw
        hs = draw(st.sampled_from(CATEGORIES[category][0]))
        item = self._new(None, hs)
        item["core_part"] = category
        item["originating"] = draw(st.sampled_from((None, None, False)))
        if draw(st.booleans()):
            item["made"] = "in_house"
        else:
            item["unit_value"] = draw(money(100, 900))
        self.costs(item)
        self.lines(item["id"], 2, 3, core=category)


# -------------------------------------------------------------------------------------------------- labor and metals


def _plant(draw: Draw, country: str, *, gaps: bool) -> Item:
    """A plant's country and wage, on the threshold or a cent beside it."""
    place = draw(st.sampled_from(("US", "CA", "MX", "JP")))
    figure = {"US": "16", "CA": "20.88", "MX": "294.22", "JP": "30"}[place]
    currency = {"US": "USD", "CA": "CAD", "MX": "MXN", "JP": "JPY"}[place]
    wage = draw(rarely(None, at_or_beside(Decimal(figure)), gaps=gaps))
    found: Item = {country: place}
    if wage is not None:
        found.update(average_base_hourly_wage=wage, wage_currency=currency)
    return found


def _labor(draw: Draw, plan: Plan, basis: str, net_cost: str, *, gaps: bool) -> Item:
    """A labor block whose high-wage materials lie about the points required."""
    purchases = "2000"
    base = net_cost if basis == "net_cost" else purchases
    points = draw(st.sampled_from(("10", "15", "18", "21", "25", "30", "34", "36", "40", "50")))
    first = {"plant_country": "US", "average_base_hourly_wage": "16.00", "wage_currency": "USD"}
    first["value"] = draw(at_or_beside(part_of(base, points).quantize(Decimal("0.000001"))))
    materials = [first]
    if draw(st.booleans()):
        materials.append({**_plant(draw, "plant_country", gaps=gaps), "value": draw(money(0, 60))})
    block: Item = {"basis": basis, "materials": materials, "transport": [], "assembly_plants": []}
    if draw(st.integers(0, 3)) == 0:
        block["transport"] = [{**_plant(draw, "country", gaps=gaps), "cost": draw(money(0, 30))}]
    block["assembly"] = {**_plant(draw, "country", gaps=gaps), "labor_cost": draw(money(0, 60))}
    if basis == "annual_purchase_value":
        block["total_annual_purchase_value"] = purchases
    block["technology"] = {
        "research_and_development_wages": draw(st.sampled_from(("0", "50", "99.99", "100", "100.01", "300"))),
        "information_technology_wages": "0",
        "production_wages": "1000",
    }
    if draw(st.booleans()):
        heavy = plan.kind == "heavy_truck"
        makes = draw(st.sampled_from(("engine", "transmission", "advanced_battery")))
        needed = 20000 if heavy else 25000 if makes == "advanced_battery" else 100000
        plant = {**_plant(draw, "country", gaps=gaps), "makes": makes}
        plant["capacity"] = draw(rarely(None, st.sampled_from((needed, needed - 1)), gaps=gaps))
        plant["relation"] = draw(st.sampled_from(("own", "contract")))
        if plant["relation"] == "contract":
            plant["contract_years"] = draw(rarely(None, st.sampled_from(("3", "2.99", "5")), gaps=gaps))
        block["assembly_plants"] = [plant]
    if gaps and draw(st.integers(0, 7)) == 0:
        block.pop(draw(st.sampled_from(("assembly", "technology", "materials", "transport", "assembly_plants"))))
    return block


def _metal(draw: Draw, metal: str, day: str, *, gaps: bool) -> Item:
    """Purchases about 70 percent originating, with codes outside Table S and stampings among them."""
    code = "7210.49" if metal == "steel" else "7606.12"
    good: Item = {"hs": code, "value": draw(at_or_beside(Decimal(70))), "originating": True}
    bad: Item = {"hs": draw(st.sampled_from((code, "8708.29"))), "value": "30", "originating": False}
    if bad["hs"] == "8708.29":
        bad["value"] = "50"
        bad["table_s_metal_value"] = draw(rarely(None, st.just("30"), gaps=gaps))
    purchases = [good, bad]
    if draw(st.booleans()):
        purchases.append({"hs": draw(st.sampled_from(("7219.11", "7301.10", "7602.00"))), "value": draw(money()),
                          "originating": draw(st.booleans())})  # fmt: skip
    if gaps and draw(st.booleans()):
        purchases.append({"hs": code, "value": draw(money(0, 5)), "originating": None})
    if metal == "steel":
        for purchase in purchases:
            melted = draw(rarely(None, st.sampled_from(("US", "MX", "CA", "US", "CN")), gaps=gaps))
            if melted is not None:
                purchase["melted_in"] = melted
            if draw(st.booleans()) or (day >= "2027-07-01" and not gaps):
                purchase["purchased_on"] = draw(st.sampled_from(("2026-12-31", "2027-06-30", "2027-07-01")))
            if purchase.get("purchased_on", "") > day:
                purchase["purchased_on"] = day
    return {"period": "previous_calendar_year", "purchases": purchases}


# ------------------------------------------------------------------------------------------------------- whole cases


def _value(draw: Draw, *, gaps: bool) -> Item:
    """The values of the good: net cost stated, or built up; the other bases stated or not."""
    value: Item = {}
    if draw(st.integers(0, 2)):
        net_cost = draw(st.one_of(st.sampled_from(("1000", "2000", "4000")), money(300, 3000)))
        value["net_cost"] = net_cost
        if draw(st.booleans()):
            value["total_cost"] = written(Decimal(net_cost) + Decimal(draw(st.sampled_from(("0", "0.01", "100")))))
    else:
        costs: Item = {name: draw(money(5, 300)) for name in ("other_product", "period", "other")}
        if gaps and draw(st.integers(0, 5)) == 0:
            costs.pop(draw(st.sampled_from(("other_product", "period", "other"))))
        categories = ("sales_promotion", "royalties", "shipping_and_packing", "non_allowable_interest")
        if not (gaps and draw(st.integers(0, 5)) == 0):
            costs["excluded"] = {name: draw(st.sampled_from(("0", "0.5", "1.25"))) for name in categories[:3]}
        value["costs"] = costs
    if not (gaps and draw(st.integers(0, 2)) == 0):
        value["transaction_value"] = draw(st.one_of(st.sampled_from(("1000", "1200", "2500")), money(400, 4000)))
        for name in ("international_shipping", "packing", "pre_shipment"):
            if draw(st.integers(0, 2)) == 0:
                value[name] = draw(money(0, 40))
    return value


def _elections(draw: Draw) -> Item:
    """Every election now and then; mostly none."""
    choices = {
        "rvc_method": ("best", "net_cost"),
        "core_parts_method": ("best", "each_part", "each_part_components", "super_core", "super_core_components"),
        "core_parts_averaging": ("none", "none", "category", "super_core"),
        "rollup": ("panel", "panel", "us_position"),
    }
    found = {name: draw(st.sampled_from(options)) for name, options in choices.items() if draw(st.integers(0, 2)) == 0}
    averaging, method = found.get("core_parts_averaging", "none"), found.get("core_parts_method", "best")
    by_super_core = method.startswith("super_core")
    if averaging != "none" and method != "best" and by_super_core != (averaging == "super_core"):
        del found["core_parts_method"]  # the two would contradict each other
    return found


def _on_the_threshold(draw: Draw, case: Item) -> None:
    """Add a non-originating line that brings the value content to what is required, or a cent beside it."""
    found = judge(case)
    rule = found.rules.get("rvc")
    if rule is None:
        rule = next((way.rules["rvc"] for ways in found.alternatives for way in ways if "rvc" in way.rules), None)
    net_cost, vnm = found.figures["net_cost"], found.figures["vnm"]
    if rule is None or net_cost.least != net_cost.most or vnm.most is None or "net_cost" not in case["value"]:
        return
    required = rule.methods["net_cost"][3] if "net_cost" in rule.methods else None
    if required is None:
        return
    room = net_cost.least * (100 - required) / 100 - vnm.most
    units = room * 10**6
    if units.denominator != 1 or room < Fraction(1, 100):
        return
    exact = Decimal(int(units)).scaleb(-6)
    item = {"id": "X", "hs": "7326.90", "unit_value": draw(at_or_beside(exact)), "originating": False}
    case["materials"].append(item)


def _assemble(draw: Draw, plan: Plan, *, gaps: bool, opened: bool, days: tuple[str, ...] = DAYS) -> Item:
    """One case of a plan."""
    day = draw(st.sampled_from(days))
    tree = Tree(draw, plan, day, gaps=gaps, opened=opened)
    good: Item = {
        "id": "G", "hs": plan.hs, "features": list(plan.features), "date": day, "currency": "USD",
        "produced_in": draw(st.sampled_from(("US", "CA", "MX", "MX", "MX", "MX", "MX", "CN"))),
    }  # fmt: skip
    if gaps and draw(st.integers(0, 19)) == 0:
        good.pop("produced_in")
    if draw(st.integers(0, 9)) == 0:
        good.update(left_territory=True, customs_control=draw(st.booleans()), further_operation=draw(st.booleans()))
    for name, stated in (("use", plan.stated_use), ("named_good", plan.named), ("kind", plan.stated_kind)):
        if stated is not None:
            good[name] = stated
    if plan.use == "passenger_light" and plan.kind != "part" and opened:
        good["absent_core_categories"] = tree.core_parts()
    tree.lines(None, 3 if opened else 0, 3)
    case: Item = {
        "schema": "rvc/1", "good": good, "value": _value(draw, gaps=gaps), "materials": tree.items, "rates": RATES,
        "elections": _elections(draw),
    }  # fmt: skip
    _lack(case, good.get("absent_core_categories", ()))
    if plan.kind in ("passenger_vehicle", "light_truck", "heavy_truck"):
        _covered(draw, plan, case, gaps=gaps)
    elif plan.kind == "other_vehicle" and draw(st.integers(0, 3)) == 0:
        _new_plant(draw, case)
    return case


def _lack(case: Item, absent: Sequence[str]) -> None:
    """What would be a whole engine or body of a vehicle without one is a part of it (such a case is refused)."""
    parts = {"8407.34": ("engine", "8409.91"), "8707.10": ("body_and_chassis", "8708.10")}
    parts["8707.90"] = parts["8707.10"]
    for item in case["materials"]:
        category, part = parts.get(item.get("hs"), ("", ""))
        if category in absent and item.get("parent") is None and not {"core_part", "component"} & item.keys():
            item["hs"] = part


def _covered(draw: Draw, plan: Plan, case: Item, *, gaps: bool) -> None:
    net_cost = case["value"].get("net_cost", "1000")
    bases = draw(st.sampled_from((("net_cost",), ("annual_purchase_value",), ("net_cost", "annual_purchase_value"))))
    blocks = [_labor(draw, plan, basis, net_cost, gaps=gaps) for basis in bases]
    if not (gaps and draw(st.integers(0, 9)) == 0):
        case["labor"] = blocks if len(blocks) > 1 else blocks[0]
    for metal in ("steel", "aluminum"):
        if not (gaps and draw(st.integers(0, 9)) == 0):
            case[metal] = _metal(draw, metal, case["good"]["date"], gaps=gaps)


def _new_plant(draw: Draw, case: Item) -> None:
    day = date.fromisoformat(case["good"]["date"])
    kind = draw(st.sampled_from(("new_building", "refit")))
    before = day.replace(year=day.year - {"new_building": 5, "refit": 2}[kind])
    prototype = before + timedelta(draw(st.sampled_from((-1, 0, 1, 400))))
    attested = draw(st.sampled_from((True, True, True, False)))
    case["good"]["new_plant"] = {"kind": kind, "prototype_date": str(prototype), "conditions_attested": attested}


def _part_plans() -> tuple[Plan, ...]:
    plans = [
        Plan(hs, "part", use, stated_use=use, named=named)
        for use, goods in PARTS.items()
        for hs, named in goods
        if not (use == "heavy_truck" and hs == "8706.00")
    ]
    again = [Plan(p.hs, p.kind, p.use, ("remanufactured",), p.stated_use, p.named) for p in plans if p.hs == "8708.40"]
    return (*plans, *again)


PART_PLANS = _part_plans()


@st.composite
def cases(draw: Draw, plans: tuple[Plan, ...] | None = None, *, gaps: bool | None = None, opened: bool = True) -> Item:
    """A valid case. `gaps`: facts may be missing (None: now and then); `opened`: sub-assemblies and core parts too."""
    chosen = draw(st.sampled_from(plans)) if plans else draw(st.one_of(st.sampled_from(VEHICLES), _a_part()))
    missing = draw(st.booleans()) if gaps is None else gaps
    case = _assemble(draw, chosen, gaps=missing, opened=opened)
    if draw(st.booleans()):
        _on_the_threshold(draw, case)
    return case


def _a_part() -> st.SearchStrategy[Plan]:
    return st.sampled_from(PART_PLANS)


def vehicles(*kinds: str, gaps: bool | None = None) -> st.SearchStrategy[Item]:
    """Cases of vehicles of these kinds; of every kind where none is named."""
    return cases(tuple(plan for plan in VEHICLES if not kinds or plan.kind in kinds), gaps=gaps)


def parts(*uses: str, gaps: bool | None = None) -> st.SearchStrategy[Item]:
    """Cases of parts for these uses; for every use where none is named."""
    return cases(tuple(plan for plan in PART_PLANS if not uses or plan.use in uses), gaps=gaps)


@st.composite
def staged_cases(draw: Draw) -> Item:
    """A light vehicle under an approved alternative staging regime (UR 19), its materials not opened."""
    plan = draw(st.sampled_from([p for p in VEHICLES if p.use == "passenger_light" and p.hs != "8704.60"]))
    days = (*tuple(day for day in DAYS if day < "2025-07-01"), "2025-06-30")
    case = _assemble(draw, plan, gaps=False, opened=False, days=days)
    case["good"]["absent_core_categories"] = [name for name in CATEGORIES if draw(st.integers(0, 19))]
    _lack(case, case["good"]["absent_core_categories"])
    case["elections"] = {"regime": "alternative_staging"}
    case["alternative_staging"] = {
        "approved_in": ["US"], "from": "2020-07-01", "to": "2025-06-30",
        "steel_exempt": draw(st.booleans()), "aluminum_exempt": draw(st.booleans()),
    }  # fmt: skip
    return case


@st.composite
def fleets(draw: Draw, *, gaps: bool | None = None) -> list[Item]:
    """Two to four goods, unlike one another, with ids of their own."""
    goods: list[Item] = draw(st.lists(cases(gaps=gaps), min_size=2, max_size=4))
    for number, case in enumerate(goods):
        case["good"]["id"] = f"G{number + 1}"
    first, *rest = goods
    assume(any(case["good"]["hs"] != first["good"]["hs"] for case in rest))
    return goods
