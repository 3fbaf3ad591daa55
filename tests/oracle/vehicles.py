"""Which kind of good, which requirement: UR 12, 13, 18(22), 19, 20."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle import figures, labor
from tests.oracle.answer import Bounds, exactly
from tests.oracle.bill import Bill, day_of
from tests.oracle.materials import NET_COST, TRANSACTION_VALUE

DIESEL = ("870331", "870332", "870333", "870350", "870370")  # by the code itself
NOT_PASSENGER = frozenset({
    "compression_ignition", "motorcycle", "all_terrain", "motorhome", "ambulance_hearse_prison_van", "off_road",
})  # fmt: skip
COVERED = ("passenger_vehicle", "light_truck", "heavy_truck")
PART_USES = ("passenger_light", "heavy_truck", "vehicle_20_2", "vehicle_20_3", "aftermarket", "other")


@dataclass(frozen=True)
class Kind:
    """A kind of good, what its materials are for, and the provision of UR 20 that it falls under."""

    kind: str
    use: str
    provision: str = ""


PASSENGER = Kind("passenger_vehicle", "passenger_light")
LIGHT_TRUCK = Kind("light_truck", "passenger_light")
HEAVY_TRUCK = Kind("heavy_truck", "heavy_truck")
OTHER_20_2 = Kind("other_vehicle", "vehicle_20_2", "20(2)")
OTHER_20_3 = Kind("other_vehicle", "vehicle_20_3", "20(3)")


def kinds(bill: Bill) -> list[Kind]:  # noqa: PLR0911 - a list of codes, read down
    """The kinds that a good can be (UR 12, 20(2), 20(3)); two only for HS 2022 8704.60 (reading 33)."""
    written = bill.good["hs"].replace(".", "")[:6]
    code = bill.hs[:6]
    off_road = "off_road" in bill.features
    if written == "870460" and not off_road:
        both = [LIGHT_TRUCK, HEAVY_TRUCK]
        return [kind for kind in both if bill.good.get("kind") in (None, kind.kind)]
    if code == "870310":
        return [Kind("other_vehicle", "other", "UR 13, 8703.10")]
    if "870321" <= code <= "870390":
        excluded = written in DIESEL or bill.features & NOT_PASSENGER
        return [OTHER_20_2 if excluded else PASSENGER]
    if code in ("870421", "870431"):
        return [OTHER_20_2 if off_road else LIGHT_TRUCK]
    if code in ("870422", "870423", "870432", "870490"):
        return [OTHER_20_3 if off_road else HEAVY_TRUCK]
    if code == "870120":
        return [HEAVY_TRUCK]
    if code[:4] == "8702" and "persons_16_or_more" not in bill.features:
        return [OTHER_20_2]
    if code[:4] in ("8701", "8702", "8705") or code == "870410":
        return [OTHER_20_3]
    use = bill.good.get("use")
    if code[:4] == "8706" and use == "heavy_truck":
        return [HEAVY_TRUCK]
    parts = [Kind("part", use)] if use is not None else [Kind("part", each) for each in PART_USES]
    return [HEAVY_TRUCK, *parts] if code[:4] == "8706" and use is None else parts


def vehicle_requirement(bill: Bill, net_cost: Bounds) -> dict[str, Bounds]:
    """The value content that UR 13 and 20 ask of a vehicle, by method."""
    if bill.staging:
        return {NET_COST: exactly(figures.STAGING_VEHICLE)}  # UR 19(4)(a)
    if bill.kind in ("passenger_vehicle", "light_truck"):
        return {NET_COST: exactly(figures.light_vehicle(bill.day))}
    if bill.kind == "heavy_truck":
        return {NET_COST: _with_credit(figures.heavy_vehicle(bill.day), labor.heavy_truck_credit(bill, net_cost))}
    if bill.provision == "20(2)":
        return {NET_COST: _new_plant(bill, figures.OTHER_20_2)}
    if bill.provision == "20(3)":
        return {NET_COST: _new_plant(bill, figures.OTHER_20_3)}
    return {NET_COST: exactly(Fraction(50)), TRANSACTION_VALUE: exactly(Fraction(60))}  # UR 13, 8703.10


def _with_credit(required: Fraction, credit: Bounds) -> Bounds:
    """UR 18(22): the points lower the percentage, to no less than 60."""
    floor = figures.CREDIT_FLOOR
    lowest = floor if credit.most is None else max(floor, required - credit.most)
    return Bounds(lowest, max(floor, required - credit.least))


def _new_plant(bill: Bill, required: Fraction) -> Bounds:
    """UR 20(8): 50% for five or two years after the first prototype; the anniversary itself is open (reading 40)."""
    plant = bill.good.get("new_plant")
    if plant is None or plant.get("conditions_attested") is not True:
        return exactly(required)
    prototype = day_of(plant.get("prototype_date"))
    if prototype is None or bill.day < prototype:
        return exactly(required)
    years = figures.NEW_PLANT_YEARS[plant["kind"]]
    anniversary = date(prototype.year + years, prototype.month, prototype.day)
    if bill.day < anniversary:
        return exactly(figures.NEW_PLANT)
    return Bounds(figures.NEW_PLANT, required) if bill.day == anniversary else exactly(required)


def in_force(bill: Bill) -> bool:
    """UR 19(1), 19(2): an approved alternative staging regime on the date."""
    block = bill.case.get("alternative_staging")
    if bill.kind not in ("passenger_vehicle", "light_truck") or block is None or not block.get("approved_in"):
        return False
    begins, ends = day_of(block.get("from")), day_of(block.get("to"))
    return begins is not None and ends is not None and begins <= bill.day <= ends
