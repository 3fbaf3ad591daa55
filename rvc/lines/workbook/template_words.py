"""What the workbook says of a column: its meaning in a language, and its place in a case file."""

from rvc.base.messages import text
from rvc.lines.case import Case
from rvc.lines.schema import Field
from rvc.lines.workbook.template import ITEM, ITEMS, Column, used_by

_LISTS = frozenset({"materials", "purchases"})


def help_of(column: Column, lang: str) -> str:
    """What a column means, in a language."""
    name, told = _told(column)
    if column.marker or column.name == ITEM or column.field.kind == "rates":
        return text(f"template.help.{name}", told, lang)
    words = column.field.help if lang == "en" else text(f"template.help.{column.key}", lang=lang)
    return text(f"template.help.{name}", {"help": words, **told}, lang) if name else words


def _told(column: Column) -> tuple[str, dict[str, str]]:
    """The sentence for a column or around its help, with its parameters; none where the help says all."""
    match column:
        case Column(marker=True):
            said: tuple[str, dict[str, str]] = "marker", {}
        case Column(field=Field(kind="rates")):
            said = "rate", {"currency": column.path[-1]}
        case Column(sheet="labor", name="item" | "value"):
            said = f"labor_{column.name}", {}
        case Column(path=("elections", name)):
            said = "default", {"default": getattr(Case.elections, name)}
        case Column(field=Field(kind="choices")):
            said = "choices", {"choices": ", ".join(column.field.choices)}
        case Column(field=Field(kind="date")):
            said = "date", {}
        case _:
            said = "", {}
    return said


def place_of(column: Column) -> str:
    """The place of a column in a case file, [] for every entry of a list; on sheet labor one for each sort of row."""
    if column.name == "basis":
        return "labor.basis"
    if column.path or column.sheet != "labor":
        return ".".join(f"{step}[]" if step in _LISTS else step for step in column.path)
    items = [item for item in ITEMS if item.name in used_by(column) and column.name != ITEM]
    ends = {item.name: f"{'[]' if item.kind == 'records' else ''}.{column.name}" for item in items if item.shape}
    return ", ".join(f"labor.{item.name}{ends.get(item.name, '')}" for item in items)
