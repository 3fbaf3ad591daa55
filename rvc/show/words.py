"""Words of the catalog behind names, and text from outside made safe for a terminal."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from rvc.base.messages import ENGLISH, catalog, language, text
from rvc.run.report import Report

# Control characters (escape sequences), format characters (a run of text set right to left), lone surrogates.
_UNSAFE = frozenset({"Cc", "Cf", "Cs"})
_IN_FORCE = ("usmca", "alternative_staging")
_NAMED = re.compile(r"\b(?:UR|NAFTA|Schedule|Appendix|Table|chapter|rule|Part|Subpart)\b")


def say(code: str, params: Mapping[str, str] | None = None) -> str:
    """The label behind a code of show.toml, parameters made safe."""
    return text(f"show.{code}", {name: clean(value) for name, value in (params or {}).items()})


def word(group: str, name: str) -> str:
    """The label of a name in a group of show.toml; a name without one is shown as it is, with spaces.

    Of a name in two parts (`proposal:rvc85`) the first has the label.
    """
    head, _, rest = name.partition(":")
    label = catalog("show", language()).get(f"show.{group}.{head}")
    return f"{label} {clean(rest)}".rstrip() if label else clean(name.replace("_", " "))


def classified(report: Report) -> str:
    """As what a good was judged, by which rules: those in force on the day, or others as if they held."""
    good, law = report.good, report.law
    what = word("kind", good.kind) + (f", {word('use', good.use)}" if good.use else "")
    code = "classified" if law.regime in _IN_FORCE else "as_if"
    return say(f"report.{code}", {"hs": good.hs, "what": what, "rules": word("rules_of", law.regime), "on": law.as_of})


def line_status(regime: str, status: str) -> str:
    """The status of a line that weighs on VNM; under NAFTA it counts or does not, whatever its origin."""
    return word("nafta_status", status) if regime == "nafta" else word("line_status", status)


def line_heads(regime: str) -> tuple[str, str]:
    """The title of the lines that weigh on VNM, and the head of their statuses."""
    of_nafta = regime == "nafta"
    title = say("report.nafta_lines" if of_nafta else "report.lines")
    return title, say("head.nafta_status" if of_nafta else "head.status")


def law_words(name: str, written: str) -> str:
    """What the law data say in English of a requirement, in the language spoken."""
    lang = language()
    return written if lang == ENGLISH else catalog("law", lang).get(f"law.{name}", written)


def cited(citations: Iterable[str]) -> str:
    """Citations one after another, their instruments and parts called as the language calls them."""
    return _NAMED.sub(lambda found: word("cite", found[0]), clean("; ".join(citations)))


def clean(written: str) -> str:
    """Text from outside on one line, without what could steer a terminal."""
    spaced = " ".join(written.split())
    return "".join(letter for letter in spaced if unicodedata.category(letter) not in _UNSAFE)


def clean_lines(written: str) -> str:
    """The same for a text of several lines, such as a rule of the law."""
    return "\n".join(clean(line) for line in written.strip().splitlines())
