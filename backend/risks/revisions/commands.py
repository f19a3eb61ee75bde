"""Events drafted, put in force, revised and closed. What quietens an alarm waits for a second person."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from backend.agreements import commands as agreements
from backend.agreements.rules import Agreement, AgreementKind, check_reason
from backend.agreements.store import Agreements
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, Ref, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.people.store import People
from backend.risks.commands import free_code, require_edit, require_owner, unit_of
from backend.risks.events import (
    RISK_CHANGE_ENDED,
    RISK_CHANGE_PROPOSED,
    RISK_CLOSED,
    RISK_CONFIRMED,
    RISK_DRAFT_CHANGED,
    RISK_DRAFTED,
    RISK_IN_FORCE,
)
from backend.risks.reviews import commands as reviews
from backend.risks.revisions import rules
from backend.risks.revisions.contents_rules import (
    GAS_CLASSES,
    check_assessed,
    checked_content,
    require_complete,
)
from backend.risks.revisions.dangers_commands import is_in_danger
from backend.risks.revisions.rules import (
    Effect,
    EventContent,
    EventState,
    RevisionState,
    RiskEvent,
    RiskRevision,
)
from backend.risks.revisions.store import RiskEvents
from backend.risks.rules import LONGEST_REASON, checked_reason
from backend.risks.settings.store import RisksSettings
from backend.sensors.rules import Sensor, SensorKind
from backend.sensors.store import Sensors

KIND: Final = AgreementKind.CHANGE_RISK


def draft_event(tx: Transaction, unit_id: UUID, code: str, content: EventContent, *, by: Viewer) -> UUID:
    """Add an event of a unit as a draft, which no alarm reads. Returns its id. Raises Refused: NOT_FOUND,
    NOT_ALLOWED, RISK_CLOSED, CODE_TAKEN, and as `contents_rules.checked_content` does.
    """
    unit = unit_of(tx, unit_id, by=by)
    require_owner(tx, unit.site_id, content.owner, by=by)
    wanted = free_code(tx.get(RiskEvents).by_code, unit.site_id, code)
    event_id, revision_id = uuid4(), uuid4()
    event = RiskEvent(
        event_id, unit.site_id, unit_id, wanted, EventState.DRAFT, revision_id, created_at=tx.now
    )
    first = RiskRevision(
        revision_id=revision_id,
        event_id=event_id,
        site_id=unit.site_id,
        number=1,
        state=RevisionState.PROPOSED,
        content=_checked(tx, event, content),
        reason="",
        author_id=by.person_id,
        made_at=tx.now,
    )
    tx.get(RiskEvents).add(event, first)
    announce(tx, RISK_DRAFTED, event, by=by.person_id, note=wanted)
    return event_id


def change_draft(tx: Transaction, event_id: UUID, content: EventContent, *, version: int, by: Viewer) -> UUID:
    """Write a draft anew. Returns its id. Raises Refused: as `draft_event`, CONFLICT, ILLEGAL_TRANSITION for
    what is no draft any more.
    """
    event = event_of(tx, event_id, by=by)
    event.require(EventState.DRAFT)
    require_owner(tx, event.site_id, content.owner, by=by)
    revision = tx.get(RiskEvents).revision(event.revision_id)
    checked = _checked(tx, event, content)
    if checked == revision.content:
        return event_id
    tx.get(RiskEvents).put(replace(event, version=version), checked)
    tx.get(RiskEvents).put_revision(
        replace(revision, content=checked, author_id=by.person_id, made_at=tx.now)
    )
    announce(tx, RISK_DRAFT_CHANGED, event, by=by.person_id, note=event.code)
    return event_id


def put_in_force(tx: Transaction, event_id: UUID, *, version: int, by: Viewer) -> UUID:
    """Let a draft hold from now on. A larger or major risk stands as 待批 until a second person confirms it.

    Returns its id. Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT, ILLEGAL_TRANSITION, and as
    `contents_rules.require_complete` does.
    """
    event = event_of(tx, event_id, by=by)
    event.require(EventState.DRAFT)
    revision = tx.get(RiskEvents).revision(event.revision_id)
    _hold(tx, replace(event, version=version), replace(revision, author_id=by.person_id))
    return event_id


def revise_event(
    tx: Transaction,
    event_id: UUID,
    content: EventContent,
    *,
    reason: str,
    version: int,
    asks_second_person: bool = False,
    by: Viewer,
) -> UUID:
    """Revise an event in force. What does not quieten it holds at once; what does waits for a second person,
    under an open danger until that is over. The same again changes nothing. Returns the event's id.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT, ILLEGAL_TRANSITION, SECOND_PERSON_REQUIRED for what
    quietens unless `asks_second_person`, then also as `agreements.check_reason` does, and as
    `contents_rules.checked_content` does.
    """
    event = event_of(tx, event_id, by=by)
    event.require(EventState.IN_FORCE)
    require_owner(tx, event.site_id, content.owner, by=by)
    before, after = tx.get(RiskEvents).content(event), _checked(tx, event, content)
    if after == before:
        return event_id
    require_complete(after)
    effect = rules.effect(before, after)
    revision = _next(tx, event, after, reason=reason, by=by)
    if effect.holds:
        _hold(tx, replace(event, version=version), revision, before=before)
    else:
        _propose(tx, replace(event, version=version), revision, effect, asks=asks_second_person, by=by)
    return event_id


def close_event(
    tx: Transaction,
    event_id: UUID,
    *,
    reason: str,
    version: int,
    asks_second_person: bool = False,
    by: Viewer,
) -> UUID:
    """Close a draft at once, an event in force by the word of a second person. Returns its id. Raises
    Refused: as `revise_event`, REASON_REQUIRED.
    """
    event = event_of(tx, event_id, by=by)
    why = checked_reason(reason)
    if event.state is EventState.DRAFT:
        _close(tx, replace(event, version=version), why, by=by.person_id)
        return event_id
    event.require(EventState.IN_FORCE)
    revision = _next(tx, event, None, reason=why, by=by)
    effect = rules.effect(tx.get(RiskEvents).content(event), None)
    _propose(tx, replace(event, version=version), revision, effect, asks=asks_second_person, by=by)
    return event_id


def withdraw_revision(tx: Transaction, revision_id: UUID, *, by: Viewer) -> UUID:
    """Withdraw a revision that waits: its author, or who may change every event. Returns the event's id.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, ILLEGAL_TRANSITION where it does not wait.
    """
    revision = tx.get(RiskEvents).revision(revision_id)
    event = event_of(tx, revision.event_id, by=by)
    if revision.author_id != by.person_id:
        by.require(Permission.EDIT_ALL_RISKS, site_id=event.site_id)
    event.require(EventState.IN_FORCE)
    if revision.state is not RevisionState.PROPOSED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"the revision is {revision.state}")
    _end_proposal(tx, event, revision, RevisionState.WITHDRAWN, by=by.person_id)
    return event.event_id


def carry_out_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed: the revision is confirmed, or holds from now on.

    Raises Refused(RISK_IN_DANGER) where an alert or case was opened meanwhile.
    """
    revision = tx.get(RiskEvents).revision(agreed.object_id)
    event = tx.get(RiskEvents).get(revision.event_id)
    second = agreed.decided_by
    confirmed = replace(revision, is_confirmed=True, confirmed_by=second, confirmed_at=tx.now)
    if revision.state is RevisionState.IN_FORCE:
        tx.get(RiskEvents).put_revision(confirmed)
        tx.get(RiskEvents).put(replace(event, is_confirmed=True))
        announce(tx, RISK_CONFIRMED, event, by=second, note=event.code)
        return
    if revision.state is not RevisionState.PROPOSED:
        return
    _require_no_danger(tx, event)
    if confirmed.content is None:
        _close(tx, event, confirmed.reason, by=agreed.asked_by, revision=confirmed)
    else:
        before = tx.get(RiskEvents).content(event)
        _hold(tx, event, confirmed, before=before, is_agreed=True)


