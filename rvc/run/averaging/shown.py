"""What an average shows of itself: its sums as amounts, and the provisions that it goes by."""

from collections.abc import Iterator, Sequence

from rvc.base.decimals import exact_money
from rvc.law.load import Law
from rvc.lines.averaging.election import Election
from rvc.run.averaging.totals import Sums

_SUMS = {
    "rvc": {"net_cost": "net_cost", "vnm": "vnm"},
    "labor_value": {"net_cost": "net_cost", "materials": "high_wage_materials", "labor": "high_wage_labor"},
}


def shown_sums(rule: str, sums: Sums) -> dict[str, str]:
    """Sums by name; of one that is not known its bounds."""
    return dict(_amounts(_SUMS.get(rule, {}), sums))


def citations(election: Election, law: Law) -> list[str]:
    """The provisions of the subject, and of its category, period and filing what lies in them."""
    held = law.averaging
    subject = held.subjects[election.subject]
    category = _within(held.categories[election.category].cite, subject.cite)
    period = held.periods[election.period].cite
    filing = () if subject.filing is None else subject.filing.cite
    days = _within(period, subject.cite) or list(period)
    return list(dict.fromkeys([*subject.cite, *category, *days, *filing]))


def _within(cites: Sequence[str], provisions: Sequence[str]) -> list[str]:
    """The citations of paragraphs of these provisions: UR 16(1)(a) lies in UR 16(1), and UR 16(10) does not."""
    return [cite for cite in cites if any(cite == whole or cite.startswith(f"{whole}(") for whole in provisions)]


def _amounts(names: dict[str, str], sums: Sums) -> Iterator[tuple[str, str]]:
    for attribute, name in names.items():
        between = getattr(sums, attribute)
        if between.known:
            yield name, exact_money(between.least)
        else:
            yield f"{name}_least", exact_money(between.least)
            if between.most is not None:
                yield f"{name}_most", exact_money(between.most)
