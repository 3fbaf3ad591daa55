"""What was found under NAFTA, and of one line what the rules made of it: for reports, derivations and worksheets."""

from dataclasses import dataclass

import numpy as np

from rvc.base.outcome import Outcome
from rvc.base.span import Span
from rvc.law.nafta_law import NaftaLaw
from rvc.lines.case import Material
from rvc.lines.nodes import Rows
from rvc.rules import heavy_duty, tracing, value
from rvc.rules.tracing import ANYWHERE, INSIDE, Marks
from rvc.rules.value import Inside
from rvc.run.evaluate import Evaluation

TRACED, SCHEDULE_V, BY_STATUS = "traced", "schedule_v", "by_status"
"""By what the VNM of a good is found: section 9, section 10, or sections 6 and 7."""


@dataclass(frozen=True)
class Line:
    """One line as the rules are asked about it."""

    rows: Rows
    marks: Marks
    worth: Span
    inside: Inside

    def way(self, by: str) -> str:
        """How it comes to what it counts for: of `tracing.WAYS`, of `heavy_duty.WAYS`, or by its status."""
        if by == TRACED:
            return tracing.WAYS[int(tracing.ways(self.rows, self.marks, self.inside.vnm_net_cost)[0])]
        if by == SCHEDULE_V:
            return heavy_duty.WAYS[int(heavy_duty.ways(self.rows, self.marks)[0])]
        status = int(self.marks.status[0])
        if self.marks.left_out[0]:
            return "left_out"
        if self.rows.in_house[0] and self.marks.made[0] == INSIDE:
            return "self_produced" if status != Outcome.PASS else "perhaps_designated"
        if self.rows.in_house[0] and self.marks.made[0] == ANYWHERE:
            return "anywhere"
        return {Outcome.FAIL: "foreign", Outcome.UNDETERMINED: "open_line", Outcome.PASS: "originating"}[
            Outcome(status)
        ]

    @property
    def listed(self) -> bool:
        """Whether it counts by materials of its own that are listed, not by what its supplier states is in it."""
        return bool(self.rows.opened[0] and (self.rows.in_house[0] or not self.rows.known("nafta_vnm")[0]))

    @property
    def adds(self) -> Span:
        """What it adds to the sum of an originating component that it is in (NAFTA 10(1)(d)(i))."""
        return heavy_duty.counted(self.rows, self.marks, self.worth, self.inside.vnm_net_cost, self.inside.components)[
            1
        ]


@dataclass(frozen=True)
class NaftaEvaluation(Evaluation):
    """What was found about a fleet under NAFTA, the marks of its lines, and by what the VNM of each good is found."""

    law: NaftaLaw
    marks: Marks
    by: tuple[str, ...]

    def line(self, line: int) -> Line:
        """One line, its materials settled."""
        at = np.array([line])
        rows, inside = Rows(self.nodes, at), self.panel.rolled.ledgers.inside(at)
        return Line(rows, self.marks.take(at), value.value(rows, inside), inside)


def required_of(law: NaftaLaw, item: Material, *, light: bool) -> int | None:
    """RVCR in basis points: what is required of a good of Schedule IV for use in a vehicle (NAFTA 9(2)(g), 13(1))."""
    schedule = law.requirement(law.to_2012(item.hs), light=light) if item.hs else None
    return None if schedule is None else law.schedule(schedule).steps[-1].basis_points
