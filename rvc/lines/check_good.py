"""Checks of the good: its date, code, kind, features and value, and the regime that it is judged by."""

from datetime import date
from decimal import Decimal

from rvc.base.hs import dotted
from rvc.law.kinds import contradictions, kinds_of
from rvc.law.load import Law
from rvc.law.model import OTHER_GOOD
from rvc.lines.build import Draft
from rvc.lines.check_claim import check_claim
from rvc.lines.check_valuation import check_value
from rvc.lines.claim_period import is_blank
from rvc.lines.scalars import nearest
from rvc.lines.tree import Path
from rvc.lines.valuation import price_of

STAGED_KINDS = ("passenger_vehicle", "light_truck")


def check_good(draft: Draft, law: Law) -> None:
    """Everything about the good but its lines, labor and metals."""
    good = draft.case.good
    first = law.figures.entry_into_force
    if draft.sound("good", "date") and good.date < first:
        draft.say("date.before_agreement", ("good", "date"), seen=good.date.isoformat(), first=first.isoformat())
    if draft.sound("good", "hs"):
        check_code(draft, law, ("good", "hs"), good.hs)
    if good.named_good is not None and draft.sound("good", "hs"):
        check_named_good(draft, law, ("good", "named_good"), good.hs, good.named_good)
    _check_kind(draft, law)
    _check_value(draft)
    _check_stated(draft, law)
    _check_staging(draft, law)


def check_code(draft: Draft, law: Law, path: Path, hs: str) -> None:
    """A code of a heading whose every good the product rules hold is one that they hold (UR 13)."""
    if law.is_no_code(hs):
        draft.warn("hs.no_such", path, seen=dotted(hs), known=", ".join(law.codes_near(hs)))


def check_named_good(draft: Draft, law: Law, path: Path, hs: str, name: str) -> None:
    """A named good is one that its product rule names, where the rule names any."""
    rule = law.rule(law.to_2012(hs))
    if rule is None or not rule.named_goods or name in (*rule.named_goods, OTHER_GOOD):
        return
    like, known = nearest(name, rule.named_goods), ", ".join(rule.named_goods)
    draft.say("named_good.unknown", path, seen=name, hs=dotted(hs), nearest=like, known=known)


def kinds_possible(draft: Draft, law: Law) -> tuple[str, ...]:
    """The kinds that the good's code and features leave; none where they could not be read."""
    good = draft.case.good
    if not all(draft.sound("good", name) for name in ("hs", "features", "use")):
        return ()
    return tuple(entry.kind for entry in kinds_of(law, law.to_2012(good.hs), good.hs, good.features, good.use))


def _check_kind(draft: Draft, law: Law) -> None:
    good = draft.case.good
    kinds = kinds_possible(draft, law)
    if good.kind is not None and kinds and good.kind not in kinds:
        features = ", ".join(good.features) or "-"
        draft.say(
            "kind.contradicts", ("good", "kind"),
            seen=good.kind, hs=dotted(good.hs), features=features, known=", ".join(kinds),
        )  # fmt: skip
    if good.use is not None and kinds and "part" not in kinds and not good.hs.startswith("8706"):
        draft.warn("use.of_vehicle", ("good", "use"), seen=good.use, kind=", ".join(kinds))
    if draft.sound("good", "hs"):
        for feature in contradictions(law, good.hs, good.features):
            place = good.features.index(feature.name)
            draft.say(
                "feature.excluded", ("good", "features", place),
                seen=feature.name, hs=dotted(good.hs), cite=", ".join(feature.cite),
            )  # fmt: skip


def _check_value(draft: Draft) -> None:
    value = draft.case.value
    if value is None:
        return
    if value.net_cost is not None and value.total_cost is not None and value.net_cost > value.total_cost:
        draft.say("net_cost.above_total", ("value", "net_cost"), seen=str(value.net_cost), total=str(value.total_cost))
    check_value(draft, value)
    price = price_of(value)
    taken_out = (value.international_shipping or Decimal(0)) + (value.packing or Decimal(0))
    if price is not None and price <= taken_out:
        draft.say(
            "transaction_value.none_left", ("value", "transaction_value"),
            seen=str(price), taken_out=str(taken_out),
        )  # fmt: skip


def _check_stated(draft: Draft, law: Law) -> None:
    """What a producer states of a part as a whole stands for its materials, not beside them (reading 42)."""
    case, good = draft.case, draft.case.good
    if case.materials:
        stated = {
            ("value", "vnm"): case.value and case.value.vnm,
            ("good", "tariff_change_met"): good.tariff_change_met,
        }
        for path, seen in stated.items():
            if seen is not None:
                draft.say("stated.with_lines", path, name=path[-1])
    kinds = kinds_possible(draft, law)
    for name in ("tariff_change_met", "method", "originating", "claim"):
        if getattr(good, name) is not None and kinds and "part" not in kinds:
            draft.say("stated.of_vehicle", ("good", name), name=name, kind=", ".join(kinds))
    if good.claim is not None:
        check_claim(draft, ("good",), good.claim, originating=good.originating, day=good.date)
    if good.originating and (good.claim is None or is_blank(good.claim)):
        draft.warn("claim.nothing_behind", ("good", "originating"))


def _check_staging(draft: Draft, law: Law) -> None:
    """The alternative staging regime is open only to approved vehicles, while the approval lasts (UR 19(1), (2))."""
    case, approval = draft.case, draft.case.alternative_staging
    here = ("alternative_staging",)
    if approval and approval.from_ and approval.to and approval.from_ > approval.to:
        draft.say(
            "alternative_staging.period",
            (*here, "from"),
            first=approval.from_.isoformat(),
            last=approval.to.isoformat(),
        )
    elected = ("elections", "regime")
    if case.elections.regime != "alternative_staging" or not draft.sound(*here):
        return
    named = {"id": case.good.id, "hs": dotted(case.good.hs)}
    kinds = (case.good.kind,) if case.good.kind else kinds_possible(draft, law)
    if kinds and not set(kinds) & set(STAGED_KINDS) and draft.sound("good", "kind"):
        draft.say("alternative_staging.kind", elected, **named)
    if approval is None:
        draft.say("alternative_staging.missing", elected, **named)
        return
    for name, stated in (("approved_in", approval.approved_in), ("from", approval.from_), ("to", approval.to)):
        if not stated and draft.whole(*here, name):
            draft.say("alternative_staging.incomplete", (*here, name), name=name)
    day = case.good.date
    if draft.sound("good", "date") and not (approval.from_ or date.min) <= day <= (approval.to or date.max):
        draft.say("alternative_staging.not_in_force", elected, day=day.isoformat(), **named)
