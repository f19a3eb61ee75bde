"""Everything that somebody can do in the closed loop, by name: for tests that do it in any order.

A deed is told by who does it, to what, and one small number that varies it. It returns the id it was about.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.domain.alerts import Tier
from backend.domain.cases import CaseOutcome, Evidence, RecheckReason
from backend.domain.hazards import DeclineReason, HazardCategory, HazardGrade
from backend.domain.loop.relations.repeats import RootCause
from backend.domain.people import Viewer
from backend.services import alerts, cases, hazards
from backend.services.loop.clocks import policies, supervisions
from backend.services.loop.proof import assurances
from backend.services.loop.relations import links, repeats
from backend.services.loop.reporter import objections, threads
from backend.storage.transaction import Transaction
from tests.plants import Plants, id_of


@dataclass(frozen=True)
class Deed:
    """`photo` is one that this person has sent; `others` are further things of the kind of `target`."""

    by: Viewer
    target: UUID
    others: tuple[UUID, ...]
    variant: int
    photo: Evidence
    plants: Plants


Command = Callable[[Transaction, Deed], UUID]


def _acknowledge(tx: Transaction, deed: Deed) -> UUID:
    return cases.acknowledge_case(tx, deed.target, by=deed.by).case_id


def _submit(tx: Transaction, deed: Deed) -> UUID:
    words = f"紧固螺栓 {deed.variant}"
    return cases.submit_disposal(tx, deed.target, measures=words, photos=(deed.photo,), by=deed.by).case_id


def _pass(tx: Transaction, deed: Deed) -> UUID:
    rounds = tx.cases.rounds(deed.target)
    return cases.pass_recheck(
        tx,
        deed.target,
        content_hash=rounds[-1].content_hash if rounds else "",
        note="",
        photos=(deed.photo,),
        signature=deed.photo,
        override_reason=None,
        flags_seen=[flag.reason for entry in rounds[-1:] for flag in entry.flags if flag.must_be_seen],
        by=deed.by,
    ).case_id


def _fail(tx: Transaction, deed: Deed) -> UUID:
    reason = RecheckReason.NOT_EFFECTIVE
    photos = (deed.photo,)
    return cases.fail_recheck(tx, deed.target, reason=reason, note="", photos=photos, by=deed.by).case_id


def _dismiss(tx: Transaction, deed: Deed) -> UUID:
    outcome = (CaseOutcome.FALSE_ALARM, CaseOutcome.NOT_A_HAZARD)[deed.variant % 2]
    return cases.dismiss_case(tx, deed.target, outcome=outcome, reason="核实", by=deed.by).case_id


def _link(tx: Transaction, deed: Deed) -> UUID:
    original = deed.others[deed.variant % len(deed.others)]
    return links.link_duplicate(tx, deed.target, original, note="", by=deed.by).case_id


def _merge(tx: Transaction, deed: Deed) -> UUID:
    return links.merge_cases(tx, deed.others[: 1 + deed.variant], deed.target, note="", by=deed.by).case_id


def _reopen(tx: Transaction, deed: Deed) -> UUID:
    return links.reopen_case(tx, deed.target, reason="又漏了", by=deed.by).case_id


def _supervise(tx: Transaction, deed: Deed) -> UUID:
    return supervisions.supervise_cases(tx, [deed.target], text="请尽快", by=deed.by)[0].case_id


def _root_cause(tx: Transaction, deed: Deed) -> UUID:
    due_on = (tx.now + timedelta(days=30)).date()
    cause = RootCause(
        "泄漏", ("垫片老化", "没有更换", "没有计划"), "没有计划", "定期更换", id_of("erik"), due_on
    )
    return repeats.record_root_cause(tx, deed.target, cause, by=deed.by).case_id


def _five(tx: Transaction, deed: Deed) -> UUID:
    deadline = tx.now + timedelta(days=30)
    assurances.record(
        tx,
        deed.target,
        responsible="李强",
        measures="更换垫片",
        funds="2 万元",
        deadline=deadline,
        plan="撤离",
        by=deed.by,
    )
    return deed.target


def _grade(tx: Transaction, deed: Deed) -> UUID:
    return repeats.raise_hazard_grade(tx, deed.target, clause="第 3.2 条", by=deed.by).case_id


def _report(tx: Transaction, deed: Deed) -> UUID:
    at_pump = deed.variant % 2 == 0
    return hazards.report_hazard(
        tx,
        category=HazardCategory.MECHANICAL,
        grade=HazardGrade.GENERAL,
        clause=None,
        description="护栏松动",
        area_id=None if at_pump else deed.plants.area,
        equipment_code="EQ-north" if at_pump else None,
        photos=(),
        captured_at=tx.now,
        by=deed.by,
    ).report_id


def _accept(tx: Transaction, deed: Deed) -> UUID:
    tier = (Tier.BLUE, Tier.YELLOW, Tier.ORANGE, Tier.RED)[deed.variant]
    people = {"department_id": deed.plants.department, "responsible_id": id_of("bob")}
    return hazards.accept_hazard(tx, deed.target, tier=tier, by=deed.by, **people).report_id


def _decline(tx: Transaction, deed: Deed) -> UUID:
    original = deed.others[0] if deed.variant and deed.others else None
    reason = DeclineReason.DUPLICATE if original else next(iter(DeclineReason))
    return hazards.decline_hazard(
        tx, deed.target, reason=reason, note="已处理", by=deed.by, original_id=original
    ).report_id


def _object(tx: Transaction, deed: Deed) -> UUID:
    return objections.object_report(tx, deed.target, reason="还在漏", by=deed.by)


def _thank(tx: Transaction, deed: Deed) -> UUID:
    return threads.thank_disposal(tx, deed.target, note="谢谢", by=deed.by)


def _answer_objection(tx: Transaction, deed: Deed) -> UUID:
    upheld = deed.variant % 2 == 0
    return objections.answer_objection(tx, deed.target, is_upheld=upheld, answer="再查", by=deed.by)


def _answer(tx: Transaction, deed: Deed) -> UUID:
    return supervisions.answer_supervision(tx, deed.target, answer="马上去", by=deed.by).supervision_id


def _see_alert(tx: Transaction, deed: Deed) -> UUID:
    return alerts.acknowledge_alert(tx, deed.target, by=deed.by).alert_id


def _policy(tx: Transaction, deed: Deed) -> UUID:
    before = policies.in_force(tx, deed.plants.north)
    minutes = timedelta(minutes=20 + 10 * deed.variant)
    tiers = {
        tier: replace(each, dispose_within=max(minutes, 2 * each.acknowledge_within))
        for tier, each in before.tiers.items()
    }
    return policies.change_tier_policy(
        tx, deed.plants.north, tiers, based_on=before.version, reason="夜班", by=deed.by
    ).policy_id


CASE_DEEDS: Final[dict[str, Command]] = {
    "acknowledge": _acknowledge,
    "submit": _submit,
    "pass": _pass,
    "fail": _fail,
    "dismiss": _dismiss,
    "link": _link,
    "merge": _merge,
    "reopen": _reopen,
    "supervise": _supervise,
    "root cause": _root_cause,
    "five": _five,
    "raise grade": _grade,
}
REPORT_DEEDS: Final[dict[str, Command]] = {
    "accept": _accept,
    "decline": _decline,
    "object": _object,
    "thank": _thank,
}
OTHER_DEEDS: Final[dict[str, Command]] = {
    "report": _report,
    "answer objection": _answer_objection,
    "answer": _answer,
    "see alert": _see_alert,
    "change policy": _policy,
}
DEEDS: Final = CASE_DEEDS | REPORT_DEEDS | OTHER_DEEDS

LEAVES: Final = {
    "acknowledge": ["CASE_ACKNOWLEDGED"],
    "submit": ["DISPOSAL_SUBMITTED"],
    "pass": ["CASE_ARCHIVED", "RECHECK_PASSED"],
    "fail": ["RECHECK_FAILED"],
    "dismiss": ["CASE_ARCHIVED", "CASE_DISMISSED"],
    "link": ["CASE_ARCHIVED", "CASE_DISMISSED", "DUPLICATE_LINKED"],
    "merge": ["CASE_ARCHIVED", "CASE_DISMISSED", "DUPLICATE_LINKED"],
    "reopen": ["CASE_REOPENED"],
    "supervise": ["CASE_SUPERVISED"],
    "root cause": ["ROOT_CAUSE_RECORDED"],
    "five": ["FIVE_RECORDED"],
    "raise grade": ["HAZARD_GRADE_RAISED"],
    "accept": ["CASE_OPENED", "HAZARD_ACCEPTED"],
    "decline": ["HAZARD_DECLINED"],
    "object": ["REPORT_OBJECTED"],
    "thank": ["DISPOSAL_THANKED"],
    "report": ["HAZARD_REPORTED"],
    "answer": ["SUPERVISION_ANSWERED"],
    "see alert": ["ALERT_ACKNOWLEDGED"],
    "change policy": ["TIER_POLICY_CHANGED"],
}
"""What an accepted deed leaves in the record, written down from the product page and not from the code."""
