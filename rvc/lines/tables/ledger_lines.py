"""Lines of a ledger that say the same of their account, as one: what costs are made of."""

from collections.abc import Sequence

import polars as pl

from rvc.lines.tables.table_fields import fields_of

AMOUNT, DAY = "amount", "posted_on"
TEXTS = tuple(name for name, field in fields_of("ledger").items() if field.kind != "signed" and name != DAY)
MONEY = pl.Decimal(38, 6)


def gathered(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines, or lines gathered before, by what they say beside amount and day.

    In the order of the first `row` of each; `lines` is how many they are, and `amount` what they come to.
    """
    return _by(lines, [name for name in TEXTS if name in lines.columns], pl.col(AMOUNT).sum())


def days_of(lines: pl.DataFrame) -> pl.DataFrame:
    """Each day on which lines, or days found before, were recorded, with the first `row` and the count of `lines`."""
    if DAY not in lines.columns:
        return pl.DataFrame(schema={DAY: pl.String, "row": pl.UInt32, "lines": pl.UInt32})
    return _by(lines.filter(pl.col(DAY).is_not_null()), [DAY])


def _by(lines: pl.DataFrame, names: Sequence[str], *sums: pl.Expr) -> pl.DataFrame:
    count = pl.col("lines").sum() if "lines" in lines.columns else pl.len()
    alike = lines.lazy().group_by(names).agg(pl.col("row").min(), *sums, count.alias("lines"))
    return alike.sort("row").collect(engine="streaming")


def whole(frame: pl.DataFrame) -> pl.DataFrame:
    """Gathered lines with every column of a ledger, blank where the file has none."""
    lacking = [pl.lit(None, dtype=pl.String).alias(name) for name in TEXTS if name not in frame.columns]
    return frame.with_columns(lacking).select("row", AMOUNT, "lines", *TEXTS)
