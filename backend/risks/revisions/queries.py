"""Revisions of events: what they say, what they change, and who has to say a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from backend.agreements.rules import AgreementKind, AgreementState
from backend.agreements.tables import AgreementRow
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.risks.revisions.contents_rules import (
    GAS_CLASSES,
    check_assessed,
    checked_content,
    content_of,
)
from backend.risks.revisions.differences_rules import Difference, differences
from backend.risks.revisions.rules import Effect, EventContent, EventState, RiskRevision, effect
from backend.risks.revisions.store import revision_of
from backend.risks.revisions.tables import RiskEventRow, RiskRevisionRow
from backend.risks.rules import NOT_THERE
from backend.risks.settings import queries as settings


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision with what it changes; `agreement_id` of the request that waits for a word about it."""

    revision: RiskRevision
    before: EventContent | None
    agreement_id: UUID | None

    @property
    def changes(self) -> list[Difference]:
        """Return field by field what the revision changes; nothing of a first one or one that closes."""
        if self.before is None or self.revision.content is None:
            return []
        return differences(self.before, self.revision.content)

    @property
    def effect(self) -> Effect:
        """Return what the revision does to alarms."""
        return effect(self.before, self.revision.content)


def of_events(session: Session, viewer: Viewer, event_ids: Iterable[UUID]) -> dict[UUID, list[RevisionView]]:
    """Return the revisions of each of these events, the newest first, in two statements."""
    statement = (
        select(RiskRevisionRow)
        .where(one_of(col(RiskRevisionRow.event_id), event_ids), _is_visible(viewer))
        .order_by(col(RiskRevisionRow.number).desc())
    )
    found: dict[UUID, list[RiskRevision]] = {event_id: [] for event_id in event_ids}
    for row in session.exec(statement):
        found[row.event_id].append(revision_of(row))
    asked = _asked(session, [each.revision_id for several in found.values() for each in several])
    return {event_id: _with_before(several, asked) for event_id, several in found.items()}


def events_of_revisions(session: Session, viewer: Viewer, revision_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the ids of the events that these revisions are of, in one statement."""
    statement = select(RiskRevisionRow.id, RiskRevisionRow.event_id).where(
        one_of(col(RiskRevisionRow.id), revision_ids), _is_visible(viewer)
    )
    return dict(session.exec(statement).all())


def contents(session: Session, viewer: Viewer, event_ids: Iterable[UUID]) -> dict[UUID, EventContent]:
    """Return the content of each of these events, in one statement."""
    statement = (
        select(RiskEventRow.id, RiskRevisionRow.content)
        .join(RiskRevisionRow, col(RiskRevisionRow.id) == RiskEventRow.revision_id)
        .where(one_of(col(RiskEventRow.id), event_ids), _is_visible(viewer))
    )
    return {event_id: content_of(kept) for event_id, kept in session.exec(statement) if kept}


def effect_of(session: Session, viewer: Viewer, event_id: UUID, content: EventContent | None) -> Effect:
    """Return the effect on alarms of this content in the place of what holds, None: of closing the event; of
    a draft that of a first revision.

    Raises Refused: NOT_FOUND for an event that the viewer does not see, and as `checked_content` and
    `check_assessed` of `contents_rules` do; bound sources are not looked at.
    """
    statement = (
        select(RiskEventRow.state, RiskEventRow.site_id, RiskRevisionRow.content)
        .join(RiskRevisionRow, col(RiskRevisionRow.id) == RiskEventRow.revision_id)
        .where(RiskEventRow.id == event_id, _is_visible(viewer))
    )
    found = session.exec(statement).first()
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
    state, site_id, kept = found
    if content is not None:
        content = checked_content(content, is_gas=content.accident_class in GAS_CLASSES)
        check_assessed(content, settings.of_site(session, viewer, site_id).control_levels)
    return effect(content_of(kept) if kept and state != EventState.DRAFT else None, content)


def _with_before(several: list[RiskRevision], asked: dict[UUID, UUID]) -> list[RevisionView]:
    """Give each revision the content that it is compared with: for what holds or held, that of the one which
    held before; for what waits or waited, that which held when it was made.
    """
    views = []
    for revision in several:
        made = revision.from_at or revision.made_at
        held = [
            each
            for each in several
            if each.from_at is not None
            and each.number < revision.number
            and each.from_at <= made
            and each.content is not None
        ]
        before = held[0].content if held else None
        views.append(RevisionView(revision, before, asked.get(revision.revision_id)))
    return views


def _asked(session: Session, revision_ids: list[UUID]) -> dict[UUID, UUID]:
    statement = select(AgreementRow.object_id, AgreementRow.id).where(
        one_of(col(AgreementRow.object_id), revision_ids),
        AgreementRow.kind == AgreementKind.CHANGE_RISK.value,
        AgreementRow.state == AgreementState.ASKED.value,
    )
    return dict(session.exec(statement).all())


def _is_visible(viewer: Viewer) -> ColumnElement[bool]:
    return col(RiskRevisionRow.site_id).in_(viewer.site_ids)