def follow_declined(tx: Transaction, happened: Event) -> None:
    """A second person said no: a revision that waited is declined. One that held already goes back to the one
    before it, and a new event to a draft. Raises Refused(RISK_IN_DANGER) where that would quieten a danger.
    """
    revision_id = happened.ref("risk_revision")
    if revision_id is None:
        return
    revision = tx.get(RiskEvents).revision(revision_id)
    event = tx.get(RiskEvents).get(revision.event_id)
    declined = replace(revision, decline_reason=(happened.note or "")[:LONGEST_REASON])
    if revision.state is RevisionState.PROPOSED:
        _end_proposal(tx, event, declined, RevisionState.DECLINED, by=happened.by)
    elif revision.state is RevisionState.IN_FORCE:
        _require_no_danger(tx, event)
        _go_back(tx, event, declined, by=happened.by)


def send_stored(tx: Transaction, event_ids: Iterable[UUID]) -> None:
    """Send what was stored under a danger to a second person 归档后送批, of the events where none is left."""
    for event_id in sorted(set(event_ids)):
        proposed = tx.get(RiskEvents).proposed(event_id)
        if proposed is None or not proposed.waits_for_danger or is_in_danger(tx.session, event_id):
            continue
        sent = replace(proposed, waits_for_danger=False)
        tx.get(RiskEvents).put_revision(sent)
        _ask(tx, tx.get(RiskEvents).get(event_id), sent)


