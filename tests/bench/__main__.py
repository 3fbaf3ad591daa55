"""`python -m tests.bench`: what a check costs, against a yardstick of the same minute. Reports; asserts nothing."""

import compileall
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

import rvc

SAMPLE = Path(__file__).parents[2] / "sample_boms" / "sedan.json"
COMMAND = [str(Path(sys.executable).with_name("rvc")), "check", str(SAMPLE)]
YARDSTICK = [sys.executable, "-c", "import polars, typer, rich, pydantic"]
PAIRS = 15
CHECKS = 200


def seconds(command: list[str]) -> float:
    """Wall-clock time of one process; its failure is ours."""
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def compile_installed() -> None:
    """Give the command its bytecode, as an installed package has it and the libraries of the yardstick do."""
    for name in ("rvc", "rvc_cli"):
        spec = find_spec(name)
        for folder in (spec and spec.submodule_search_locations) or ():
            compileall.compile_dir(folder, quiet=1)


def main() -> None:
    """Measure in turn, pair by pair, after one pair that warms the disk; print the medians."""
    compile_installed()
    seconds(COMMAND)
    seconds(YARDSTICK)
    pairs = [(seconds(COMMAND), seconds(YARDSTICK)) for _ in range(PAIRS)]
    ratio = median(ours / theirs for ours, theirs in pairs)
    print(f"rvc check, whole process: {median(ours for ours, _ in pairs) * 1000:.0f} ms")
    print(f"yardstick, imports alone: {median(theirs for _, theirs in pairs) * 1000:.0f} ms")
    print(f"ratio, median of {PAIRS} pairs: {ratio:.2f} (aim: at most 2.5)")
    rvc.check(SAMPLE)
    warm = []
    for _ in range(CHECKS):
        start = perf_counter()
        rvc.check(SAMPLE)
        warm.append(perf_counter() - start)
    print(f"rvc.check, warm, median of {CHECKS}: {median(warm) * 1000:.2f} ms (aim: at most 10)")


if __name__ == "__main__":
    main()
