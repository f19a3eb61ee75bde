"""Requests for correction: one's own, and those that administrators answer."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.core.viewer import Permission, Viewer
from backend.people.corrections.rules import Correction, CorrectionState
from backend.people.corrections.store import correction_of
from backend.people.corrections.tables import CorrectionRow
from backend.people.queries import PersonView, by_ids

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """`may_answer`: whether the viewer may end it."""

    correction: Correction
    person: PersonView
    answered_by: PersonView | None
    may_answer: bool


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[CorrectionView]:
    """One's own requests at a site, for administrators everybody's; those that wait come first."""
    statement = select(CorrectionRow).where(CorrectionRow.site_id == site_id)
    return _views(session, viewer, session.exec(_seen_by(statement, viewer)).all())


def by_id(session: Session, viewer: Viewer, correction_id: UUID) -> CorrectionView | None:
    statement = select(CorrectionRow).where(CorrectionRow.id == correction_id)
    found = _views(session, viewer, session.exec(_seen_by(statement, viewer)).all())
    return next(iter(found), None)


def _seen_by(statement: SelectOfScalar[CorrectionRow], viewer: Viewer) -> SelectOfScalar[CorrectionRow]:
    manages = viewer.site_ids_where(Permission.MANAGE_ORGANISATION)
    is_seen = or_(CorrectionRow.person_id == viewer.person_id, col(CorrectionRow.site_id).in_(manages))
    is_open = col(CorrectionRow.state) == CorrectionState.ASKED
    return (
        statement.where(is_seen, col(CorrectionRow.site_id).in_(viewer.site_ids))
        .order_by(is_open.desc(), col(CorrectionRow.asked_at).desc())
        .limit(MOST)
    )


def _views(session: Session, viewer: Viewer, rows: Collection[CorrectionRow]) -> list[CorrectionView]:
    wanted = {row.person_id for row in rows} | {row.answered_by for row in rows if row.answered_by}
    people = by_ids(session, viewer, wanted)
    return [
        CorrectionView(
            correction=correction_of(row),
            person=people[row.person_id],
            answered_by=people.get(row.answered_by) if row.answered_by else None,
            may_answer=row.state == CorrectionState.ASKED
            and viewer.may(Permission.MANAGE_ORGANISATION, site_id=row.site_id),
        )
        for row in rows
    ]