def event_of(tx: Transaction, event_id: UUID, *, by: Viewer) -> RiskEvent:
    """Return the event, for who may change it. Raises Refused: NOT_FOUND, NOT_ALLOWED, RISK_CLOSED."""
    event = tx.get(RiskEvents).get(event_id)
    owner = tx.get(RiskEvents).content(event).owner
    require_edit(tx, event.site_id, owner.department_id, by=by)
    if event.state is EventState.CLOSED:
        raise Refused(ErrorCode.RISK_CLOSED, "the event is closed")
    return event


def announce(tx: Transaction, kind: EventKind, event: RiskEvent, *, by: UUID | None, note: str) -> None:
    """Record what happened to an event of the register."""
    about = refs(risk_event=event.event_id)
    tx.announce(Event(kind, event.site_id, about=about, by=by, note=note or None))


def _next(
    tx: Transaction, event: RiskEvent, content: EventContent | None, *, reason: str, by: Viewer
) -> RiskRevision:
    return RiskRevision(
        revision_id=uuid4(),
        event_id=event.event_id,
        site_id=event.site_id,
        number=tx.get(RiskEvents).next_number(event.event_id),
        state=RevisionState.PROPOSED,
        content=content,
        reason=checked_reason(reason) if reason.strip() else "",
        author_id=by.person_id,
        made_at=tx.now,
    )


def _hold(
    tx: Transaction,
    event: RiskEvent,
    revision: RiskRevision,
    *,
    before: EventContent | None = None,
    is_agreed: bool = False,
) -> None:
    """Put a revision in force in the place of the one before it, which overtakes what waits."""
    content = revision.content
    if content is None:
        raise ValueError("what holds has content")
    require_complete(content)
    waiting = tx.get(RiskEvents).proposed(event.event_id) if event.state is EventState.IN_FORCE else None
    if waiting is not None and waiting.revision_id != revision.revision_id:
        # Its author compared with what was in force then.
        _end_proposal(tx, event, waiting, RevisionState.ENDED, by=None)
    if event.state is EventState.IN_FORCE:
        _end_revision(tx, event)
    is_confirmed = is_agreed or not rules.needs_confirmation(content)
    holding = replace(revision, state=RevisionState.IN_FORCE, from_at=tx.now, is_confirmed=is_confirmed)
    tx.get(RiskEvents).put_revision(holding)
    held = replace(
        event,
        state=EventState.IN_FORCE,
        revision_id=revision.revision_id,
        is_confirmed=is_confirmed,
    )
    if before is None or rules.is_reviewed_by(before, content):
        held = reviews.begin(tx, held, content)
    tx.get(RiskEvents).put_with_parts(held, content, at=tx.now)
    if not is_confirmed:
        _ask(tx, held, holding)
    announce(tx, RISK_IN_FORCE, held, by=holding.author_id, note=_note(held, holding))


