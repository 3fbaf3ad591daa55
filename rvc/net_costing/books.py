"""The door for a producer's books: files of ledgers with their set-up, to the net cost of goods."""

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.lines.read import CASE_SUFFIXES, read_tree
from rvc.lines.tables.ledger import Ledger, read_ledger
from rvc.lines.tables.options import TableOptions
from rvc.lines.tree import located
from rvc.net_costing.net_cost import net_cost
from rvc.net_costing.report import NetCost
from rvc.net_costing.setup import ReadSetup, setup_from

Named = str | PathLike[str]


def net_cost_of(
    paths: Sequence[Named],
    setup: Named | Mapping[str, object] | None = None,
    options: TableOptions | None = None,
    elected: Mapping[str, object] | None = None,
) -> NetCost:
    """The net cost of the goods of a producer out of files of ledgers.

    Args:
        paths: the ledgers; their lines are taken together.
        setup: a YAML or JSON file, or a mapping; the file beside the first ledger that has its name if None.
        options: how tables are to be read.
        elected: keys of the set-up that count before what it says itself.

    Raises:
        InputError: with every problem found in any of the files.
    """
    problems: list[Problem] = []
    read, data = None, None
    try:
        read, data = _setup(setup if setup is not None else _beside(paths[0]), elected or {})
    except InputError as error:
        problems += error.problems
    ledgers: list[Ledger] = []
    for path in paths:
        try:
            own = read_ledger(path, options)
            problems += _counted_twice(own, ledgers)
            ledgers += own
        except InputError as error:
            problems += error.problems
    if problems or read is None:
        raise InputError(problems)
    return net_cost(ledgers, read, data)


def _counted_twice(own: Sequence[Ledger], before: Sequence[Ledger]) -> list[Problem]:
    """A file that holds what one before it holds."""
    first = next((ledger.file for ledger in before if ledger.sha256 == own[0].sha256), None)
    return [] if first is None else [Problem("ledger.same_file", {"first": first}, file=own[0].file)]


def _beside(ledger: Named) -> Path:
    """The file of the set-up beside a ledger."""
    place = Path(ledger)
    found = [place.with_suffix(suffix) for suffix in CASE_SUFFIXES if place.with_suffix(suffix).is_file()]
    if len(found) != 1:
        name = place.with_suffix(".yaml").name
        code = "ledger.no_setup" if not found else "form.two_files"
        params = {"name": name, "names": ", ".join(path.name for path in found)}
        raise InputError([Problem(code, params, file=str(ledger))])
    return found[0]


def _setup(setup: Named | Mapping[str, object], elected: Mapping[str, object]) -> tuple[ReadSetup, object]:
    if isinstance(setup, Mapping):
        data: object = {**setup, **elected}
        return setup_from(data, lambda issues: located(issues, data, data, "")), data
    tree = read_tree(setup)
    data = tree.data
    if elected and isinstance(data, dict):
        data.update(elected)
    return setup_from(data, tree.places), data
