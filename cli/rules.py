"""`rvc rules`: what the law data say on a date."""

from datetime import date

from rvc.law.load import load_law
from rvc.show import rules_data, rules_text
from rvc.show.words import say

from .exits import Exit
from .output import show_pages, show_text
from .usage import WrongUsage


def rules(hs: str | None, *, use: str | None, kind: str | None, on: date, as_line: bool) -> Exit:
    """Show the percentages in force, or all that bears on one HS code."""
    law = load_law()
    found: rules_data.Overview | rules_data.CodeRules
    if hs is None:
        found = rules_data.overview(law, on, use=use, kind=kind)
    else:
        try:
            found = rules_data.of_code(law, hs, on, use=use, kind=kind)
        except ValueError:
            raise WrongUsage(say("cli.hs", {"hs": hs})) from None
    if as_line:
        show_text(rules_text.to_json(found))
    else:
        show_pages([rules_text.render(found)])
    return Exit.ORIGINATING
