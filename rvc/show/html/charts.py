"""Pictures as SVG inside a page: bars to scale, net cost by country and status, columns of margins.

Colors are classes of style.css, so that pictures follow light, dark and print. Each picture has a name and says in
words what it shows; a table beside it holds the same figures. Lengths across are percentages: no picture is wider than
its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import svg
from markupsafe import Markup, escape

from rvc.run.report import Report, TierValue
from rvc.show.html.bars import FULL, Bar, Column, width, within
from rvc.show.tiers import Tier, share, statuses, tiers
from rvc.show.words import say, word

_BAR, _MARK = 14, 3  # pixels: height of a bar, and how far its mark stands out above and below
_LABEL, _TIER = 20, 26  # height of a line of words, and of a bar of a tier
_COLUMNS, _LINE = 120, 16  # height of the tallest column, and of the words above and below columns
_EVERY = 10  # percentage points between the figures under columns
_ALONG = ("originating", "production", "unknown", "non_originating")  # from what counts to what does not


@dataclass(frozen=True)
class Piece:
    """A part of a bar: how much of it, the class of its color, its words, and the pattern over it."""

    share: Decimal
    look: str
    told: str = ""
    over: str = ""


def measure(bar: Bar | None, title: str, *, look: str = "sure", cap: bool = False) -> Markup:
    """What is sure, what may be beside it, and a mark at what is required, or at the most that counts."""
    if bar is None:
        return Markup("")
    marks = [] if bar.mark is None else [_mark(bar.mark, _BAR + 2 * _MARK, "cap" if cap else "mark")]
    pieces = [Piece(Decimal(bar.sure), look), Piece(Decimal(bar.perhaps), "perhaps")]
    return _picture(_BAR + 2 * _MARK, title, "", [_track(_MARK), *_along(pieces, FULL, _MARK, _BAR), *marks])


def stack(pieces: Sequence[Piece], title: str, full: Decimal = FULL, required: str | None = None) -> Markup:
    """Pieces side by side on a bar `full` wide, with a mark at what is required."""
    marks = []
    if required is not None:
        marks = [_mark(width(within(Decimal(required), full), full), _BAR + 2 * _MARK, "mark")]
    told = "; ".join(piece.told for piece in pieces if piece.told)
    return _picture(_BAR + 2 * _MARK, title, told, [_track(_MARK), *_along(pieces, full, _MARK, _BAR), *marks])


def tiers_chart(report: Report) -> Markup:
    """The net cost of a good, a bar a tier: by status from left to right, in the color of the country."""
    drawn: list[svg.Element] = [svg.Defs(elements=[_hatched(), _dotted()])]
    told, top = [], 0
    for tier in tiers(report):
        pieces = [
            Piece(Decimal(item.points), f"from-{item.country} is-{status}", told_of(item), _over(status))
            for status in _ALONG
            for item in _of_status(tier, status)
            if item.points is not None
        ]
        label = say("html.tier_last" if tier.deepest else "html.tier", {"tier": str(tier.number)})
        drawn.append(svg.Text(x=0, y=top + _LABEL - 6, text=escape(label)))
        drawn.extend(_along(pieces, _whole(pieces), top + _LABEL, _TIER))
        told.append(f"{label}: " + "; ".join(piece.told for piece in pieces))
        top += _LABEL + _TIER
    return _picture(top, say("report.countries"), ". ".join(told), drawn)


def keys(report: Report) -> list[tuple[Markup, str]]:
    """What the looks of the picture of tiers mean: the countries, then the statuses."""
    countries = dict.fromkeys(country for tier in tiers(report) for country in tier.rows)
    held = statuses(report)
    return [
        *((_key(Piece(FULL, f"from-{country}")), word("country", country)) for country in countries),
        *(
            (_key(Piece(FULL, f"plain is-{status}", over=_over(status))), word("value_status", status))
            for status in _ALONG
            if status in held
        ),
    ]


def margins_chart(columns: Sequence[Column], title: str) -> Markup:
    """How many goods lie how far from what is required: below it on the left, met on the right of the mark."""
    across, base = FULL / len(columns), _LINE + _COLUMNS
    drawn: list[svg.Element] = []
    for place, column in enumerate(columns):
        height = Decimal(column.height) * _COLUMNS / FULL
        middle = _percent(across * (2 * place + 1) / 2)
        drawn.append(
            svg.Rect(
                x=_percent(across * place), y=base - height, width=_percent(across), height=height,
                class_=["column", "pass" if column.met else "fail"], elements=[svg.Title(text=_count(column))],
            )
        )  # fmt: skip
        if column.goods:
            drawn.append(_words(middle, base - height - 4, f"{column.goods:,}", "count"))
        if column.start is not None and not column.start % _EVERY:
            at = _percent(across * place)
            drawn.append(_words(at, base + _LINE, f"{column.start:+d}" if column.start else "0", "tick"))
        if column.start == 0:
            drawn.append(_mark(width(across * place, FULL), base + 4, "mark"))
    drawn.append(svg.Line(x1=0, x2=_percent(FULL), y1=base, y2=base, class_=["axis"]))
    told = "; ".join(_count(column) for column in columns if column.goods)
    return _picture(base + _LINE + 6, title, told, drawn)


def told_of(item: TierValue) -> str:
    """A part of the net cost in words: where, of what status, how much."""
    names = {"country": word("country", item.country), "status": word("value_status", item.status)}
    return say("html.piece", names | {"share": share(item)})


def _words(x: svg.Length, y: Decimal | int, text: str, look: str) -> svg.Element:
    return svg.Text(x=x, y=y, text_anchor="middle", class_=[look], text=escape(text))


def _count(column: Column) -> Markup:
    return escape(say("fleet.column", {"label": column.label, "count": f"{column.goods:,}"}))


def _of_status(tier: Tier, status: str) -> Iterable[TierValue]:
    return (row[status] for row in tier.rows.values() if status in row)


def _whole(pieces: Sequence[Piece]) -> Decimal:
    return max(FULL, sum((max(piece.share, Decimal(0)) for piece in pieces), Decimal(0)))


def _along(pieces: Iterable[Piece], full: Decimal, top: int, height: int) -> Iterable[svg.Element]:
    """Rectangles one after the other; a second one over those whose look is a pattern."""
    at = Decimal(0)
    for piece in pieces:
        size = within(piece.share, full - at)
        if not size:
            continue
        place, wide = _percent(at / full * FULL), _percent(size / full * FULL)
        named: list[svg.Element] = [svg.Title(text=escape(piece.told))] if piece.told else []
        yield svg.Rect(x=place, y=top, width=wide, height=height, class_=piece.look.split(), elements=named)
        if piece.over:
            yield svg.Rect(x=place, y=top, width=wide, height=height, fill=f"url(#{piece.over})", elements=named)
        at += size


def _over(status: str) -> str:
    """The pattern of a status; what counts has none."""
    return status if status in ("non_originating", "unknown") else ""


def _hatched() -> svg.Element:
    strokes = [svg.M(-1, 1), svg.L(1, -1), svg.M(0, 6), svg.L(6, 0), svg.M(5, 7), svg.L(7, 5)]
    lines = svg.Path(d=[*strokes], class_=["hatch"])
    return svg.Pattern(id="non_originating", width=6, height=6, patternUnits="userSpaceOnUse", elements=[lines])


def _dotted() -> svg.Element:
    dot = svg.Circle(cx=3, cy=3, r=Decimal("1.5"), class_=["dot"])
    return svg.Pattern(id="unknown", width=6, height=6, patternUnits="userSpaceOnUse", elements=[dot])


def _key(piece: Piece) -> Markup:
    drawn = svg.SVG(
        xmlns=None, width=_BAR, height=_BAR, class_=["chart", "key"], extra={"aria-hidden": "true"},
        elements=[*_along([piece], FULL, 0, _BAR)],
    )  # fmt: skip
    return Markup(drawn)  # noqa: S704 - every text in it is escaped


def _track(top: int) -> svg.Element:
    return svg.Rect(x=0, y=top, width=_percent(FULL), height=_BAR, class_=["track"])


def _mark(at: str, height: int, look: str) -> svg.Element:
    place = _percent(Decimal(at))
    return svg.Line(x1=place, x2=place, y1=0, y2=height, class_=[look])


def _percent(figure: Decimal) -> svg.Length:
    return svg.Length(figure.quantize(Decimal("0.001")).normalize() + 0, "%")


def _picture(height: int, title: str, told: str, drawn: Sequence[svg.Element]) -> Markup:
    """A picture with a name, and words for who cannot see it."""
    words: list[svg.Element] = [svg.Title(text=escape(title))]
    if told:
        words.append(svg.Desc(text=escape(told)))
    picture = svg.SVG(
        xmlns=None, width=_percent(FULL), height=height, class_=["chart"], extra={"role": "img"},
        elements=[*words, *drawn],
    )  # fmt: skip
    return Markup(picture)  # noqa: S704 - every text in it is escaped
