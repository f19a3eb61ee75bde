"""Sources bound to events 监测绑定, and unbound by the word of a second person."""

from dataclasses import replace
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.risks.revisions.commands import change_draft, event_of, revise_event
from backend.risks.revisions.rules import EventState, RiskEvent, SourceBinding
from backend.risks.revisions.store import RiskEvents


def bind_source(
    tx: Transaction,
    event_id: UUID,
    binding: SourceBinding,
    *,
    version: int,
    reason: str = "",
    asks_second_person: bool = False,
    by: Viewer,
) -> UUID:
    """Bind one more source to an event, or one that is bound already to more or to less. What it is bound to
    more holds at once, of a draft with the draft; to less waits for a second person.

    Returns the event's id. Raises Refused: as `revise_event`.
    """
    event = event_of(tx, event_id, by=by)
    known = {each.sensor_id: each for each in tx.get(RiskEvents).content(event).bindings}
    bindings = tuple((known | {binding.sensor_id: binding}).values())
    return _rebind(tx, event, bindings, version=version, reason=reason, asks=asks_second_person, by=by)


def unbind_source(
    tx: Transaction,
    event_id: UUID,
    sensor_id: int,
    *,
    version: int,
    reason: str,
    asks_second_person: bool = False,
    by: Viewer,
) -> UUID:
    """Unbind a source from an event: of a draft at once, else by the word of a second person.

    Returns the event's id. Raises Refused: as `revise_event`; NOT_FOUND for one that is not bound,
    SOURCE_NOT_BOUND for one that still watches a measure.
    """
    event = event_of(tx, event_id, by=by)
    known = tx.get(RiskEvents).content(event).bindings
    rest = tuple(each for each in known if each.sensor_id != sensor_id)
    if rest == known:
        raise Refused(ErrorCode.NOT_FOUND, "no such source of the event")
    return _rebind(tx, event, rest, version=version, reason=reason, asks=asks_second_person, by=by)


def _rebind(
    tx: Transaction,
    event: RiskEvent,
    bindings: tuple[SourceBinding, ...],
    *,
    version: int,
    reason: str,
    asks: bool,
    by: Viewer,
) -> UUID:
    content = replace(tx.get(RiskEvents).content(event), bindings=bindings)
    if event.state is EventState.DRAFT:
        return change_draft(tx, event.event_id, content, version=version, by=by)
    return revise_event(
        tx, event.event_id, content, reason=reason, version=version, asks_second_person=asks, by=by
    )
