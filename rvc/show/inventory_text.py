"""What the withdrawals of an inventory are considered to be, as a page of text."""

from rich.console import Group, RenderableType
from rich.text import Text

from rvc.net_costing.report import Figure, Inventory
from rvc.show.layout import Align, section, table
from rvc.show.net_cost_text import shown
from rvc.show.words import cited, clean, say, word

_HEADS = ("material", "on", "units", "originating", "non_originating", "ratio", "value")
_TEXTS = frozenset({"material", "on"})


def render(found: Inventory) -> RenderableType:
    """The withdrawals of an inventory as something that Rich can print."""
    told = {"method": word("inventory_method", found.method), "cite": cited([found.cite]), "file": found.file}
    heads: list[tuple[str, Align]] = [(say(f"head.{head}"), "left" if head in _TEXTS else "right") for head in _HEADS]
    rows = [
        [
            clean(each.material), each.on, _shown(each.quantity), _shown(each.originating),
            _shown(each.non_originating), _shown(each.ratio), _shown(each.value),
        ]
        for each in found.withdrawals
    ]  # fmt: skip
    grid = table(heads, rows)
    unknown = any(each.originating is None for each in found.withdrawals)
    notes = [Text(say("inventory.no_rule"), style="dim")] if unknown else []
    return Group(Text(say("inventory.title", told), style="bold"), section(say("inventory.withdrawals"), grid, *notes))


def _shown(figure: Figure | None) -> str:
    return say("figure.none") if figure is None else shown(figure)
