"""The law's figures, by hand from the regulations (SOR/2020-155): percentages by date, wages, capacities."""

from datetime import date
from fractions import Fraction

HUNDRED = Fraction(100)
REGION = ("CA", "MX", "US")
JULY = {year: date(year, 7, 1) for year in (2020, 2021, 2022, 2023, 2024, 2027)}


def _light_stages(day: date, first: str, second: str, third: str, last: str) -> Fraction:
    """The four stages of UR 13 and 14: from 1 July 2020, 2021, 2022 and 2023."""
    if day < JULY[2020]:
        raise ValueError(day)
    if day < JULY[2021]:
        return Fraction(first)
    if day < JULY[2022]:
        return Fraction(second)
    if day < JULY[2023]:
        return Fraction(third)
    return Fraction(last)


def _heavy_stages(day: date, first: str, second: str, last: str) -> Fraction:
    """The three stages of UR 13 and 15: from 1 July 2020, 2024 and 2027."""
    if day < JULY[2020]:
        raise ValueError(day)
    if day < JULY[2024]:
        return Fraction(first)
    if day < JULY[2027]:
        return Fraction(second)
    return Fraction(last)


def light_vehicle(day: date) -> Fraction:
    """UR 13, 8703.21-8703.90(1), 8704.21(1), 8704.31(1)."""
    return _light_stages(day, "66", "69", "72", "75")


def heavy_vehicle(day: date) -> Fraction:
    """UR 13, 8701.20, 8704.22-23(1), 8704.32-90(1), 87.06(2)."""
    return _heavy_stages(day, "60", "64", "70")


def core_net_cost(day: date) -> Fraction:
    """UR 14(13), net cost."""
    return _light_stages(day, "66", "69", "72", "75")


def core_transaction_value(day: date) -> Fraction:
    """UR 14(13), transaction value."""
    return _light_stages(day, "76", "79", "82", "85")


def table_b_net_cost(day: date) -> Fraction:
    """UR 14(15), net cost."""
    return _light_stages(day, "62.5", "65", "67.5", "70")


def table_b_transaction_value(day: date) -> Fraction:
    """UR 14(15), transaction value."""
    return _light_stages(day, "72.5", "75", "77.5", "80")


def table_d_net_cost(day: date) -> Fraction:
    """UR 15(2), net cost."""
    return _heavy_stages(day, "60", "64", "70")


def table_d_transaction_value(day: date) -> Fraction:
    """UR 15(2), transaction value."""
    return _heavy_stages(day, "70", "74", "80")


def table_e_net_cost(day: date) -> Fraction:
    """UR 15(3), net cost."""
    return _heavy_stages(day, "50", "54", "60")


def table_e_transaction_value(day: date) -> Fraction:
    """UR 15(3), transaction value."""
    return _heavy_stages(day, "60", "64", "70")


def labor_value_total(kind: str, day: date) -> Fraction:
    """UR 18(1), 18(2): the labor value content as a whole."""
    if kind == "passenger_vehicle":
        return _light_stages(day, "30", "33", "36", "40")
    return Fraction(45)


def labor_value_high_wage(kind: str, day: date) -> Fraction:
    """UR 18(1), 18(2): the points of high-wage material and labor."""
    if kind == "passenger_vehicle":
        return _light_stages(day, "15", "18", "21", "25")
    return Fraction(30)


TECHNOLOGY_CAP = Fraction(10)  # UR 18(1), 18(2)
ASSEMBLY_CREDIT = Fraction(5)  # UR 18(12), 18(13)
METAL = Fraction(70)  # UR 17(1)
DE_MINIMIS_SHARE = Fraction(10)  # UR 5(1), 5(4): percent
OTHER_20_2 = Fraction("62.5")  # UR 20(2)
OTHER_20_3 = Fraction(60)  # UR 20(3)
NEW_PLANT = Fraction(50)  # UR 20(8)
NEW_PLANT_YEARS = {"new_building": 5, "refit": 2}  # UR 20(8)(a), (b)
STAGING_VEHICLE = Fraction("62.5")  # UR 19(4)(a)
STAGING_A1_NET_COST = Fraction("62.5")  # UR 19(4)(b)(i)
STAGING_A1_TRANSACTION_VALUE = Fraction("72.5")  # UR 19(4)(b)(ii)
STAGING_TOTAL = Fraction(25)  # UR 19(4)(d)
STAGING_HIGH_WAGE = Fraction(10)  # UR 19(4)(d)
MELTED_FROM = date(2027, 7, 1)  # UR 17(5)(b)
CREDIT_LVC = Fraction(45)  # UR 18(22)
CREDIT_ABOVE = Fraction(30)  # UR 18(22)
CREDIT_FLOOR = Fraction(60)  # UR 18(22)
CREDIT_OPEN_DAY = date(2027, 7, 1)  # UR 18(22): "for the period ending July 1, 2027"

WAGES = {"US": Fraction(16), "CA": Fraction("20.88"), "MX": Fraction("294.22")}  # UR 12, in the country's currency
CURRENCIES = {"US": "USD", "CA": "CAD", "MX": "MXN"}
CAPACITY = {  # UR 12, high-wage assembly plant
    ("light", "engine"): 100_000,
    ("light", "transmission"): 100_000,
    ("light", "advanced_battery"): 25_000,
    ("heavy", "engine"): 20_000,
    ("heavy", "transmission"): 20_000,
    ("heavy", "advanced_battery"): 20_000,
}
CONTRACT_YEARS = 3  # UR 12, 18(12), 18(13)