def _propose(
    tx: Transaction, event: RiskEvent, revision: RiskRevision, effect: Effect, *, asks: bool, by: Viewer
) -> None:
    """Keep a revision that waits, and ask a second person unless a danger is open."""
    if not asks:
        ways = ", ".join(sorted(effect.quietens))
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, f"a second person agrees: {ways}")
    check_reason(revision.reason, last=tx.get(Agreements).last_reason(by.person_id))
    waiting = tx.get(RiskEvents).proposed(event.event_id)
    if waiting is not None:
        _end_proposal(tx, event, waiting, RevisionState.ENDED, by=None)
    stored = replace(revision, waits_for_danger=is_in_danger(tx.session, event.event_id))
    tx.get(RiskEvents).put(event)
    tx.get(RiskEvents).put_revision(stored)
    if not stored.waits_for_danger:
        _ask(tx, event, stored)
    announce(tx, RISK_CHANGE_PROPOSED, event, by=by.person_id, note=_note(event, stored))


def _ask(tx: Transaction, event: RiskEvent, revision: RiskRevision) -> None:
    """Ask for the word of a second person about a revision."""
    content = revision.content or tx.get(RiskEvents).content(event)
    tier = _quietened(content)
    if revision.content is None:
        what = words.text("agreement.what.risk.close")
    elif revision.state is RevisionState.PROPOSED:
        what = words.text("agreement.what.risk.quieten")
    else:
        tier, what = None, words.text("agreement.what.risk.confirm")
    title = Text(f"{event.code} {content.title.zh}", f"{event.code} {content.title.en}")
    agreements.file_request(
        tx,
        KIND,
        Ref("risk_revision", revision.revision_id),
        site_id=event.site_id,
        title=title,
        what=what,
        reason=revision.reason,
        by=revision.author_id,
        tier=tier,
        department_id=content.owner.department_id,
    )


def _quietened(content: EventContent) -> Tier | None:
    """Return the worst tier of the alerts that a quieter revision of this content may quieten: the level says
    how bad they are taken.
    """
    level = content.residual_level
    return Tier(int(level)) if level else None


def _end_proposal(
    tx: Transaction, event: RiskEvent, revision: RiskRevision, state: RevisionState, *, by: UUID | None
) -> None:
    if state is not RevisionState.DECLINED:
        agreements.end(tx, KIND, revision.revision_id)
    tx.get(RiskEvents).put_revision(replace(revision, state=state, waits_for_danger=False))
    announce(tx, RISK_CHANGE_ENDED, event, by=by, note=f"{_note(event, revision)}: {state}")


def _end_revision(tx: Transaction, event: RiskEvent, *, state: RevisionState = RevisionState.ENDED) -> None:
    """End the revision in force; a request to confirm it has nothing to confirm any more."""
    current = tx.get(RiskEvents).revision(event.revision_id)
    agreements.end(tx, KIND, current.revision_id)
    tx.get(RiskEvents).put_revision(replace(current, state=state, until_at=tx.now))


def _go_back(tx: Transaction, event: RiskEvent, declined: RiskRevision, *, by: UUID | None) -> None:
    """Undo a revision that held but was not confirmed."""
    earlier = [
        each
        for each in tx.get(RiskEvents).revisions(event.event_id)
        if each.number < declined.number and each.from_at is not None and each.content is not None
    ]
    if not earlier:
        draft = replace(declined, state=RevisionState.PROPOSED, from_at=None)
        tx.get(RiskEvents).put_revision(draft)
        back = replace(event, state=EventState.DRAFT, review_due_at=None)
        tx.get(RiskEvents).put_with_parts(back, None, at=tx.now)
        reviews.end(tx, event.event_id)
        announce(tx, RISK_CHANGE_ENDED, back, by=by, note=f"{_note(back, declined)}: DECLINED")
        return
    tx.get(RiskEvents).put_revision(replace(declined, state=RevisionState.DECLINED, until_at=tx.now))
    again = replace(
        earlier[0],
        revision_id=uuid4(),
        number=tx.get(RiskEvents).next_number(event.event_id),
        state=RevisionState.IN_FORCE,
        reason=declined.decline_reason or "",
        author_id=by or declined.author_id,
        made_at=tx.now,
        from_at=tx.now,
        until_at=None,
        is_confirmed=True,
        confirmed_by=by,
        confirmed_at=tx.now,
    )
    back = replace(event, revision_id=again.revision_id, is_confirmed=True)
    tx.get(RiskEvents).put_revision(again)
    tx.get(RiskEvents).put_with_parts(back, again.content, at=tx.now)
    announce(tx, RISK_CHANGE_ENDED, back, by=by, note=f"{_note(back, declined)}: DECLINED")
    announce(tx, RISK_IN_FORCE, back, by=by, note=_note(back, again))


