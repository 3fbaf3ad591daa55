"""usmca-rvc: whether a vehicle or an auto part originates under the USMCA, and why.

>>> import rvc
>>> rvc.check("sample_boms/sedan.json").verdict
'originating'
"""

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING, Any

from rvc.base.errors import InputError, LawError, RvcError
from rvc.base.messages import speaking
from rvc.base.problem import Problem

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from rvc.net_costing.report import Inventory, NetCost
    from rvc.pay.result import Payroll
    from rvc.run.averaging.result import Averages
    from rvc.run.derivation import Derivation
    from rvc.run.report import Report
    from rvc.run.statement import Statement

__all__ = [
    "InputError", "LawError", "Problem", "RvcError",
    "average", "check", "explain", "inventory", "net_cost", "payroll", "score", "score_spark", "speaking", "statement",
]  # fmt: skip


def check(
    case: str | PathLike[str] | Mapping[str, object], *, on: date | None = None, regime: str | None = None
) -> "Report":
    """Judge one good: originating, non-originating or undetermined, with a finding for every test (UR 3-20).

    Args:
        case: the path of a case (JSON, YAML, a workbook) or of a table of materials with the facts of the good beside
            it, or a mapping of the same shape as a case. Amounts are strings, Decimals or integers, with up to 12
            digits before and 6 after the point, in the currency of the good or of their line; a float counts as its
            shortest decimal. docs/readings.md says how figures are understood.
        on: the day whose rules apply; the good's own date if None.
        regime: "usmca", "alternative_staging" (UR 19), "nafta", or the path of a scenario file
            (docs/regimes.md); the case's own election if None.

    Returns:
        A report, with the verdict and a finding for each test that binds the good. Percentages are decimal strings in
        percent, with up to 6 decimals; money is in decimal strings, in the good's currency and for one good.

    Raises:
        InputError: the case could not be read, is dated before the Agreement, or elects a regime without the approval
            that it takes; `.problems` holds every defect.
    """
    from rvc.lines.read import case_from, read_case
    from rvc.run.engine import check as run

    read = case_from(case) if isinstance(case, Mapping) else read_case(case)
    return run(read, on=on, regime=regime)


def explain(
    case: str | PathLike[str] | Mapping[str, object], *, on: date | None = None, regime: str | None = None
) -> "Derivation":
    """Derive a verdict (UR 3-20): a tree from the verdict to the lines, each figure with its formula and its section.

    Args:
        case: the path of a case or a table, or a mapping, as `check` takes it. Steps of a mapping name no place.
        on: the day whose rules apply; the good's own date if None.
        regime: "usmca", "alternative_staging" (UR 19), "nafta", or the path of a scenario file
            (docs/regimes.md); the case's own election if None.

    Returns:
        The tree; its first steps are the tests, with the sentences and results of `check`. Each step has a code, a
        sentence with its parameters, citations, the place of its figure in the file, and the steps that it rests on;
        units are those of `check`.

    Raises:
        InputError: as of `check`.
    """
    from rvc.lines.read import case_from, located_case
    from rvc.run.derivation import explain as run

    if isinstance(case, Mapping):
        return run(case_from(case), lambda _: "", on=on, regime=regime)
    return run(*located_case(case), on=on, regime=regime)


def statement(case: str | PathLike[str] | Mapping[str, object], *, on: date | None = None) -> "Statement":
    """State what the buyer of a part asks its producer for (UR 9(2)-(7), 14(7), 18(7)).

    Args:
        case: the case of a part, as `check` takes it.
        on: the day whose rules apply; the part's own date if None.

    Returns:
        Net cost, VNM by each method, RVC under every use that the rules know, non-originating materials with their
        tariff codes, value and wages by plant. Amounts are decimal strings between bounds, in the currency of the case
        and of one part; percentages are decimal strings in percent.

    Raises:
        InputError: the case could not be read, or is that of a vehicle; `.problems` holds every defect.
    """
    from rvc.lines.read import case_from, read_case
    from rvc.run.statement import statement as run

    return run(case_from(case) if isinstance(case, Mapping) else read_case(case), on=on)


