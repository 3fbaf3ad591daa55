"""A report as an auditor's workbook: live formulas, so that a changed cell recomputes its test and the verdict.

Comparisons are of whole numbers: amounts in their smallest unit, requirements in theirs; only labor value content, a
sum of shares, is compared to nine decimals. A test that a sheet cannot recompute faithfully stands as a value, and says
so.
"""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from rvc.run.report import Finding, Part
from rvc.run.worksheet import NOT_ORIGINATING, ORIGINATING, UNKNOWN, Worksheet
from rvc.show.new_book import MONEY, new_book
from rvc.show.words import classified, clean, line_heads, line_status, say, word

_PERCENT = "0.00####"
_MOST_EXACT = 2**53  # whole numbers that a spreadsheet holds exactly
_PLACES = 9  # of labor value content, which is a sum of rounded points
_WIDTHS = (34, 18, 16, 16, 16, 16, 16, 16)


def live_book(sheet: Worksheet) -> bytes:
    """The bytes of the workbook; cached values are those of the report."""
    out = BytesIO()
    book = new_book(out)
    _Book(book, sheet).write()
    book.close()
    return out.getvalue()


class _Book:
    """Writes the sheets; `results` holds where each test's result stands."""

    def __init__(self, book: Any, sheet: Worksheet) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self._book, self._sheet, self._report = book, sheet, sheet.report
        self._results: dict[str, str] = {}
        self._pass, self._open, self._fail = (word("status", name) for name in ("pass", "undetermined", "fail"))
        self._bold = book.add_format({"bold": True})
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._money = book.add_format({"num_format": MONEY})
        self._input = book.add_format({"num_format": MONEY, "bg_color": "#FFF6DA"})
        self._status = book.add_format({"bg_color": "#FFF6DA"})
        self._percent = book.add_format({"num_format": _PERCENT})
        self._quiet = book.add_format({"font_color": "#55606E"})

    def write(self) -> None:
        """Every sheet; the verdict stands first."""
        front = self._page("verdict")
        self._materials()
        self._net_cost()
        for finding in self._report.findings:
            if finding.rule == "rvc":
                self._rvc(finding)
            elif finding.rule == "core_parts" and finding.parts:
                self._core_parts(finding)
            elif finding.rule in ("steel", "aluminum"):
                self._metal(finding)
            elif finding.rule == "labor_value":
                self._labor(finding)
        self._verdict(front)

    def _page(self, name: str) -> Any:  # noqa: ANN401
        page = self._book.add_worksheet(name)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        for place, width in enumerate(_WIDTHS):
            page.set_column(place, place, width)
        return page

    def _heads(self, page: Any, row: int, names: Sequence[str]) -> None:  # noqa: ANN401
        for place, name in enumerate(names):
            page.write_string(row, place, say(f"head.{name}"), self._head)

    def _verdict(self, page: Any) -> None:  # noqa: ANN401
        good, law = self._report.good, self._report.law
        page.write_string(0, 0, clean(f"{good.id}: {good.description}" if good.description else good.id), self._bold)
        page.write_string(1, 0, classified(self._report))
        first, last = 6, 5 + len(self._report.findings)
        span = f"B{first}:B{last}"
        page.write_string(2, 0, say("book.verdict", {"regime": word("regime", law.regime)}), self._bold)
        words = [word("verdict", name) for name in ("non_originating", "undetermined", "originating")]
        otherwise = f'IF(COUNTIF({span},"{self._open}")>0,"{words[1]}","{words[2]}")'
        page.write_formula(
            2, 1,
            f'=IF(COUNTIF({span},"{self._fail}")>0,"{words[0]}",{otherwise})',
            self._bold, word("verdict", self._report.verdict),
        )  # fmt: skip
        self._heads(page, 4, ("test", "result", "required", "actual", "basis"))
        for row, finding in enumerate(self._report.findings, first - 1):
            page.write_string(row, 0, word("test_name", finding.rule))
            held = self._results.get(finding.rule) if self._sheet.decides else None
            if held is None:
                page.write_string(row, 1, word("status", finding.status), self._status)
            else:
                page.write_formula(row, 1, f"={held}", None, word("status", finding.status))
            for place, figure in ((2, finding.required), (3, finding.actual)):
                if figure is not None:
                    page.write_number(row, place, Decimal(figure), self._percent)
            page.write_string(row, 4, say("book.live" if held else "book.stated"))
        page.write_string(last + 1, 0, say("book.note"), self._quiet)
        page.write_string(last + 2, 0, say("html.inputs"))
        page.write_string(last + 2, 1, self._report.inputs_sha256)
        page.write_string(last + 3, 0, say("html.law"))
        page.write_string(last + 3, 1, f"{law.version} {law.sha256}")

    def _materials(self) -> None:
        lines = self._sheet.lines
        if not lines:
            return
        page = self._page("materials")
        regime = self._report.law.regime
        self._heads(page, 0, ("material", "hs", "status", "least_if", "most_if", "counts_least", "counts_most", "what"))
        page.write_string(0, 2, line_heads(regime)[1], self._head)
        free, unknown, counts = (line_status(regime, name) for name in (ORIGINATING, UNKNOWN, NOT_ORIGINATING))
        for row, line in enumerate(lines, 1):
            page.write_string(row, 0, clean(line.id))
            page.write_string(row, 1, line.hs)
            page.write_string(row, 2, line_status(regime, line.status), self._status)
            page.write_number(row, 3, line.least, self._input)
            page.write_number(row, 4, line.most, self._input)
            cell = row + 1
            least = line.least if line.status == NOT_ORIGINATING else 0
            most = 0 if line.status == ORIGINATING else line.most
            page.write_formula(row, 5, f'=IF(C{cell}="{counts}",D{cell},0)', self._money, float(least))
            page.write_formula(row, 6, f'=IF(C{cell}="{free}",0,E{cell})', self._money, float(most))
            page.write_string(row, 7, clean(line.description or line.part_number))
        page.data_validation(1, 2, len(lines), 2, {
            "validate": "list", "source": [free, unknown, counts]})  # fmt: skip
        page.freeze_panes(1, 1)

    def _net_cost(self) -> None:
        costs = self._sheet.costs
        if not costs:
            return
        page = self._page("net cost")
        self._heads(page, 0, ("figure", "amount", "sign"))
        for row, cost in enumerate(costs, 1):
            page.write_string(row, 0, word("cost", cost.name))
            page.write_number(row, 1, cost.amount, self._input)
            page.write_number(row, 2, cost.sign)
        last = len(costs) + 1
        total = sum((cost.sign * cost.amount for cost in costs), Decimal(0))
        page.write_string(last, 0, say("statement_amount.net_cost"), self._bold)
        page.write_formula(last, 1, f"=SUMPRODUCT(B2:B{last},C2:C{last})", self._money, float(total))

    def _rvc(self, finding: Finding) -> None:
        """NC or TV, VNM at most and at least, and the two contents that they give (UR 7(2), 7(3))."""
        base = "net_cost" if "net_cost" in finding.inputs else "transaction_value"
        whole, most = finding.inputs.get(base), finding.inputs.get("vnm")
        least = finding.inputs.get("vnm_least", most)
        if whole is None or most is None or least is None or finding.required is None:
            return
        page = self._page("RVC")
        lines, costs = len(self._sheet.lines), len(self._sheet.costs)
        self._row(page, 0, say(f"statement_amount.{base}"), whole, f"='net cost'!B{costs + 2}" if costs else None)
        self._row(page, 1, word("input", "vnm_most"), most, f"=SUM(materials!G2:G{lines + 1})" if lines else None)
        self._row(page, 2, word("input", "vnm_least"), least, f"=SUM(materials!F2:F{lines + 1})" if lines else None)
        self._content(page, finding, whole, most, least)

    def _row(self, page: Any, row: int, name: str, amount: str, formula: str | None) -> None:  # noqa: ANN401
        page.write_string(row, 0, name)
        if formula is None:
            page.write_number(row, 1, Decimal(amount), self._input)
        else:
            page.write_formula(row, 1, formula, self._money, float(Decimal(amount)))

    def _content(self, page: Any, finding: Finding, whole: str, most: str, least: str) -> None:  # noqa: ANN401
        required = finding.required or "0"
        page.write_string(3, 0, say("head.required"))
        page.write_number(3, 1, Decimal(required), self._percent)
        for row, name, cell, share in ((4, "actual", "B2", finding.actual), (5, "at_best", "B3", finding.actual_best)):
            page.write_string(row, 0, say(f"head.{name}"))
            page.write_formula(row, 1, f"=(B1-{cell})/B1*100", self._percent, float(Decimal(share or 0)))
        met = _meets("B1", "B2", "B4", (whole, most), required), _meets("B1", "B3", "B4", (whole, least), required)
        if None in met or _result(whole, most, least, required) != finding.status:
            return
        page.write_string(6, 0, say("head.result"), self._bold)
        formula = f'=IF({met[0]},"{self._pass}",IF({met[1]},"{self._open}","{self._fail}"))'
        page.write_formula(6, 1, formula, self._bold, word("status", finding.status))
        self._results["rvc"] = "RVC!B7"

    def _core_parts(self, finding: Finding) -> None:
        """A row a part: its content by the method that serves it, or its result as it stands (UR 14(4)-(13))."""
        page = self._page("core parts")
        self._heads(page, 0, ("part", "method", "net_cost", "vnm", "required", "actual", "result"))
        for row, part in enumerate(finding.parts, 1):
            page.write_string(row, 0, clean(part.id or word("category", part.category or "")))
            page.write_string(row, 1, word("method", part.method) if part.method else say("figure.none"))
            self._part(page, row, part)
        span = f"'core parts'!G2:G{len(finding.parts) + 1}"
        if min((part.status for part in finding.parts), key=_rank) == finding.status:
            last = len(finding.parts) + 2
            page.write_string(last, 0, say("head.result"), self._bold)
            worst = f'IF(COUNTIF({span},"{self._open}")>0,"{self._open}","{self._pass}")'
            formula = f'=IF(COUNTIF({span},"{self._fail}")>0,"{self._fail}",{worst})'
            page.write_formula(last, 1, formula, self._bold, word("status", finding.status))
            self._results["core_parts"] = f"'core parts'!B{last + 1}"

    def _part(self, page: Any, row: int, part: Part) -> None:  # noqa: ANN401
        whole, out, required, cell = part.net_cost, part.vnm, part.required, row + 1
        if whole is None or out is None or required is None or not Decimal(whole):
            page.write_string(row, 6, word("status", part.status), self._status)
            return
        page.write_number(row, 2, Decimal(whole), self._input)
        page.write_number(row, 3, Decimal(out), self._input)
        page.write_number(row, 4, Decimal(required), self._percent)
        page.write_formula(row, 5, f"=(C{cell}-D{cell})/C{cell}*100", self._percent, float(Decimal(part.actual or 0)))
        met = _meets(f"C{cell}", f"D{cell}", f"E{cell}", (whole, out), required)
        if met is None or _result(whole, out, out, required) != part.status:
            page.write_string(row, 6, word("status", part.status), self._status)
        else:
            page.write_formula(row, 6, self._if(met), None, word("status", part.status))

    def _metal(self, finding: Finding) -> None:
        """Originating purchases over purchases (UR 17(1))."""
        part, whole, required = finding.inputs.get("originating"), finding.inputs.get("purchases"), finding.required
        if part is None or whole is None or required is None:
            return
        page = self._page(finding.rule)
        self._row(page, 0, word("input", "originating"), part, None)
        self._row(page, 1, word("input", "purchases"), whole, None)
        page.write_string(2, 0, say("head.required"))
        page.write_number(2, 1, Decimal(required), self._percent)
        page.write_string(3, 0, say("head.actual"))
        page.write_formula(3, 1, "=B1/B2*100", self._percent, float(Decimal(finding.actual or 0)))
        rest = str(Decimal(whole) - Decimal(part))
        met = _meets("B2", "(B2-B1)", "B3", (whole, rest), required)
        if met is not None and _result(whole, rest, rest, required) == finding.status:
            page.write_string(4, 0, say("head.result"), self._bold)
            page.write_formula(4, 1, self._if(met), self._bold, word("status", finding.status))
            self._results[finding.rule] = f"{finding.rule}!B5"

    def _labor(self, finding: Finding) -> None:
        """High-wage points and credits against the points required (UR 18(1), (6)-(14))."""
        points = {part.component: part for part in finding.parts}
        high = points.get("high_wage_material_and_manufacturing")
        base = finding.inputs.get("net_cost")
        known = all(part.actual is not None and part.actual == part.actual_best for part in finding.parts)
        materials, wages = finding.inputs.get("high_wage_materials"), finding.inputs.get("high_wage_labor")
        purchases = self._sheet.labor.total_annual_purchase_value if self._sheet.labor is not None else None
        if finding.method == "annual_purchase_value":
            base = None if purchases is None else f"{purchases:f}"
        if base is None or materials is None or wages is None or high is None or finding.required is None or not known:
            return
        page = self._page("labor value")
        name = "input.net_cost" if finding.method == "net_cost" else "short.annual_purchases"
        self._row(page, 0, say(name), base, None)
        self._row(page, 1, word("input", "high_wage_materials"), materials, None)
        self._row(page, 2, word("input", "high_wage_labor"), wages, None)
        share = "(B2+B3)/B1*100" if finding.method == "net_cost" else "MAX(B2/B1,(B2+B3)/(B1+B3))*100"
        page.write_string(3, 0, word("component", "high_wage_material_and_manufacturing"))
        page.write_formula(3, 1, f"={share}", self._percent, float(Decimal(high.actual or 0)))
        for row, component in ((4, "technology"), (5, "assembly")):
            page.write_string(row, 0, word("component", component))
            page.write_number(row, 1, Decimal(points[component].actual or 0), self._input)
        page.write_string(6, 0, say("head.actual"))
        page.write_formula(6, 1, "=B4+B5+B6", self._percent, float(Decimal(finding.actual or 0)))
        page.write_string(7, 0, say("head.required"))
        page.write_number(7, 1, Decimal(finding.required), self._percent)
        page.write_string(8, 0, say("book.high_wage_required"))
        page.write_number(8, 1, Decimal(high.required or 0), self._percent)
        page.write_string(9, 0, say("head.result"), self._bold)
        met = f"AND(ROUND(B7,{_PLACES})>=B8,ROUND(B4,{_PLACES})>=B9)"
        page.write_formula(9, 1, self._if(met), self._bold, word("status", finding.status))
        self._results["labor_value"] = "'labor value'!B10"

    def _if(self, met: str) -> str:
        """The formula of a test that passes or fails."""
        return f'=IF({met},"{self._pass}","{self._fail}")'


def _meets(whole: str, out: str, required: str, figures: tuple[str, str], asked: str) -> str | None:
    """The formula of (whole - out) / whole >= required in whole numbers; None where they grow too large to be exact."""
    places = max(-int(Decimal(figure).as_tuple().exponent) for figure in (*figures, "0.00"))
    points = max(0, -int(Decimal(asked).as_tuple().exponent))
    unit, full = 10**places, 100 * 10**points
    if max(abs(Decimal(figure)) for figure in figures) * unit * full >= _MOST_EXACT:
        return None
    left = f"ROUND({whole}*{unit},0)*({full}-ROUND({required}*{10**points},0))"
    return f"AND({whole}>0,{left}>=ROUND({out}*{unit},0)*{full})"


def _result(whole: str, most: str, least: str, required: str) -> str:
    """What the formulas come to: as the engine decides, exactly."""
    allowed = Decimal(whole) * (100 - Decimal(required))
    if Decimal(whole) > 0 and allowed >= 100 * Decimal(most):
        return "pass"
    return "undetermined" if Decimal(whole) > 0 and allowed >= 100 * Decimal(least) else "fail"


def _rank(status: str) -> int:
    return ("fail", "undetermined", "pass").index(status)
