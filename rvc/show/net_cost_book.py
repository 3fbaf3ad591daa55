"""The net cost of goods as a workbook: every step with live formulas, from the ledger's sums to each good's net cost.

A figure that a sheet can recompute out of others is a formula, with the engine's figure as its value; what comes from
the ledger or the set-up is a number in a yellow cell. Cells are rounded to be shown only; a spreadsheet computes with
some fifteen digits, the engine in exact fractions.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from io import BytesIO
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell  # type: ignore[import-untyped]

from rvc.base.errors import InputError
from rvc.base.problem import Problem
from rvc.law.cost_categories import EXCLUDED_COSTS
from rvc.net_costing.allocate import CHARGED, COMPUTED, added
from rvc.net_costing.costs import RATIO_CLASSES
from rvc.net_costing.report import AccountRow, Figure, NetCost, RatioRow, Row, Step
from rvc.show.net_cost_text import label, opening
from rvc.show.new_book import MONEY, new_book
from rvc.show.words import clean, say, word

_RATIO = "0.000000"
_MOST_GOODS = 16_000
_WIDTHS = (34, 30, 30, 26, 18)
_KIND, _TOTAL, _FIRST = 3, 4, 5  # columns: of the excluded cost, of the sum over all goods, of the first good
Page = Any  # xlsxwriter has no types


def workbook(found: NetCost) -> bytes:
    """The bytes of the workbook; cached values are those of the engine, and texts of users are never formulas.

    Raises:
        InputError: there are more goods than a sheet has columns for.
    """
    if len(found.goods) > _MOST_GOODS:
        params = {"count": f"{len(found.goods):,}", "limit": f"{_MOST_GOODS:,}"}
        raise InputError([Problem("ledger.too_many_goods", params)])
    out = BytesIO()
    book = new_book(out)
    _Book(book, found).write()
    book.close()
    return out.getvalue()


def _range(*corners: int) -> str:
    return str(xl_range_abs(*corners))


def _exact(figure: Figure) -> Fraction:
    return Fraction(figure.exact or figure.shown)


class _Book:
    """Writes the sheets. Rows of costs stand together by class, so that a base is the sum of whole ranges."""

    def __init__(self, book: Any, found: NetCost) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self._book, self._found = book, found
        self._steps: dict[str, Step] = {step.code: step for step in found.steps}
        self._bold, self._head = book.add_format({"bold": True}), book.add_format({"bold": True, "bottom": 1})
        self._money = book.add_format({"num_format": MONEY})
        self._input = book.add_format({"num_format": MONEY, "bg_color": "#FFF6DA"})
        self._ratio = book.add_format({"num_format": _RATIO})
        self._quiet = book.add_format({"font_color": "#55606E"})
        accounts = self._steps["allocation"].accounts
        classes = list(dict.fromkeys(row.cost_class for row in accounts))
        self._accounts = [row for name in classes for row in accounts if row.cost_class == name]
        self._amounts = [[_exact(amount) for amount in row.goods] for row in self._accounts]
        self._ratio_rows = {
            (row.of, row.cite[0]): 2 + 3 * place for place, row in enumerate(self._steps["ratios"].ratios)
        }
        self._gross = found.order == "allocate_total"

    def write(self) -> None:
        """The result first, then the steps in their order."""
        front = self._page("net cost", "net_cost")
        self._total_cost()
        self._ratios()
        self._allocation()
        self._interest()
        self._front(front)

    def _page(self, name: str, code: str) -> Page:
        page, step = self._book.add_worksheet(name), self._steps[code]
        page.set_landscape()
        page.fit_to_pages(1, 0)
        for place, width in enumerate(_WIDTHS):
            page.set_column(place, place, width)
        page.set_column(_FIRST, _FIRST + len(self._found.goods) - 1, _WIDTHS[-1])
        page.write_string(0, 0, step.says.text, self._bold)
        page.freeze_panes(2, 1)
        return page

    def _heads(self, page: Page, names: Sequence[str], *, goods: bool = True) -> None:
        texts = [say(f"head.{name}") if name else "" for name in names]
        texts += [clean(each.id) for each in self._found.goods] if goods else []
        for place, text in enumerate(texts):
            page.write_string(1, place, text, self._head)

    def _number(self, page: Page, at: tuple[int, int], figure: Figure, form: Any = None) -> None:  # noqa: ANN401
        page.write_number(*at, float(_exact(figure)), form or self._input)

    def _formula(self, page: Page, at: tuple[int, int], formula: str, value: Fraction, form: Any = None) -> None:  # noqa: ANN401
        page.write_formula(*at, f"={formula}", form or self._money, float(value))

    def _label(self, page: Page, row: int, *texts: str) -> None:
        for place, text in enumerate(texts):
            page.write_string(row, place, clean(text))

    def _total_cost(self) -> None:
        """Costs by category; what is no part of total cost does not count; excluded costs out of all goods' cost."""
        page = self._page("total cost", "total_cost")
        self._heads(page, ("item", "section", "total"), goods=False)
        rows, whole = self._steps["total_cost"].rows[:-1], self._steps["total_cost"].rows[-1]
        counted = sorted(rows, key=lambda row: not row.counts)
        for place, row in enumerate(counted, 2):
            self._label(page, place, label(row), "; ".join(row.cite))
            if row.total is not None:
                self._number(page, (place, 2), row.total)
        last, some = 2 + len(counted), sum(row.counts for row in counted)
        self._label(page, last, label(whole), "; ".join(whole.cite))
        if whole.total is not None and some:
            self._formula(page, (last, 2), f"SUM({_range(2, 2, 1 + some, 2)})", _exact(whole.total), self._bold)
        self._excluded(page, last + 1, whole)

    def _excluded(self, page: Page, first: int, whole: Row) -> None:
        """The excluded costs of all goods, and what remains."""
        kinds = [row for row in self._steps["net_cost"].rows if row.of in EXCLUDED_COSTS]
        for place, row in enumerate(kinds, first):
            self._label(page, place, label(row), "; ".join(row.cite))
            if row.total is not None:
                self._number(page, (place, 2), row.total)
        last = first + len(kinds)
        out = added(_exact(row.total) for row in kinds if row.total is not None)
        self._label(page, last, word("net_cost_of", "remainder"), "; ".join(self._steps["net_cost"].cite))
        minus = f"-SUM({_range(first, 2, last - 1, 2)})" if kinds else ""
        rest = (Fraction(0) if whole.total is None else _exact(whole.total)) - out
        self._formula(page, (last, 2), f"{xl_rowcol_to_cell(first - 1, 2)}{minus}", rest, self._bold)

    def _ratios(self) -> None:
        """The base of each good, its ratio, and the ratio as the examples of Schedule 5 print it."""
        page = self._page("ratios", "ratios")
        self._heads(page, ("base", "figure", "section", "", "total"))
        for row in self._steps["ratios"].ratios:
            top = self._ratio_rows[row.of, row.cite[0]]
            for place, what in enumerate(("base", "ratio", "printed")):
                self._label(page, top + place, label(row), say(f"head.{what}"), row.cite[0])
            for column, base, formula in self._bases(row):
                if formula is None:
                    self._number(page, (top, column), base)
                else:
                    self._formula(page, (top, column), formula, _exact(base))
            total = added(_exact(base) for base in row.base)
            self._formula(page, (top, _TOTAL), f"SUM({self._goods_of(top)})", total)
            for column, ratio in enumerate(row.goods, _FIRST):
                part, over = xl_rowcol_to_cell(top, column), xl_rowcol_to_cell(top, _TOTAL, col_abs=True)
                self._formula(page, (top + 1, column), f"{part}/{over}", _exact(ratio), self._ratio)
                page.write_number(top + 2, column, float(row.rounded[column - _FIRST]), self._ratio)

    def _bases(self, row: RatioRow) -> Iterator[tuple[int, Figure, str | None]]:
        """The base of each good with its column; where it is the sum of direct costs of the sheet, by a formula."""
        method: tuple[str, ...] = RATIO_CLASSES.get(row.method) or COMPUTED.get(row.of) or ()
        for place, base in enumerate(row.base):
            column = _FIRST + place
            spans = [span for name in method if (span := self._span(column, name))]
            own = (each for told, each in self._rows() if told.cost_class in method)
            faithful = spans and added(each[place] for each in own) == _exact(base)
            yield column, base, "+".join(f"SUM({span})" for span in spans) if faithful else None

    def _rows(self) -> Iterator[tuple[AccountRow, Sequence[Fraction]]]:
        return zip(self._accounts, self._amounts, strict=True)

    def _span(self, column: int, cost_class: str | None = None) -> str:
        """The cells of a column in the rows of all costs, or of a class, which stand together; "" if there are none."""
        places = [place for place, row in enumerate(self._accounts, 2) if cost_class in {None, row.cost_class}]
        return f"allocation!{_range(places[0], column, places[-1], column)}" if places else ""

    def _goods_of(self, row: int) -> str:
        return _range(row, _FIRST, row, _FIRST + len(self._found.goods) - 1)

    def _allocation(self) -> None:
        """Cost times ratio, cost by cost; what is charged to goods stands as it is."""
        page = self._page("allocation", "allocation")
        self._heads(page, ("account", "cost", "base", "excluded", "total"))
        for at, row in enumerate(self._accounts, 2):
            base = f"{word('net_cost_of', row.ratio)} [{row.cite[-1]}]"
            kind = word("net_cost_of", row.excluded) if row.excluded else ""
            self._label(page, at, f"{row.of} {row.name}", word("net_cost_of", row.category), base, kind)
            total = Figure(shown="0.00") if row.total is None else row.total
            if row.ratio == CHARGED:
                self._formula(page, (at, _TOTAL), f"SUM({self._goods_of(at)})", _exact(total))
            else:
                self._number(page, (at, _TOTAL), total)
            for column, amount in enumerate(self._amounts[at - 2], _FIRST):
                if row.ratio == CHARGED:
                    page.write_number(at, column, float(amount), self._input)
                    continue
                ratio = xl_rowcol_to_cell(self._ratio_rows[row.ratio, row.cite[-1]] + 1, column)
                cost = xl_rowcol_to_cell(at, _TOTAL, col_abs=True)
                self._formula(page, (at, column), f"{cost}*ratios!{ratio}", amount)

    def _interest(self) -> None:
        """Each debt beside the federal rate; the interest that is not allowable stands as the readings give it."""
        if "interest" not in self._steps:
            return
        page = self._page("interest", "interest")
        self._heads(page, ("debt", "section", "rate", "maturity", "interest", "excluded", "most_if"), goods=False)
        for at, row in enumerate(self._steps["interest"].debts, 2):
            self._label(page, at, row.of, "; ".join(row.cite))
            told = (row.rate, row.maturity, row.total, row.excluded, row.excluded_most)
            for column, figure in enumerate(told, 2):
                if figure is not None:
                    self._number(page, (at, column), figure)

    def _front(self, page: Page) -> None:
        """Each good: total cost less excluded costs, and what one unit comes to."""
        self._heads(page, ("item", "section", "", "", "total"))
        rows = {row.of: row for row in self._steps["net_cost"].rows}
        kinds = [rows[kind] for kind in EXCLUDED_COSTS if kind in rows]
        listed = [rows["total_cost"], *kinds]
        for at, row in enumerate([*listed, rows["net_cost"]], 2):
            self._label(page, at, label(row), "; ".join(row.cite))
        last = 2 + len(listed)
        for column, good in enumerate(self._found.goods, _FIRST):
            for at, row in enumerate(listed, 2):
                self._of_good(page, at, column, row)
            net = _exact(good.net_cost)
            out = _range(3, column, last - 1, column) if kinds else None
            less = f"{xl_rowcol_to_cell(2, column)}{f'-SUM({out})' if out else ''}"
            every = self._span(column)
            self._formula(page, (last, column), less if self._gross or not every else f"SUM({every})", net, self._bold)
            check = f"ROUND({less}-{xl_rowcol_to_cell(last, column)},2)"
            self._formula(page, (last + 1, column), check, Fraction(0))
            self._number(page, (last + 2, column), good.net_cost_best, self._money)
            if good.units is not None and good.net_cost_per_unit is not None:
                self._number(page, (last + 3, column), Figure(shown=good.units))
                unit = f"{xl_rowcol_to_cell(last, column)}/{xl_rowcol_to_cell(last + 3, column)}"
                self._formula(page, (last + 4, column), unit, _exact(good.net_cost_per_unit))
        for at, row in enumerate([*listed, rows["net_cost"]], 2):
            if row.total is not None:
                self._formula(page, (at, _TOTAL), f"SUM({self._goods_of(at)})", _exact(row.total))
        self._label(page, last + 1, say("net_cost.book_check"))
        self._label(page, last + 2, say("net_cost.book_best"))
        self._label(page, last + 3, word("net_cost_of", "units"))
        self._label(page, last + 4, say("head.per_unit"))
        told = [*opening(self._found), say("net_cost.book_note"), *(each.text for each in self._found.readings)]
        for at, line in enumerate(told, last + 6):
            page.write_string(at, 0, clean(line), self._quiet)

    def _of_good(self, page: Page, at: int, column: int, row: Row) -> None:
        """Total cost or an excluded cost of a good: out of the allocated costs, where these hold all of it."""
        amount = row.goods[column - _FIRST]
        own = [each[column - _FIRST] for told, each in self._rows() if row.of in {"total_cost", told.excluded}]
        held = added(own)
        if not self._gross or not own or held != _exact(amount):
            self._number(page, (at, column), amount)
        elif row.of == "total_cost":
            self._formula(page, (at, column), f"SUM({self._span(column)})", held)
        else:
            kinds, kind = self._span(_KIND), xl_rowcol_to_cell(at, 0, col_abs=True)
            self._formula(page, (at, column), f"SUMIF({kinds},{kind},{self._span(column)})", held)