def net_cost(
    ledgers: str | PathLike[str] | Sequence[str | PathLike[str]],
    setup: str | PathLike[str] | Mapping[str, object] | None = None,
    *,
    order: str | None = None,
) -> "NetCost":
    """Allocate a producer's costs to its goods, excluded costs out (UR 1(6), 7(11)-(14), Schedules 5 and 9).

    Args:
        ledgers: the path of a ledger (CSV, XLSX, ODS, Parquet), or several, whose lines are taken together.
        setup: the producer, its goods, accounts and allocation bases (docs/net_cost.md): a YAML or JSON file or a
            mapping; the file beside the first ledger that has its name if None.
        order: "all_goods", "allocate_total" or "each_cost" (UR 7(11)(a), (b), (c)); that of the set-up if None.

    Returns:
        The net cost of each good over the period of the ledger, in the currency of the books, every step with its
        section, and the block `value` of a case for each good.

    Raises:
        InputError: something could not be read, a base is missing, the ledger does not add up; `.problems` holds all.
    """
    from rvc.net_costing.books import net_cost_of

    paths = [ledgers] if isinstance(ledgers, str | PathLike) else list(ledgers)
    return net_cost_of(paths, setup, elected={} if order is None else {"order": order})


def inventory(
    movements: str | PathLike[str],
    method: str,
    *,
    schedule: int = 8,
    goods: bool = False,
    period: str = "shipment",
    opening_non_originating: bool = False,
) -> "Inventory":
    """Say what each withdrawal of an inventory is considered to be (UR 7(10), 8(18), Schedules 7 and 8).

    Args:
        movements: a table of receipts, opening inventory and withdrawals, with dates and units (docs/net_cost).
        method: "fifo", "lifo", "rolling_average" (Schedule 7), "average" or "specific" (Schedule 8).
        schedule: 7 for values of identical non-originating materials, 8 for the origin of fungible ones.
        goods: finished goods of an exporter (Schedule 8 Part 2), not materials.
        period: of the average method: "shipment", "month", "quarter" (both of the preceding period) or "whole".
        opening_non_originating: the opening inventory counts as non-originating (Schedule 8 s. 9(3), 15(3)).

    Returns:
        Each withdrawal, in the order of the days, with its units by origin (decimal strings, in the unit of the table)
        and the value of the non-originating ones (decimal strings, in the currency of the table).

    Raises:
        InputError: the table could not be read, the Schedule has no such method, or more is withdrawn than there is;
            `.problems` holds every defect.
    """
    from rvc.net_costing.inventories import Election
    from rvc.net_costing.inventories import inventory as run

    elected = Election(method, schedule, goods, period, opening_non_originating)
    return run(movements, elected)


def payroll(*sources: object, periods: Sequence[tuple[date, date]] = ()) -> "Payroll":
    """Average the base wages of a payroll by plant and period, and say who qualifies (UR 12, 18(5); 29 CFR 810.105).

    Args:
        sources: paths of tables (CSV, XLSX, ODS, Parquet) or frames (pandas, Polars, Arrow), taken as one payroll.
        periods: first and last days of the periods to average over; each plant's whole payroll if none is named.

    Returns:
        The wage of each plant and period with its steps, in the plant's currency for one hour, rounded down to six
        decimals; decided in exact fractions.

    Raises:
        InputError: the payroll could not be read; `.problems` holds every defect, by cell.
    """
    from rvc.pay.average import average

    return average(sources, periods)


def average(
    cases: Sequence[str | PathLike[str] | Mapping[str, object]],
    election: str | PathLike[str] | Mapping[str, object],
    *,
    on: date | None = None,
    regime: str | None = None,
) -> "Averages":
    """Average goods as their producer elects, each also by itself (UR 7(15), 14(12), 16, 17(7)-(11), 18(15)-(19), 20).

    Args:
        cases: paths of cases or of tables of goods, or mappings of the shape of a case.
        election: what is averaged over which goods and days (docs/averaging.md): a YAML or JSON file, or a mapping.
        on: the day whose rules apply; each good's own date, and the days of its period, if None.
        regime: "usmca" or "alternative_staging" (UR 19); each case's own election if None.

    Returns:
        Each election with its sums, in the currency of its goods, and each good's verdict by itself and by the average.

    Raises:
        InputError: something could not be read, or the goods contradict the election; `.problems` holds all.
    """
    from rvc.lines.averaging.read import read_elections
    from rvc.lines.averaging.sources import cases_of
    from rvc.run.averaging.average import average as run

    return run(cases_of(cases)[0], read_elections(election), on=on, regime=regime)[0]


