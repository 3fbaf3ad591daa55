"""What a header says beside the name of its field: units, currencies, forms of dates, remarks."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rvc.lines.spelling import plain, spellings
from rvc.lines.tables.number_styles import currency_of

_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_IN = re.compile(r"\s+(?:in|en)\s+(\S+(?:\s+\S+)?)$|\s*[,:\-/]\s*([^\s,:/]+)$|\s+([A-Z]{2,3}\$?|\$|%)$", re.IGNORECASE)
_SIZE = re.compile(r"[0-9]{1,2}[ -]?(?:digits?|d[ií]gitos?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Units:
    """What was found beside a name; `unknown` is what was not understood."""

    currency: str = ""
    dates: str = ""
    each: bool = False
    percent: bool = False
    measure: bool = False
    unknown: str = ""


@lru_cache(maxsize=4096)
def parted(header: str) -> tuple[str, Units]:
    """The name in a header, and its units: "Unit Cost (USD/EA)" -> "Unit Cost" with USD, each."""
    marks = _BRACKETS.findall(header)
    name = _BRACKETS.sub(" ", header).strip()
    if not marks and (found := _IN.search(name)):
        mark = next(group for group in found.groups() if group)
        if _units([mark]).unknown == "" and (found[3] is None or not mark.isalpha() or mark.isupper()):
            marks, name = [mark], name[: found.start()]
    return name, _units(marks)


def _units(marks: list[str]) -> Units:
    currency = dates = unknown = ""
    each = percent = measure = False
    for mark in marks:
        said = plain(mark)
        form = _forms("dates").get(mark.strip().casefold(), "")
        if form:
            dates = form
        elif said in _words("percent"):
            percent = True
        elif mark.strip() and not (said in _words("nothing") or mark.strip() == "$" or _SIZE.fullmatch(mark.strip())):
            money, _, per = mark.partition("/")
            code = currency_of(money.strip())
            if code and (not currency or code == currency) and (not per or plain(per) in _words("each")):
                currency, each = code, each or bool(per)
            elif said in _words("each"):
                each = True
            elif said in _words("measure"):
                measure = True
            else:
                unknown = mark
    return Units(currency, dates, each, percent, measure, unknown)


@cache
def _forms(group: str) -> dict[str, str]:
    return {form.casefold(): meaning for meaning, listed in spellings("units")[group].items() for form in listed}


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(plain(word) for word in spellings("units")[group]["words"]) - {""}
