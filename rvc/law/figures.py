"""Numbers and days of the law that are not percentages, out of the TOML files of a regime."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rvc.base.errors import LawError
from rvc.law.schedules import under
from rvc.law.strict import Entry


@dataclass(frozen=True)
class Wage:
    """The average base hourly wage that a plant in a country must pay to qualify (UR 12)."""

    country: str
    currency: str
    hourly: Decimal
    cite: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """Numbers and days of the law that are not percentages. `cites` has the provision of each, by its name there."""

    entry_into_force: date
    wages: Mapping[str, Wage]
    capacity: Mapping[tuple[str, str], int]
    contract_years: int
    pay_periods: Mapping[str, int]
    weeks_of_a_year: int
    certified_months: int
    melted_from: date
    credit_last_certain_day: date
    credit_open_day: date
    new_plant_years: Mapping[str, int]
    statement_months: Mapping[str, int]
    reconciliation_days: int
    alternative_staging_from: date
    alternative_staging_to: date
    interest_margin: int
    short_adjustment: int
    cites: Mapping[str, tuple[str, ...]]


def figures(files: Iterable[Entry]) -> Figures:
    """Every `[figure.<name>]` table, as the fields of Figures; each is known, and none is missing."""
    found = {entry.key.removeprefix("figure."): entry for file in files for entry in under(file, "figure", "says")}
    cites = {name: entry.texts("cite") for name, entry in found.items()}
    taken = _Taken(found)
    read = Figures(
        entry_into_force=taken.one("entry_into_force", "day").day("day"),
        wages={country: _wage(country, entry) for country, entry in taken.under("wages", "currency", "hourly").items()},
        capacity={
            (group, makes): entry.whole("whole")
            for name, entry in taken.under("capacity", "whole").items()
            for group, _, makes in [name.partition(".")]
        },
        contract_years=taken.one("contract_years", "whole").whole("whole"),
        pay_periods={name: entry.whole("whole") for name, entry in taken.under("pay_periods", "whole").items()},
        weeks_of_a_year=taken.one("weeks_of_a_year", "whole").whole("whole"),
        certified_months=taken.one("certified_months", "whole").whole("whole"),
        melted_from=taken.one("melted_from", "day").day("day"),
        credit_last_certain_day=taken.one("credit_last_certain_day", "day").day("day"),
        credit_open_day=taken.one("credit_open_day", "day").day("day"),
        new_plant_years={name: entry.whole("whole") for name, entry in taken.under("new_plant_years", "whole").items()},
        statement_months={
            name: entry.whole("whole") for name, entry in taken.under("statement_months", "whole").items()
        },
        reconciliation_days=taken.one("reconciliation_days", "whole").whole("whole"),
        alternative_staging_from=taken.one("alternative_staging_from", "day").day("day"),
        alternative_staging_to=taken.one("alternative_staging_to", "day").day("day"),
        interest_margin=taken.one("interest_margin", "whole").whole("whole"),
        short_adjustment=taken.one("short_adjustment", "whole").whole("whole"),
        cites=cites,
    )
    taken.nothing_left()
    return read


class _Taken:
    """Figures by name, taken one by one, so that one that nobody knows is refused."""

    def __init__(self, found: Mapping[str, Entry]) -> None:
        self._left = dict(found)

    def one(self, name: str, *keys: str) -> Entry:
        if name not in self._left:
            raise LawError(f"figure.{name}: missing")
        return self._left.pop(name).only("says", "cite", *keys)

    def under(self, family: str, *keys: str) -> dict[str, Entry]:
        names = [name for name in self._left if name.startswith(f"{family}.")]
        if not names:
            raise LawError(f"figure.{family}: missing")
        return {name.removeprefix(f"{family}."): self.one(name, *keys) for name in names}

    def nothing_left(self) -> None:
        for name, entry in self._left.items():
            raise LawError(f"{entry.file}: figure.{name}: unknown figure")


def _wage(country: str, entry: Entry) -> Wage:
    return Wage(country, entry.text("currency"), entry.decimal("hourly"), entry.texts("cite"))
