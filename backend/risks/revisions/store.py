"""Events and revisions as rows. Who puts a revision in force writes the parts of the event with it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec.json import decode, encode
from sqlalchemy import String, cast, func, update
from sqlmodel import Session, col, select

from backend.core.columns import columns_of, value_of, write_next, write_over
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of, with_code
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.revisions.contents_rules import content_of, packed_content
from backend.risks.revisions.rules import (
    DueReview,
    EventContent,
    EventState,
    RevisionState,
    RiskEvent,
    RiskRevision,
)
from backend.risks.revisions.tables import CheckItemRow, ControlMeasureRow, RiskEventRow, RiskRevisionRow
from backend.risks.rules import NOT_THERE

LASTING: Final = (RevisionState.PROPOSED.value, RevisionState.IN_FORCE.value)


class RiskEvents:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, event_id: UUID) -> RiskEvent:
        """Return the event, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(RiskEventRow, event_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
        return event_of(row)

    def revision(self, revision_id: UUID) -> RiskRevision:
        """Return the revision, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(RiskRevisionRow, revision_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
        return revision_of(row)

    def content(self, event: RiskEvent) -> EventContent:
        """Return the content in force; of a draft its own, of a closed event the last one."""
        found = self.revision(event.revision_id).content
        if found is None:
            raise LookupError(f"event {event.event_id} has no content")
        return found

    def revisions(self, event_id: UUID) -> list[RiskRevision]:
        """Return all revisions of an event, the newest first."""
        statement = select(RiskRevisionRow).where(RiskRevisionRow.event_id == event_id)
        return [
            revision_of(row)
            for row in self._session.exec(statement.order_by(col(RiskRevisionRow.number).desc()))
        ]

    def proposed(self, event_id: UUID) -> RiskRevision | None:
        """Return the revision of an event in force that waits."""
        statement = select(RiskRevisionRow).where(
            RiskRevisionRow.event_id == event_id, RiskRevisionRow.state == RevisionState.PROPOSED.value
        )
        row = self._session.exec(statement.with_for_update()).first()
        return revision_of(row) if row else None

    def by_code(self, site_id: UUID, code: str) -> RiskEvent | None:
        row = self._session.exec(with_code(RiskEventRow, site_id, code)).first()
        return event_of(row) if row else None

    def of_unit(self, unit_id: UUID) -> list[RiskEvent]:
        """Return the events of a unit that are not closed."""
        statement = select(RiskEventRow).where(
            RiskEventRow.unit_id == unit_id, RiskEventRow.state != EventState.CLOSED.value
        )
        return [event_of(row) for row in self._session.exec(statement)]

    def of_site(self, site_id: UUID) -> list[tuple[RiskEvent, EventContent | None]]:
        """Return every event of a site by code, each with its content in force or its draft; None once it is
        closed.
        """
        statement = (
            select(RiskEventRow, RiskRevisionRow.content)
            .join(RiskRevisionRow, col(RiskRevisionRow.id) == RiskEventRow.revision_id)
            .where(RiskEventRow.site_id == site_id)
            .order_by(col(RiskEventRow.code))
        )
        return [
            (event, content_of(content) if content and event.state is not EventState.CLOSED else None)
            for row, content in self._session.exec(statement)
            for event in (event_of(row),)
        ]

    def due(self, event_ids: Iterable[UUID]) -> dict[UUID, DueReview]:
        """Return when those of these events that are in force are reviewed next."""
        statement = select(RiskEventRow).where(
            one_of(col(RiskEventRow.id), event_ids), RiskEventRow.state == EventState.IN_FORCE.value
        )
        return {
            row.id: DueReview(row.id, row.site_id, row.review_due_at, row.department_id, row.person_id)
            for row in self._session.exec(statement)
            if row.review_due_at is not None
        }

    def add(self, event: RiskEvent, first: RiskRevision) -> None:
        """Keep a new event, with its first revision."""
        if first.content is None:
            raise ValueError("a first revision has content")
        row = RiskEventRow(**columns_of(event, key="event_id"), **_shown(first.content))
        self._session.add(row)
        self._session.flush()
        self.put_revision(first)

    def put(self, event: RiskEvent, content: EventContent | None = None) -> None:
        """Write over the version that was read, with the columns of this content. Raises Refused(CONFLICT) if
        somebody wrote in between.
        """
        row = self._session.get_one(RiskEventRow, event.event_id)
        write_next(row, columns_of(event, key="event_id"))
        if content is not None:
            write_over(row, _shown(content))
        self._session.add(row)
        self._session.flush()

    def put_revision(self, revision: RiskRevision) -> None:
        """Add the revision, or write over it."""
        content = packed_content(revision.content) if revision.content else None
        columns = columns_of(revision, key="revision_id") | {"content": content}
        row = self._session.get(RiskRevisionRow, revision.revision_id)
        if row is None:
            self._session.add(RiskRevisionRow(**columns))
        else:
            write_over(row, columns)
            self._session.add(row)
        self._session.flush()

    def next_number(self, event_id: UUID) -> int:
        statement = select(func.max(RiskRevisionRow.number)).where(RiskRevisionRow.event_id == event_id)
        return (self._session.exec(statement).one() or 0) + 1

    def put_with_parts(self, event: RiskEvent, content: EventContent | None, *, at: datetime) -> None:
        """Write over the version that was read, with the measures, items and bindings of the content that
        holds from `at` on in the place of those of before; None: none hold any more. Raises as `put`.
        """
        self.put(event, content)
        _end_bindings(self._session, event.event_id, at=at)
        before = _parts(self._session, event.event_id)
        measures = _measures(event, content) if content else []
        items = _items(event, content) if content else []
        for measure in measures:
            self._session.merge(measure)
        self._session.flush()
        for item in items:
            self._session.merge(item)
        self._session.flush()
        stay = {each.id for each in items} | {each.id for each in measures}
        _drop(self._session, [each for each in before[0] if each.id not in stay])
        _drop(self._session, [each for each in before[1] if each.id not in stay])
        if content is not None:
            self._session.add_all(_bindings(event, content, at=at))
        self._session.flush()

    def hand_over(self, site_id: UUID, *, of: UUID, to: UUID | None) -> int:
        """Put another person in the place of this one wherever an event that is not closed, or what waits for
        it, names them; returns in how many events. None: count only.
        """
        naming = self._naming(site_id, of)
        if to is not None:
            for row in naming:
                row.content = decode(encode(row.content).replace(str(of).encode(), str(to).encode()))
                self._session.add(row)
            for table in (RiskEventRow, ControlMeasureRow, CheckItemRow):
                theirs = (col(table.site_id) == site_id, col(table.person_id) == of)
                self._session.execute(update(table).where(*theirs).values(person_id=to))
            self._session.flush()
        return len({row.event_id for row in naming})

    def names(self, site_id: UUID, object_id: UUID) -> bool:
        """Whether an event that is not closed, or what waits for it, names this post or department."""
        return bool(self._naming(site_id, object_id))

    def _naming(self, site_id: UUID, named: UUID) -> list[RiskRevisionRow]:
        statement = select(RiskRevisionRow).where(
            RiskRevisionRow.site_id == site_id,
            col(RiskRevisionRow.state).in_(LASTING),
            cast(col(RiskRevisionRow.content), String).contains(str(named)),
        )
        return list(self._session.exec(statement))


def event_of(row: RiskEventRow) -> RiskEvent:
    return value_of(row, RiskEvent, key="event_id")


def revision_of(row: RiskRevisionRow) -> RiskRevision:
    return RiskRevision(
        revision_id=row.id,
        event_id=row.event_id,
        site_id=row.site_id,
        number=row.number,
        state=RevisionState(row.state),
        content=content_of(row.content) if row.content else None,
        reason=row.reason,
        author_id=row.author_id,
        made_at=row.made_at,
        waits_for_danger=row.waits_for_danger,
        is_confirmed=row.is_confirmed,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        decline_reason=row.decline_reason,
        from_at=row.from_at,
        until_at=row.until_at,
    )


def _shown(content: EventContent) -> dict[str, Any]:
    """Return the columns of an event by which it is listed, and its steps."""
    return {
        "title_zh": content.title.zh,
        "title_en": content.title.en,
        "stage": content.stage.value,
        "accident_class": content.accident_class,
        "inherent_level": int(content.inherent.level) if content.inherent else None,
        "residual_level": int(content.residual.level) if content.residual else None,
        "control_level": content.control_level.value if content.control_level else None,
        "department_id": content.owner.department_id,
        "post_id": content.owner.post_id,
        "person_id": content.owner.person_id,
        "steps": packed_content(content)["steps"],
    }


def _end_bindings(session: Session, event_id: UUID, *, at: datetime) -> None:
    statement = select(SourceBindingRow).where(
        SourceBindingRow.event_id == event_id, col(SourceBindingRow.until_at).is_(None)
    )
    for row in session.exec(statement):
        row.until_at = at
        session.add(row)


def _parts(session: Session, event_id: UUID) -> tuple[Sequence[CheckItemRow], Sequence[ControlMeasureRow]]:
    """Return the items and the measures of an event: those that stay are written over, found by their ids."""
    measures = list(session.exec(select(ControlMeasureRow).where(ControlMeasureRow.event_id == event_id)))
    of_these = one_of(col(CheckItemRow.measure_id), [each.id for each in measures])
    items = list(session.exec(select(CheckItemRow).where(of_these))) if measures else []
    return items, measures


def _drop(session: Session, rows: Iterable[CheckItemRow | ControlMeasureRow]) -> None:
    for row in rows:
        session.delete(row)
    session.flush()


def _measures(event: RiskEvent, content: EventContent) -> list[ControlMeasureRow]:
    return [
        ControlMeasureRow(
            id=each.measure_id,
            event_id=event.event_id,
            site_id=event.site_id,
            place=place,
            code=each.code,
            text_zh=each.text.zh,
            text_en=each.text.en,
            kind=each.kind.value,
            is_critical=each.is_critical,
            watched_by=each.watched_by.value,
            sensor_id=each.sensor_id,
            department_id=each.owner.department_id,
            post_id=each.owner.post_id,
            person_id=each.owner.person_id,
        )
        for place, each in enumerate(content.measures)
    ]


def _items(event: RiskEvent, content: EventContent) -> list[CheckItemRow]:
    return [
        CheckItemRow(
            id=each.item_id,
            measure_id=measure.measure_id,
            site_id=event.site_id,
            place=place,
            code=each.code,
            look_for_zh=each.look_for.zh,
            look_for_en=each.look_for.en,
            way=each.way.value,
            answer_zh=each.answer.zh,
            answer_en=each.answer.en,
            category=each.category.value,
            low=each.low,
            high=each.high,
            unit=each.unit,
            department_id=each.owner.department_id,
            post_id=each.owner.post_id,
            person_id=each.owner.person_id,
        )
        for measure in content.measures
        for place, each in enumerate(measure.items)
    ]


def _bindings(event: RiskEvent, content: EventContent, *, at: datetime) -> Sequence[SourceBindingRow]:
    level = content.residual_level
    if level is None:
        raise ValueError("what holds has been assessed")
    return [
        SourceBindingRow(
            site_id=event.site_id,
            event_id=event.event_id,
            revision_id=event.revision_id,
            sensor_id=each.sensor_id,
            side=each.side.value,
            observations=list(each.observations),
            residual_level=int(level),
            from_at=at,
        )
        for each in content.bindings
    ]
