"""What people say to the plant and are answered: reports with and without a name, objections, thanks."""

from typing import Final
from uuid import UUID

from backend.core.database import Transaction
from backend.core.vocabulary import HazardCategory, HazardGrade, Tier
from backend.hazards import commands as hazards
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.anonymous.rules import hash_of_key
from backend.hazards.objections import commands as objections
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline import commands as timeline
from backend.hazards.timeline.store import Timelines
from tests.support.actions.action import Command, Deed
from tests.support.plants import id_of

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NO_PASS: Final = "of no site"


def key_of(operation_id: UUID) -> str:
    """The follow-up key that a phone makes for the report that it sends with this id."""
    return "".join(LETTERS[operation_id.int >> 5 * place & 31] for place in range(26))


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
    return timeline.thank_disposal(tx, deed.target, note="谢谢", by=deed.by)


def _answer_objection(tx: Transaction, deed: Deed) -> UUID:
    upheld = deed.variant % 2 == 0
    return objections.answer_objection(tx, deed.target, is_upheld=upheld, answer="再查", by=deed.by)


def _switch_anonymity(tx: Transaction, deed: Deed) -> UUID:
    is_allowed = deed.variant != 3
    return anonymity.set_anonymous_reports(tx, deed.target, is_allowed=is_allowed, by=deed.by)


def _report_anonymously(tx: Transaction, deed: Deed) -> UUID:
    return anonymity.report_anonymously(
        tx,
        deed.operation_id,
        site_pass=tx.get(Timelines).anonymous_pass(deed.target) or NO_PASS,
        key_hash=hash_of_key(key_of(deed.operation_id)),
        payload_hash="same",
        category=HazardCategory.MECHANICAL,
        grade=HazardGrade.GENERAL,
        clause=None,
        description="护栏松动",
        area_id=deed.plants.area,
        equipment_code=None,
        photos=(),
        captured_at=tx.now,
    )


def _object_anonymously(tx: Transaction, deed: Deed) -> UUID:
    return anonymity.object_anonymously(
        tx, deed.operation_id, key=deed.key, reason="还在漏", payload_hash="same"
    )


REPORT_DEEDS: Final[dict[str, Command]] = {
    "accept": _accept,
    "decline": _decline,
    "object": _object,
    "thank": _thank,
    "object anonymously": _object_anonymously,
}
OBJECTION_DEEDS: Final[dict[str, Command]] = {"answer objection": _answer_objection}
SITE_DEEDS: Final[dict[str, Command]] = {
    "report": _report,
    "switch anonymity": _switch_anonymity,
    "report anonymously": _report_anonymously,
}
NAMELESS: Final = frozenset({"report anonymously", "object anonymously"})
"""Nobody signs in for these: each takes the client's id itself, and no record may name who did it."""
