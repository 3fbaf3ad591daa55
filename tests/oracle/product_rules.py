"""Product rules of UR 13 and Schedule 1 (GN 11(o)) for the codes that the tests draw, written by hand."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from tests.oracle import figures
from tests.oracle.answer import NO, YES, Answer

FIFTY, SIXTY = Fraction(50), Fraction(60)
Change = Callable[[str, str | None], Answer]  # of a material's code, and of which named good it is


class OutOfScopeError(Exception):
    """The oracle holds no rule for this code and use; a strategy should not have drawn it."""


@dataclass(frozen=True)
class Alternative:
    """One way to originate: a change (None: none required) and a value content by either method printed.

    `only_if`: UR 14(2), 15(4). `open_*`: the value content that one of two readings adds (UR 15(2), 15(3); reading 34).
    `disputed`: one of two texts has this way and the other has not, so that no good surely originates by it alone.
    `open_price`: the transaction value figure of UR 14(13), 14(15) where the rule prints net cost only (reading 30).
    `instead_of`: the changes in print, none of which every material can undergo (UR 3(4)(a); reading 24).
    """

    cite: str
    change: Change | None
    net_cost: Fraction | None = None
    transaction_value: Fraction | None = None
    only_if: bool = False
    open_net_cost: Fraction | None = None
    open_transaction_value: Fraction | None = None
    disputed: bool = False
    open_price: Fraction | None = None
    instead_of: tuple[Change, ...] = ()

    @property
    def asks_value(self) -> bool:
        """Whether the good is subject to a value content requirement by this way."""
        return self.net_cost is not None or self.transaction_value is not None

    @property
    def is_open(self) -> bool:
        """Whether a reading adds a value content to a tariff change that stands alone in print."""
        return self.open_net_cost is not None


Branches = dict[str, list[Alternative]]


def other(size: int, good: str) -> Change:
    """From any other chapter (2), heading (4) or subheading (6)."""
    return lambda material, _: YES if material[:size] != good[:size] else NO


def or_from(change: Change, *codes: str, save: tuple[str, ...] = ()) -> Change:
    """From these codes, whether or not there is also that other change (reading 21).

    `save`: goods that are no parts, and no other goods, of the subheading; a material that has no name is a part.
    """
    return lambda material, named: YES if material.startswith(codes) and named not in save else change(material, named)


def except_from(change: Change, *codes: str) -> Change:
    """That change, except from these codes."""
    return lambda material, named: NO if material.startswith(codes) else change(material, named)


GOODS_AND_PARTS = ("870810", "870830", "870840", "870850", "870880", "870894")  # "... and parts thereof" (UR 3(5))
BEARINGS = ("848210", "848220", "848230", "848240", "848250", "848280")  # 8482.10 through 8482.80


def rules_for(hs: str, use: str, day: date, *, staging: bool = False) -> Branches:
    """The alternatives for each named good of a code; "other" is any good that has no name of its own."""
    code = hs[:6]
    writers: dict[str, Callable[[str, str, date], Branches]] = {
        "840734": _engine,
        "840991": _engine_parts,
        "848310": _shafts,
        "850760": _batteries,
        "870600": _chassis_with_engine,
        "870710": _bodies,
        "870790": _bodies,
        "870810": _bumpers,
        "870829": _body_parts,
        "870830": _brakes,
        "870840": _gear_boxes,
        "870850": _axles,
        "870880": _suspension,
        "870894": _steering,
        "870899": _frames,
    }
    if code not in writers:
        raise OutOfScopeError(hs)
    branches = {
        name: [*ways, *_same_subheading(code, use, ways)] for name, ways in writers[code](code, use, day).items()
    }
    return _staged(branches) if staging and use == "passenger_light" else branches


def _same_subheading(code: str, use: str, ways: list[Alternative]) -> list[Alternative]:
    """UR 3(4)(a): 50 or 60% where a material cannot change because it is of the good's own subheading.

    Only in a subheading that provides for goods and their parts (UR 3(5)), where each way asks for a change, and not
    round an "only if". Whether it stands beside the percentages of UR 14, 15 and 20 for original equipment is disputed.
    """
    if code not in GOODS_AND_PARTS or any(way.change is None or way.only_if for way in ways):
        return []
    disputed = use not in ("aftermarket", "other")
    printed = tuple(way.change for way in ways if way.change is not None)
    return [
        Alternative("UR 3(4)(a)", or_from(change, code), FIFTY, SIXTY, disputed=disputed, instead_of=printed)
        for change in printed
    ]


def _staged(branches: Branches) -> Branches:
    """UR 19(4)(b): for an eligible vehicle the parts of Table A.1 have their own thresholds."""
    return {
        name: [
            Alternative(
                "UR 19(4)(b)",
                way.change,
                figures.STAGING_A1_NET_COST,
                None if way.transaction_value is None else figures.STAGING_A1_TRANSACTION_VALUE,
                only_if=True,
            )
            if way.only_if or way.cite == "8507.60(B)"
            else way
            for way in ways
        ]
        for name, ways in branches.items()
    }


def _core(cite: str, day: date) -> list[Alternative]:
    """UR 14(2), 14(13): no change required, and only by the value content."""
    price = figures.core_transaction_value(day)
    return [Alternative(cite, None, figures.core_net_cost(day), only_if=True, open_price=price)]


def _table_d_alone(cite: str, change: Change, day: date, transaction_value: Fraction | None = None) -> Alternative:
    """A tariff change that the rule prints alone, for a good of Table D (reading 34)."""
    value = figures.table_d_net_cost(day)
    return Alternative(cite, change, open_net_cost=value, open_transaction_value=transaction_value)


def _engine(code: str, use: str, day: date) -> Branches:
    """8407.34: GN 11(o) chapter 84, rules 17-19; UR 14(2), 15(4), 20(2)(h), 20(3)(b)."""
    changed = other(4, code)
    ways = {
        "passenger_light": _core("rule 17", day),
        "heavy_truck": [Alternative("rule 18", None, figures.table_d_net_cost(day), only_if=True)],
        "vehicle_20_2": [Alternative("UR 20(2)(h)", changed, figures.OTHER_20_2)],
        "vehicle_20_3": [Alternative("UR 20(3)(b)", changed, figures.OTHER_20_3)],
    }
    return {"other": ways.get(use, [Alternative("rule 19", changed, FIFTY, SIXTY)])}


def _engine_parts(code: str, use: str, day: date) -> Branches:
    """8409.91: rules 27-29; UR 20(3)(c) (Table F, heading 84.09)."""
    if use == "passenger_light":
        return {"other": _core("rule 27", day)}
    if use == "heavy_truck":
        return {"other": [Alternative("rule 28", None, figures.table_d_net_cost(day))]}
    change = Alternative("rule 29(A)", other(4, code))
    if use in ("vehicle_20_2", "vehicle_20_3"):
        return {"other": [change, Alternative("UR 20(3)(c)", None, figures.OTHER_20_3)]}
    return {"other": [change, Alternative("rule 29(B)", None, FIFTY, SIXTY)]}


def _shafts(code: str, use: str, day: date) -> Branches:
    """8483.10: rule 248; Tables B, D and F."""
    change = other(4, code)
    mixed = or_from(change, "848390")
    if use == "passenger_light":
        value = Alternative("248(B)", mixed, figures.table_b_net_cost(day), figures.table_b_transaction_value(day))
        return {"other": [Alternative("248(A)", change), value]}
    if use == "heavy_truck":
        by_price = figures.table_d_transaction_value(day)
        value = Alternative("248(B)", mixed, figures.table_d_net_cost(day), by_price)
        return {"other": [_table_d_alone("248(A)", change, day, by_price), value]}
    if use in ("vehicle_20_2", "vehicle_20_3"):
        value = Alternative("UR 20(3)(c)", mixed, figures.OTHER_20_3)
    else:
        value = Alternative("248(B)", mixed, FIFTY, SIXTY)
    return {"other": [Alternative("248(A)", change), value]}


def _batteries(code: str, use: str, day: date) -> Branches:
    """8507.60: chapter 85, rule 17; UR 14(3), 14(6), 15(3)."""
    change = other(4, code)
    mixed = or_from(change, "850790")
    if use == "heavy_truck":
        net_cost, price = figures.table_e_net_cost(day), figures.table_e_transaction_value(day)
        alone = Alternative("8507.60(C)", change, open_net_cost=net_cost, open_transaction_value=price)
        return {"other": [alone, Alternative("8507.60(D)", mixed, net_cost, price)]}
    any_other = [Alternative("8507.60(C)", change), Alternative("8507.60(D)", mixed, FIFTY, SIXTY)]
    if use != "passenger_light":
        return {"other": any_other}
    traction = [
        Alternative("8507.60(A)", except_from(other(6, code), "850790")),
        Alternative("8507.60(B)", None, figures.core_net_cost(day), figures.core_transaction_value(day)),
    ]
    return {"traction_battery": traction, "other": any_other}


def _chassis_with_engine(code: str, use: str, day: date) -> Branches:  # noqa: ARG001
    """87.06: UR 13; for a heavy truck it is itself a heavy truck (UR 12)."""
    if use == "passenger_light":
        return {"other": _core("UR 13, 87.06(1)", day)}
    if use == "heavy_truck":
        return {"other": [Alternative("UR 13, 87.06(2)", None, figures.heavy_vehicle(day))]}
    return {"other": [Alternative("UR 13, 87.06(3)", None, SIXTY)]}


def _bodies(code: str, use: str, day: date) -> Branches:
    """87.07: UR 13, "and" read as "or" (GN 11(o)); Table D lists 8707.90 alone.

    GN 11(o) has a change from 8708 or another chapter where UR 13 asks for none: by the latter alone it is disputed.
    """
    change = other(2, code)
    mixed = or_from(change, "8708")
    if use == "passenger_light":
        return {"other": _core("UR 13, 87.07(1)", day)}
    if use == "heavy_truck":
        listed = code == "870790"
        alone = _table_d_alone("87.07(2)(a)", change, day) if listed else Alternative("87.07(2)(a)", change)
        required = figures.table_d_net_cost(day)
        return {"other": [alone, *_either_text("87.07(2)(b)", mixed, required)]}
    return {"other": [Alternative("87.07(3)(a)", change), *_either_text("87.07(3)(b)", mixed, SIXTY)]}


def _either_text(cite: str, change: Change, required: Fraction) -> list[Alternative]:
    """The value content with the change of GN 11(o), and without any as UR 13 prints it."""
    return [Alternative(cite, change, required), Alternative(cite, None, required, disputed=True)]


def _printed(cite: str, use: str, day: date, alone: Change, with_value: Change | None) -> list[Alternative]:
    """The common form: (a) a change alone, or (b) less of a change with the value content of Table B or D, else 50%."""
    if use == "passenger_light":
        price = figures.table_b_transaction_value(day)
        value = Alternative(cite + "(1)", with_value, figures.table_b_net_cost(day), open_price=price)
        return [Alternative(cite + "(1)", alone), value]
    if use == "heavy_truck":
        value = figures.table_d_net_cost(day)
        return [_table_d_alone(cite + "(2)", alone, day), Alternative(cite + "(2)", with_value, value)]
    if use in ("vehicle_20_2", "vehicle_20_3"):
        raise OutOfScopeError(cite)
    return [Alternative(cite + "(3)", alone), Alternative(cite + "(3)", with_value, FIFTY)]


def _bumpers(code: str, use: str, day: date) -> Branches:
    """8708.10: UR 13."""
    change = other(4, code)
    return {"other": _printed("UR 13, 8708.10", use, day, change, or_from(change, "870899"))}


def _body_parts(code: str, use: str, day: date) -> Branches:
    """8708.29: UR 13; body stampings for light vehicles are core parts (Table A.1)."""
    ways = _printed("UR 13, 8708.29", use, day, other(4, code), None)
    if use == "passenger_light":
        return {"body_stamping": _core("UR 13, 8708.29(1)", day), "other": ways}
    return {"other": ways}


def _brakes(code: str, use: str, day: date) -> Branches:
    """8708.30: UR 13; elsewhere than in vehicles of UR 12 linings and other goods are told apart."""
    change = other(4, code)
    if use in ("passenger_light", "heavy_truck"):
        return {"other": _printed("UR 13, 8708.30", use, day, change, None)}
    lining = or_from(change, "870830", "870899", save=("mounted_brake_lining",))
    return {
        "mounted_brake_lining": _printed("UR 13, 8708.30", use, day, change, lining),
        "other": _printed("UR 13, 8708.30", use, day, change, or_from(change, "870830", "870899")),
    }


def _gear_boxes(code: str, use: str, day: date) -> Branches:
    """8708.40: UR 13, 14(2), 15(4), 20(2)(h), 20(3)(b)."""
    change = other(4, code)
    if use == "passenger_light":
        return {"other": _core("UR 13, 8708.40(1)", day)}
    if use == "heavy_truck":
        value = figures.table_d_net_cost(day)
        box = [Alternative("UR 15(4)", None, value, only_if=True)]
        part = [_table_d_alone("8708.40(2)(a)", change, day), Alternative("8708.40(2)(b)", None, value)]
        return {"gear_box": box, "other": part}
    required = {"vehicle_20_2": figures.OTHER_20_2, "vehicle_20_3": figures.OTHER_20_3}.get(use, FIFTY)
    mixed = or_from(change, "870840", "870899", save=("gear_box",))
    disputed = use in ("vehicle_20_2", "vehicle_20_3")  # UR 20(2)(h), 20(3)(b) set a value content for every good
    box = [Alternative("8708.40(3)(a)", change, disputed=disputed), Alternative("8708.40(3)(b)", mixed, required)]
    part = [Alternative("8708.40(3)(c)", change, disputed=disputed), Alternative("8708.40(3)(d)", None, required)]
    return {"gear_box": box, "other": part}


def _axles(code: str, use: str, day: date) -> Branches:
    """8708.50: UR 13(1)-(3), by kind of axle and vehicle."""
    if use == "passenger_light":
        return {"other": _core("UR 13, 8708.50(1)", day)}
    cite, change = "UR 13, 8708.50", other(4, code)
    no_bearings = except_from(change, *BEARINGS)
    return {
        "drive_axle_8703": _printed(
            cite, use, day, no_bearings, or_from(change, *BEARINGS, "870850", save=("drive_axle_8703", "drive_axle"))
        ),
        "drive_axle": _printed(cite, use, day, change, or_from(change, "870899")),
        "non_driving_axle_8703": _printed(cite, use, day, no_bearings, or_from(change, *BEARINGS, "870899")),
        "non_driving_axle_part_8703": _printed(cite, use, day, no_bearings, or_from(change, *BEARINGS, "870899")),
        "non_driving_axle": _printed(cite, use, day, change, or_from(change, "870899")),
        "non_driving_axle_part": _printed(cite, use, day, change, or_from(change, "870899")),
        "other": _printed(cite, use, day, change, None),
    }


def _suspension(code: str, use: str, day: date) -> Branches:
    """8708.80: UR 13; McPherson struts for heavy trucks at 50% as printed or at that of Table D is open."""
    if use == "passenger_light":
        return {"other": _core("UR 13, 8708.80(1)", day)}
    cite, change = "UR 13, 8708.80", other(4, code)
    any_part = or_from(other(6, code), "870880", save=("mcpherson_strut",))
    strut = [Alternative(cite + "(a)", any_part, FIFTY)]
    if use == "heavy_truck":  # Table D lists the subheading
        strut = [replace(strut[0], disputed=True), Alternative("UR 15(2)", any_part, figures.table_d_net_cost(day))]
    system = _printed(cite, use, day, change, or_from(change, "870880", "870899", save=("suspension_system",)))
    single = _printed(cite, use, day, change, None)
    return {"mcpherson_strut": strut, "suspension_system": system, "suspension_part": single, "other": single}


def _steering(code: str, use: str, day: date) -> Branches:
    """8708.94: UR 13; the third stage for heavy trucks is printed as from 2023, where UR 15(2) has 2027."""
    if use == "passenger_light":
        return {"other": _core("UR 13, 8708.94(1)", day)}
    cite, change = "UR 13, 8708.94", other(4, code)
    wholes = ("steering_wheel", "steering_column", "steering_box")
    mixed = or_from(change, "870894", "870899", save=wholes)
    whole = _printed(cite, use, day, change, mixed)
    if use == "heavy_truck" and figures.JULY[2023] <= day < figures.JULY[2027]:  # 70% "beginning on July 1, 2023"
        whole = [whole[0], replace(whole[1], disputed=True), Alternative(cite + "(2)(b)(iii)", mixed, Fraction(70))]
    single = _printed(cite, use, day, change, None)
    names = dict.fromkeys(wholes, whole)
    return {**names, "steering_part": single, "other": single}


def _frames(code: str, use: str, day: date) -> Branches:
    """8708.99: chassis frames (UR 13(1), 14(2)) and chassis (UR 13(2), 15(4)); elsewhere each is any other good."""
    ways = _printed("UR 13, 8708.99", use, day, other(4, code), None)
    if use == "passenger_light":
        return {"chassis_frame": _core("UR 13, 8708.99(1)", day), "chassis": ways}
    if use == "heavy_truck":
        chassis = Alternative("UR 13, 8708.99(2)", None, figures.table_d_net_cost(day), only_if=True)
        return {"chassis_frame": ways, "chassis": [chassis]}
    return {"chassis_frame": ways, "chassis": ways}
