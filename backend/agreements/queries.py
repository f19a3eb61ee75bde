"""Requests for a second person, as those who may agree and the page of their object show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from backend.agreements.rules import Agreement, AgreementKind, AgreementState, permission_for
from backend.agreements.store import agreement_of
from backend.agreements.tables import AgreementRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.people.queries import PersonView
from backend.people.queries import by_ids as people_by_ids

KINDS: Final = {
    permission: [kind for kind in AgreementKind if permission_for(kind) is permission]
    for permission in {permission_for(kind) for kind in AgreementKind}
}
"""Kinds of agreement, by the permission to agree to them."""


@dataclass(frozen=True, slots=True)
class AgreementView:
    agreement: Agreement
    asked_by: PersonView
    decided_by: PersonView | None


def waiting(session: Session, viewer: Viewer) -> list[AgreementView]:
    """Every request that waits at the sites where the viewer may agree, the viewer's own included: worst tier
    first, then the oldest.
    """
    ours = [
        and_(
            col(AgreementRow.kind).in_([each.value for each in kinds]),
            col(AgreementRow.site_id).in_(viewer.site_ids_where(permission)),
        )
        for permission, kinds in KINDS.items()
        if viewer.site_ids_where(permission)
    ]
    if not ours:
        return []
    found = _where(session, viewer, col(AgreementRow.state) == AgreementState.ASKED.value, or_(*ours))
    return sorted(found, key=lambda view: (-(view.agreement.tier or 0), view.agreement.asked_at))


def of_objects(
    session: Session, viewer: Viewer, object_ids: Iterable[UUID]
) -> dict[UUID, list[AgreementView]]:
    """All requests about each of these, in the order they were asked."""
    views: dict[UUID, list[AgreementView]] = {object_id: [] for object_id in object_ids}
    for view in _where(session, viewer, one_of(col(AgreementRow.object_id), views)):
        views[view.agreement.object_id].append(view)
    return views


def by_id(session: Session, viewer: Viewer, agreement_id: UUID) -> AgreementView | None:
    return next(iter(_where(session, viewer, col(AgreementRow.id) == agreement_id)), None)


def waiting_of_kind(
    session: Session, viewer: Viewer, site_id: UUID, kind: AgreementKind
) -> list[AgreementView]:
    """The requests of this kind that wait at one of the viewer's sites."""
    is_asked = col(AgreementRow.state) == AgreementState.ASKED.value
    return _where(
        session, viewer, is_asked, col(AgreementRow.kind) == kind.value, col(AgreementRow.site_id) == site_id
    )


def _where(session: Session, viewer: Viewer, *conditions: ColumnElement[bool]) -> list[AgreementView]:
    statement = (
        select(AgreementRow)
        .where(*conditions, col(AgreementRow.site_id).in_(viewer.site_ids))
        .order_by(col(AgreementRow.asked_at), col(AgreementRow.id))
    )
    found = [agreement_of(row) for row in session.exec(statement)]
    wanted = {person for each in found for person in (each.asked_by, each.decided_by) if person}
    people = people_by_ids(session, viewer, wanted) if wanted else {}
    return [
        AgreementView(each, people[each.asked_by], people.get(each.decided_by) if each.decided_by else None)
        for each in found
    ]
