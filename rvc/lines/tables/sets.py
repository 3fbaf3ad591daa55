"""Several goods in tables that belong together: one row a good, and tables whose lines name the good they are of.

No line is judged with another good, and none is lost: a line of a good that is not in the table of goods comes back by
itself, and a line that could not be read leaves its good unread, since without it the good would be another.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rvc.base.problem import Problem
from rvc.lines.read import ReadCase
from rvc.lines.scalars import shown
from rvc.lines.spelling import plain
from rvc.lines.tables.bom import read_materials
from rvc.lines.tables.claims import CERTIFIERS
from rvc.lines.tables.each_good import Unread, Whole, form_of, put_row, read_good, read_whole
from rvc.lines.tables.layout import Table
from rvc.lines.tables.options import TableOptions
from rvc.lines.tables.places import Form, Line, Lines
from rvc.lines.tables.supplier_list import with_claims
from rvc.lines.workbook.labor_in import read_labor, read_metal
from rvc.lines.workbook.template import columns_of

KEY = "good_id"
PARTS = "parts"
GOODS, MATERIALS, LABOR, METALS, ELECTIONS = "goods", "materials", "labor", ("steel", "aluminum"), "elections"
_CLAIM = "claim_"
KINDS = (GOODS, MATERIALS, LABOR, *METALS, ELECTIONS)


@dataclass
class _Own:
    """What a table has of one good: its lines, and what was found wrong in them."""

    lines: list[Line] = field(default_factory=list)
    wrong: list[Problem] = field(default_factory=list)
    first: int = 0


def read_kind(kind: str, table: Table, options: TableOptions) -> Whole:
    """Read every line of one table of a set."""
    if kind == GOODS:
        return read_whole(table, options)
    if kind == MATERIALS:
        return read_whole(table, options, lambda form, lines: _claims(form, _keyed(form, lines)))
    only = {column.name for column in columns_of(kind)} | {KEY}
    return read_whole(table, options, _keyed, only=only)


def _keyed(form: Form, lines: Lines) -> Lines:
    """Lines that name their goods in one column; without it they are lines of nothing."""
    if KEY not in lines.fields and KEY not in lines.table.matched.ambiguous:
        seen = ", ".join(f'"{header}"' for header in lines.table.matched.headers if header)
        form.say("many.no_key", lines.header(), field=KEY, seen=seen or "-")
    return lines


def _claims(form: Form, lines: Lines) -> Lines:
    """The lines of suppliers with what they may claim; a table in the words of a case means what those do."""
    named = lines.fields.items()
    of_suppliers = any(
        name in CERTIFIERS or (name.startswith(_CLAIM) and plain(field.header) != plain(name)) for name, field in named
    )
    return with_claims(form, lines) if of_suppliers else lines


def read_goods(wholes: Mapping[str, Whole]) -> list[ReadCase | Unread]:
    """Every row of the table of goods in order, then the lines of other tables that belong to none of them."""
    goods = wholes[GOODS]
    named = {row: goods.named(row, KEY) for row in goods.rows}
    count = Counter(name for name in named.values() if name)
    others = {label: _by_good(whole) for label, whole in wholes.items() if label != GOODS}
    found: list[ReadCase | Unread] = []
    for row, name in named.items():
        line = goods.by_number.get(row)
        if line is None:
            found.append(goods.unread(row, KEY))
            continue
        own = {label: parted[name] for label, parted in others.items() if name in parted}
        form = form_of(goods, line, tuple(wholes))
        if count[name] > 1:
            form.say("many.twice", goods.lines.spot(line, KEY), good=shown(name), count=str(count[name]))
        _set_basis(form)
        for label, of_good in own.items():
            _add(form, wholes[label], of_good)
        wrong = [problem for of_good in own.values() for problem in of_good.wrong]
        found.append(read_good(form, name or f"row {row}", [*goods.wrong.get(row, ()), *wrong]))
    for label, parted in others.items():
        found += [_stray(wholes[label], name, own) for name, own in parted.items() if name not in count]
    return found


def _by_good(whole: Whole) -> dict[str, _Own]:
    """What each good has in a table, by its name as read; what names none stands alone, as "row 17"."""
    found: dict[str, _Own] = {}
    for row in whole.rows:
        line = whole.by_number.get(row)
        name = whole.named(row, KEY)
        own = found.setdefault(name or f"\0{row}", _Own(first=row))
        own.wrong += whole.wrong.get(row, ())
        if line is not None:
            own.lines.append(line)
    return found


def _stray(whole: Whole, name: str, own: _Own) -> Unread:
    """Lines of a good that is not in the table of goods, or of nobody knows which."""
    wrong = [problem for problem in own.wrong if not problem.warning]
    blank = name.startswith("\0")
    if not wrong or not blank:
        spot, count = whole.lines.spot(Line(own.first, {}), KEY), str(max(len(own.lines), 1))
        code = "many.no_good" if blank else "many.unknown_good"
        problem = Problem(code, {"good": shown(name), "count": count}, file=whole.form.file, sheet=spot.sheet,
                          row=spot.row, column=spot.column)  # fmt: skip
        wrong.insert(0, problem)
    return Unread(f"row {own.first}" if blank else name, tuple(wrong))


def _set_basis(form: Form) -> None:
    """Sums of labor without a basis: purchases of a year if their total is stated, else the net cost (UR 18(6))."""
    labor = form.data.get("labor")
    if isinstance(labor, dict) and "assembly" not in labor and ("labor", "basis") not in form.doubtful:
        annual = "total_annual_purchase_value" in labor
        labor.setdefault("basis", "annual_purchase_value" if annual else "net_cost")


def _add(form: Form, whole: Whole, own: _Own) -> None:
    """Add to a good what another table has of it."""
    lines, label = replace(whole.lines, lines=tuple(own.lines)), whole.label
    if not own.lines:
        return
    if label == ELECTIONS:
        for line in own.lines:
            _add_elections(form, whole, line)
        return
    if form.data.get(label) is not None:
        form.say("many.stated_twice", lines.spot(own.lines[0]), block=label)
    elif label == MATERIALS:
        read_materials(form, lines)
    else:
        lines = replace(lines, lines=tuple(_without_key(line) for line in lines.lines))
        currency = str(form.good("currency") or "")
        if label == LABOR:
            read_labor(form, lines, currency)
        else:
            form.currency(lines, currency)
            read_metal(form, label, lines)


def _without_key(line: Line) -> Line:
    return replace(line, values={name: value for name, value in line.values.items() if name != KEY})


def _add_elections(form: Form, whole: Whole, line: Line) -> None:
    for name in line.values:
        path = whole.lines.fields[name].path
        block = form.data.get(path[0]) if path else None
        if block is not None and (len(path) == 1 or path[1] in block):
            form.say("many.stated_twice", whole.lines.spot(line, name), block=name)
    put_row(form, whole, line)
