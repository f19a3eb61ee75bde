"""Suggestions: taken in from anybody, answered by an officer, carried out by their owner."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from backend.alerts.store import Alerts
from backend.cases.store import Cases
from backend.core.allowances import Allowances, check_hour
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.idempotency import once
from backend.core.modules import Module
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.deadlines import commands as deadlines
from backend.deadlines.responsible_commands import Post, Responsible, named
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.equipment.store import EquipmentStore
from backend.hazards.anonymous.commands import let_in
from backend.hazards.anonymous.rules import check_key_hash
from backend.people.rules import NOBODY
from backend.people.store import People
from backend.sites.modules.store import Modules
from backend.suggestions import rules
from backend.suggestions.rules import (
    SUGGESTION_ADOPTED,
    SUGGESTION_ASSIGNED,
    SUGGESTION_CARRIED_OUT,
    SUGGESTION_DECLINED,
    SUGGESTION_SUBMITTED,
    Suggestion,
    SuggestionState,
    SuggestionTopic,
)
from backend.suggestions.store import NOT_THERE, Suggestions

NUMBER_PREFIX: Final = "JY"  # 建议
NOUN: Final = "suggestion"


@dataclass(frozen=True, slots=True)
class Origin:
    """From where it is made: one of these; of a site without any of them."""

    site_id: UUID | None = None
    equipment_code: str | None = None
    alert_id: UUID | None = None
    case_id: UUID | None = None


def check_allowance(tx: Transaction, by: Viewer, allowances: Allowances) -> None:
    """Raises Refused(TOO_MANY_ATTEMPTS) where the person, or the site, has made too many within an hour."""
    most, of_site = allowances.reports_per_hour, allowances.reports_of_site_per_hour
    check_hour(tx.get(Suggestions), by, per_person=most, of_site=of_site, now=tx.now)


def submit_suggestion(
    tx: Transaction,
    *,
    topic: SuggestionTopic,
    text: str,
    origin: Origin,
    photos: tuple[str, ...],
    made_at: datetime,
    by: Viewer,
) -> UUID:
    """Take in what somebody suggests; `photos` by hash. Returns its id."""
    rules.check_content(text, photo_count=len(photos))
    site_id, equipment_id = _place(tx, origin, by)
    by.require(Permission.REPORT_HAZARD, site_id=site_id)
    suggestion = Suggestion(
        suggestion_id=uuid4(),
        site_id=site_id,
        number=tx.get(Cases).next_number(site_id, NUMBER_PREFIX, year=tx.now.year),
        state=SuggestionState.SUBMITTED,
        topic=topic,
        text=text.strip(),
        made_by=by.person_id,
        made_at=min(made_at, tx.now),
        received_at=tx.now,
        equipment_id=equipment_id,
        alert_id=origin.alert_id,
        case_id=origin.case_id,
    )
    tx.get(Suggestions).add(suggestion, photos=photos)
    _announce(tx, SUGGESTION_SUBMITTED, suggestion, by=by.person_id)
    return suggestion.suggestion_id


def submit_suggestion_anonymously(
    tx: Transaction,
    operation_id: UUID,
    *,
    site_pass: str,
    key_hash: str,
    payload_hash: str,
    topic: SuggestionTopic,
    text: str,
    origin: Origin,
    photos: tuple[str, ...],
    made_at: datetime,
) -> UUID:
    """Take it in without a name, as a hazard report without one; with the key of this hash it is found again.

    Returns its id, the same for the same operation. Raises Refused: ANONYMOUS_NOT_ALLOWED, MODULE_OFF.
    """
    nobody = let_in(tx, site_pass)
    check_key_hash(key_hash)
    [site_id] = nobody.site_ids
    if not tx.get(Modules).is_on(site_id, Module.SUGGESTIONS):
        raise Refused(ErrorCode.MODULE_OFF, "the site takes no suggestions")
    place = origin if origin.equipment_code or origin.alert_id or origin.case_id else Origin(site_id)

    def command() -> UUID:
        made = submit_suggestion(
            tx, topic=topic, text=text, origin=place, photos=photos, made_at=made_at, by=nobody
        )
        tx.get(Suggestions).keep_key(made, key_hash)
        return made

    kind = "submit_suggestion_anonymously"
    return once(tx, operation_id, command, by=NOBODY, kind=kind, payload_hash=payload_hash)


def adopt_suggestion(
    tx: Transaction, suggestion_id: UUID, *, owner_id: UUID, due_at: datetime, note: str, by: Viewer
) -> UUID:
    """Adopt it: its owner has a deadline from now on. Returns the id.

    Raises Refused(NOT_FOUND) for an owner of another site, and as `rules.adopt` does.
    """
    suggestion = _seen(tx, suggestion_id, by)
    by.require(Permission.TRIAGE, site_id=suggestion.site_id)
    adopted = rules.adopt(suggestion, owner_id=owner_id, due_at=due_at, note=note, by=by.person_id, at=tx.now)
    owner = tx.get(People).membership(owner_id, suggestion.site_id)
    if owner is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such person at this site")
    tx.get(Suggestions).put(adopted)
    deadlines.begin(
        tx,
        Deadline(
            deadline_id=uuid4(),
            site_id=suggestion.site_id,
            noun=NOUN,
            object_id=suggestion_id,
            step=DeadlineStep.DISPOSE,
            tier=None,
            policy_id=None,
            started_at=tx.now,
            due_at=due_at,
            owner_id=owner_id,
            department_id=owner.department_id,
        ),
    )
    # An author who becomes its owner gets one message, not two.
    to = {suggestion.made_by} - {owner_id}
    _announce(tx, SUGGESTION_ADOPTED, adopted, by=by.person_id, note=adopted.answer, to=to)
    _announce(tx, SUGGESTION_ASSIGNED, adopted, by=by.person_id, to={owner_id})
    return suggestion_id


def decline_suggestion(tx: Transaction, suggestion_id: UUID, *, reason: str, by: Viewer) -> UUID:
    """Decline it; the author reads why. Returns the id."""
    suggestion = _seen(tx, suggestion_id, by)
    by.require(Permission.TRIAGE, site_id=suggestion.site_id)
    declined = rules.decline(suggestion, reason=reason, by=by.person_id, at=tx.now)
    tx.get(Suggestions).put(declined)
    to = {suggestion.made_by}
    _announce(tx, SUGGESTION_DECLINED, declined, by=by.person_id, note=declined.answer, to=to)
    return suggestion_id


def carry_out_suggestion(tx: Transaction, suggestion_id: UUID, *, note: str, by: Viewer) -> UUID:
    """Record that its owner has carried it out; author and officer are notified. Returns the id."""
    done = rules.carry_out(_seen(tx, suggestion_id, by), note=note, by=by.person_id, at=tx.now)
    tx.get(Suggestions).put(done)
    deadlines.end(tx, suggestion_id)
    to = {done.made_by, done.answered_by}
    _announce(tx, SUGGESTION_CARRIED_OUT, done, by=by.person_id, note=done.outcome, to=to)
    return suggestion_id


def describe(tx: Transaction, suggestion_id: UUID) -> Text:
    """Name the suggestion in a message: its number."""
    number = tx.get(Suggestions).get(suggestion_id).number
    return Text(number, number)


def responsible(tx: Transaction, deadline: Deadline) -> Responsible:
    """Return the owner of the suggestion."""
    return named(tx, Post(deadline.site_id, deadline.department_id, deadline.owner_id))


def _place(tx: Transaction, origin: Origin, by: Viewer) -> tuple[UUID, UUID | None]:
    """Return (site, equipment). Raises Refused: INVALID_INPUT for no place or for several, NOT_FOUND for a
    foreign one.
    """
    given = [each for each in (origin.equipment_code, origin.alert_id, origin.case_id) if each]
    if len(given) > 1:
        raise Refused(ErrorCode.INVALID_INPUT, "made from one equipment, alert or case")
    if origin.equipment_code:
        item = tx.get(EquipmentStore).by_code(by.site_ids, origin.equipment_code.strip())
        return item.site_id, item.equipment_id
    if origin.alert_id:
        return tx.get(Alerts).get(origin.alert_id).site_id, None
    if origin.case_id:
        return tx.get(Cases).get(origin.case_id).site_id, None
    if origin.site_id is None:
        raise Refused(ErrorCode.INVALID_INPUT, "say for which site")
    return origin.site_id, None


def _seen(tx: Transaction, suggestion_id: UUID, by: Viewer) -> Suggestion:
    suggestion = tx.get(Suggestions).get(suggestion_id)
    if not rules.sees(by, suggestion):
        raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
    return suggestion


def _announce(
    tx: Transaction,
    kind: EventKind,
    suggestion: Suggestion,
    *,
    by: UUID,
    note: str | None = None,
    to: Collection[UUID | None] = (),
) -> None:
    """Record the event and notify these people; nobody is behind an author without a name."""
    tx.announce(
        Event(
            kind,
            suggestion.site_id,
            about=refs(suggestion=suggestion.suggestion_id),
            by=by,
            note=note,
            to=tuple(sorted(each for each in to if each and each != NOBODY)),
        )
    )
