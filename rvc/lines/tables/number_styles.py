"""Numbers as people write them: what a text can mean with a decimal point, and what with a decimal comma."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rvc.lines.scalars import Wrong, currency
from rvc.lines.spelling import spellings

_SPACES = " \u00a0\u2009\u202f"
_QUOTES = "'\u2019"
_BODY = re.compile(rf"(?:(?<![^\W\d_])[.,])?[0-9](?:[0-9.,{_QUOTES}{_SPACES}]*[0-9])?")
_SIMPLE = re.compile(r"[0-9]+(?:\.([0-9]+))?")
_SIGNS = re.compile(r"[()+\-\u2212%]")


def _style(point: str, comma: str) -> re.Pattern[str]:
    """Numbers of one style. Groups of thousands have three digits and one separator, or 1'234,567 as in Mexico."""
    grouped = rf"(?!0[^0-9])[0-9]{{1,3}}(?P<by>[{comma}{_QUOTES}{_SPACES}])[0-9]{{3}}(?:(?P=by)[0-9]{{3}})*"
    mixed = rf"[0-9]{{1,3}}[{_QUOTES}][0-9]{{3}}{comma}[0-9]{{3}}"
    return re.compile(rf"(?P<whole>[0-9]+|{grouped}|{mixed})?(?:{point}(?P<part>[0-9]+))?")


_STYLES = {"point": _style(r"\.", ","), "comma": _style(",", r"\.")}


@dataclass(frozen=True, slots=True)
class Written:
    """A number in a text: its digits by either style (None: it is not written so), and the marks around it."""

    point: str | None
    comma: str | None
    currency: str = ""
    percent: bool = False

    def by(self, style: str) -> str | None:
        """Its digits in one style."""
        return self.point if style == "point" else self.comma

    @property
    def plain(self) -> bool:
        """Whether it means the same in both styles."""
        return self.point is not None and self.point == self.comma

    @property
    def zero(self) -> bool:
        """Whether it is nothing, in whatever currency."""
        return not (self.point or self.comma or "").strip("-0.")


@lru_cache(maxsize=65536)
def written(text: str) -> Written | None:
    """What number a text can be; None if it is none."""
    simple = _SIMPLE.fullmatch(text)
    if simple:
        grouped = text if simple[1] is None else _read(_STYLES["comma"], text, negative=False)
        return Written(text, grouped)
    body = _BODY.search(text)
    if body is None:
        return None
    before, after = text[: body.start()], text[body.end() :]
    signs = (*_SIGNS.findall(before), "#", *_SIGNS.findall(after))
    meaning = _AROUND.get("".join(signs).replace("\u2212", "-"))
    marks = [_mark(_SIGNS.sub("", side)) for side in (before, after)]
    if meaning is None or None in marks or (all(marks) and len(set(marks)) > 1):
        return None
    negative, percent = meaning
    readings = {name: _read(style, body[0], negative=negative) for name, style in _STYLES.items()}
    if not any(readings.values()):
        return None
    return Written(readings["point"], readings["comma"], next(filter(None, marks), ""), percent)


_AROUND = {
    "#": (False, False),
    "+#": (False, False),
    "-#": (True, False),
    "#-": (True, False),
    "(#)": (True, False),
    "#%": (False, True),
    "+#%": (False, True),
    "-#%": (True, True),
}
"""The signs around a number that are read: whether it is below zero, and whether in percent."""


def _read(style: re.Pattern[str], body: str, *, negative: bool) -> str | None:
    found = style.fullmatch(body)
    if found is None:
        return None
    whole = "".join(sign for sign in found["whole"] or "0" if sign.isdigit())
    return f"{'-' * negative}{whole}{'.' * bool(found['part'])}{found['part'] or ''}"


def _mark(text: str) -> str | None:
    """The currency that a mark beside a number names; "" for a bare peso or dollar sign, None for anything else."""
    bare = "".join(text.split())
    if bare in {"", "$"}:
        return ""
    return currency_of(bare) or currency_of(bare.replace("$", "")) or None


@lru_cache(maxsize=1024)
def currency_of(text: str) -> str:
    """The currency that a word or sign names: USD, US$, M.N. ...; "" if it is none that is known for certain."""
    known = _marks().get("".join(text.split()).casefold())
    code = text.strip().removesuffix("$").strip()
    if known or len(code) != len("USD") or not code.isupper():
        return known or ""
    try:
        return currency(code)
    except Wrong:
        return ""


@cache
def _marks() -> dict[str, str]:
    listed = spellings("units")["currency"]
    return {"".join(sign.split()).casefold(): code for code, spelled in listed.items() for sign in spelled}