def _close(
    tx: Transaction,
    event: RiskEvent,
    reason: str,
    *,
    by: UUID,
    revision: RiskRevision | None = None,
) -> None:
    if revision is not None:
        _end_revision(tx, event)
        closing = replace(revision, state=RevisionState.IN_FORCE, from_at=tx.now)
        tx.get(RiskEvents).put_revision(closing)
    else:
        _end_revision(tx, event, state=RevisionState.WITHDRAWN)
    closed = replace(
        event, state=EventState.CLOSED, closed_at=tx.now, close_reason=reason, review_due_at=None
    )
    tx.get(RiskEvents).put_with_parts(closed, None, at=tx.now)
    reviews.end(tx, event.event_id)
    announce(tx, RISK_CLOSED, closed, by=by, note=f"{closed.code}: {reason}")


def _require_no_danger(tx: Transaction, event: RiskEvent) -> None:
    if is_in_danger(tx.session, event.event_id):
        raise Refused(ErrorCode.RISK_IN_DANGER, "an alert or case of the event is open")


def _note(event: RiskEvent, revision: RiskRevision) -> str:
    return f"{event.code} r{revision.number}" + (f": {revision.reason}" if revision.reason else "")


def _checked(tx: Transaction, event: RiskEvent, content: EventContent) -> EventContent:
    """Return the content as it is kept. Raises Refused: NOT_FOUND for a source, person, post or department
    that is not of the site, and as `contents_rules` does.
    """
    sources = _sources(tx, event.site_id, content)
    is_gas = content.accident_class in GAS_CLASSES or any(each.is_of_gas for each in sources)
    _require_people(tx, event.site_id, content)
    checked = checked_content(content, is_gas=is_gas)
    check_assessed(checked, tx.get(RisksSettings).get(event.site_id).control_levels)
    return checked


def _sources(tx: Transaction, site_id: UUID, content: EventContent) -> list[Sensor]:
    """Return the bound sources. Raises Refused: NOT_FOUND for one of another site or of the product itself,
    INVALID_INPUT for a side of what sends no readings, or types of what sends no observations.
    """
    watching = {each.sensor_id for each in content.measures if each.sensor_id is not None}
    found = tx.get(Sensors).get(watching | {each.sensor_id for each in content.bindings})
    if any(each not in found or found[each].site_id != site_id for each in watching):
        raise Refused(ErrorCode.NOT_FOUND, "no such source")
    for each in content.bindings:
        sensor = found.get(each.sensor_id)
        if sensor is None or sensor.site_id != site_id or sensor.kind is SensorKind.SYSTEM:
            raise Refused(ErrorCode.NOT_FOUND, "no such source")
        sends_readings = sensor.kind is SensorKind.READINGS
        if sends_readings is bool(each.observations):
            raise Refused(ErrorCode.INVALID_INPUT, "readings are bound by side, observations by type")
        if not sends_readings and each.side is not rules.BoundSide.BOTH:
            raise Refused(ErrorCode.INVALID_INPUT, "observations have no side")
    return list(found.values())


def _require_people(tx: Transaction, site_id: UUID, content: EventContent) -> None:
    """Raises Refused(NOT_FOUND) where somebody named is not of this site."""
    people = tx.get(People)
    owners = {content.owner}
    for measure in content.measures:
        owners |= {measure.owner, *(item.owner for item in measure.items)}
    for owner in owners:
        people.require_at_site(
            site_id, department_id=owner.department_id, person_id=owner.person_id, post_id=owner.post_id
        )
    for call in content.calls:
        people.require_at_site(site_id, department_id=None, person_id=call.person_id, post_id=call.post_id)
    for each in content.departments:
        people.require_at_site(site_id, department_id=each.department_id, person_id=None)
    team = content.team.people if content.team else ()
    if people.outsiders(site_id, team):
        raise Refused(ErrorCode.NOT_FOUND, "no such person at this site")