def score(
    goods: object,
    materials: object = None,
    *,
    on: date | None = None,
    regime: str | None = None,
    jobs: int = 1,
    **tables: object,
) -> Any:  # noqa: ANN401 - a frame of the caller's library
    """Judge many goods (UR 3-20), each as `check` would: a row each, in the order of `goods`, none left out.

    Args:
        goods: a pandas, Polars or Arrow frame with one row a good, or a parts list; or the path of a file of either.
            docs/columns.md says what columns it may have, in which units.
        materials: the lines of their bills of materials, a row each, by good_id: a frame or a path.
        on: the day whose rules apply; each good's own date if None. It is also the date of goods that state none.
        regime: "usmca", "alternative_staging" (UR 19), "nafta", or the path of a scenario file
            (docs/regimes.md); each good's own election if None.
        jobs: how many processes share the work.
        tables: labor, steel, aluminum or elections by good_id, frames or paths.

    Returns:
        The result table as a frame of the caller's kind (a mapping of columns where `goods` is a path), with a row a
        good and the columns good_id, hs, kind, verdict, then status, required, actual, actual_best, margin, method and
        missing of each of the seven tests (`rvc_status` and so on), and problems. All are texts; percentages are
        decimal strings in percent, margins in percentage points, "" where there is none. A good that could not be read
        has the verdict "unreadable" and its problems.

    Raises:
        InputError: a table as a whole could not be read; `.problems` holds every defect.
    """
    from rvc.lines.tables.options import TableOptions
    from rvc.run.fleet.scores import score_set
    from rvc.run.results import Results
    from rvc.show.frames import frame_like

    facts = {} if on is None else {"good": {"date": on.isoformat()}}
    options = TableOptions(facts=facts)
    scored = score_set(goods, materials, options, on=on, regime=regime, jobs=jobs, tables=tables)
    return frame_like(goods, Results(scored.parts).frame())


def score_spark(
    goods: "DataFrame",
    materials: "DataFrame | None" = None,
    *,
    on: date | None = None,
    regime: str | None = None,
    buckets: int | None = None,
    **tables: "DataFrame",
) -> "DataFrame":
    """Judge the goods of Spark frames (UR 3-20), each as `score` would, on the machines where they lie.

    Texts that stand for numbers are read with a decimal point, and dates as 2026-11-22: no row is read by what stands
    in others. Numbers of rows are left out of problems, and a row without a key has no name: in a frame that is spread
    over machines they mean nothing.

    Args:
        goods: a frame with one row a good, or a parts list.
        materials: the lines of their bills of materials by good_id.
        on: the day whose rules apply; each good's own date if None. It is also the date of goods that state none.
        regime: "usmca", "alternative_staging" (UR 19), "nafta", or the path of a scenario file
            (docs/regimes.md); each good's own election if None.
        buckets: into how many parts goods are put, each judged at once by one worker; docs/scale.md says how to
            choose. As many as there are shuffle partitions if None.
        tables: labor, steel, aluminum or elections by good_id.

    Returns:
        The result table of `score`, in no order, as a frame that is computed when it is used.

    Raises:
        InputError: a table as a whole could not be read; `.problems` holds every defect.
    """
    from rvc.lines.tables.options import TableOptions
    from rvc.run.spark import score_spark as run

    facts = {} if on is None else {"good": {"date": on.isoformat()}}
    options = TableOptions(decimal="point", dates="ymd", facts=facts)
    return run(goods, materials, options=options, on=on, regime=regime, buckets=buckets, **tables)
