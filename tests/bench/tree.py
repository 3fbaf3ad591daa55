"""`python -m tests.bench.tree`: one good of a million lines in six tiers, and whether time grows with the lines."""

import resource
import sys
from decimal import Decimal
from time import perf_counter
from typing import Any

import rvc

WIDTH = 10  # lines in each material
SIZES = (100_000, 1_000_000)
_KIB = 1024


def tree(size: int) -> tuple[dict[str, Any], Decimal]:
    """A case of so many lines, all self-produced but the leaves, and the RVC that its leaves come to."""
    lines: list[dict[str, Any]] = [
        {"id": f"L{number}", "hs": "8708.99", "made": "in_house", "excluded_cost": "0", "other_cost": "1.00"}
        | ({"parent": f"L{number // WIDTH - 1}"} if number >= WIDTH else {})
        for number in range(size)
    ]
    inner = {line["parent"] for line in lines if "parent" in line}
    vnm = Decimal(0)
    cost = Decimal(len(inner)) + 100
    for number, line in enumerate(lines):
        if line["id"] not in inner:
            foreign = number % 4 == 0
            for name in ("made", "excluded_cost", "other_cost"):
                del line[name]
            line |= {
                "hs": "8544.30",
                "unit_value": "1.25",
                "originating": not foreign,
                "origin": "CN" if foreign else "US",
            }
            cost += Decimal("1.25")
            vnm += Decimal("1.25") if foreign else 0
    good = {
        "id": "TREE", "hs": "8708.50", "use": "passenger_light", "date": "2026-11-22", "currency": "USD",
        "produced_in": "US", "left_territory": False,
    }  # fmt: skip
    value = {"costs": {"other_product": "100", "period": "0", "other": "0", "excluded": {}}}
    return {"schema": "rvc/1", "good": good, "value": value, "materials": lines}, (cost - vnm) / cost * 100


def main() -> None:
    """Judge each size once and print seconds, lines a second, peak memory and how far from linear."""
    each: list[float] = []
    for size in SIZES:
        case, expected = tree(size)
        start = perf_counter()
        report = rvc.check(case)
        seconds = perf_counter() - start
        finding = report.finding("rvc")
        if finding is None or abs(Decimal(finding.actual or "0") - expected) > Decimal("0.000001"):
            sys.exit(f"{size} lines: RVC {finding and finding.actual}, by hand {expected}")
        each.append(seconds / size)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _KIB
        print(
            f"{size:>9} lines: {seconds:6.1f} s, {size / seconds:>7.0f} lines a second, peak {peak} MiB, "
            f"{report.verdict}, RVC {finding.actual}"
        )
    print(f"time a line at {SIZES[-1]} lines as a multiple of that at {SIZES[0]}: {each[-1] / each[0]:.2f}")


if __name__ == "__main__":
    main()
