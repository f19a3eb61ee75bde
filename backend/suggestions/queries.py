"""Suggestions as their author, the officers and, once adopted, the whole site see them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, tuple_
from sqlmodel import Session, col, select

from backend.cases.evidence.queries import PhotoView
from backend.core.paging import Page, check_first, decode, page_of
from backend.core.providers import OverdueSubject
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.equipment.queries import EquipmentView, equipment_view, with_equipment_areas
from backend.equipment.references_queries import References, references
from backend.hazards.anonymous.rules import nobody_at
from backend.people.queries import PersonView
from backend.people.rules import NOBODY, may_name
from backend.photos.records_store import facts_of
from backend.photos.rules import PhotoFacts
from backend.photos.tables import PhotoRow
from backend.suggestions.rules import SHARED, Suggestion, SuggestionState
from backend.suggestions.store import suggestion_of
from backend.suggestions.tables import AnonymousSuggestionRow, SuggestionPhotoRow, SuggestionRow


@dataclass(frozen=True, slots=True)
class SuggestionFilter:
    """`is_assigned`: adopted ones that the viewer is to carry out."""

    states: Sequence[SuggestionState] | None = None
    is_mine: bool = False
    is_assigned: bool = False


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """`made_by` is None for viewers who are not to know it."""

    suggestion: Suggestion
    made_by: PersonView | None
    answered_by: PersonView | None
    owner: PersonView | None
    equipment: EquipmentView | None
    photos: tuple[PhotoView, ...]


def page(
    session: Session, viewer: Viewer, which: SuggestionFilter, *, first: int, after: str | None
) -> Page[SuggestionView]:
    """Newest first."""
    statement = select(SuggestionRow).where(_visible(viewer), *_conditions(viewer, which))
    if after is not None:
        key = decode(after, datetime.fromisoformat, UUID)
        statement = statement.where(tuple_(SuggestionRow.received_at, SuggestionRow.id) < tuple_(*key))
    statement = statement.order_by(col(SuggestionRow.received_at).desc(), col(SuggestionRow.id).desc())
    rows = list(session.exec(statement.limit(check_first(first) + 1)))
    views = _views(session, viewer, rows)
    return page_of(views, first, lambda view: (view.suggestion.received_at, view.suggestion.suggestion_id))


def counts(session: Session, viewer: Viewer) -> tuple[int, int]:
    """(those that the viewer may answer, those that they are to carry out)"""
    triages = [each for each in viewer.site_ids if viewer.may(Permission.TRIAGE, site_id=each)]
    waits = (col(SuggestionRow.state) == SuggestionState.SUBMITTED.value) & col(SuggestionRow.site_id).in_(
        triages
    )
    owned = and_(col(SuggestionRow.site_id).in_(viewer.site_ids), *_assigned(viewer))
    statement = select(func.count()).select_from(SuggestionRow)
    return session.exec(statement.where(waits)).one(), session.exec(statement.where(owned)).one()


def by_ids(session: Session, viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, SuggestionView]:
    statement = select(SuggestionRow).where(_visible(viewer), col(SuggestionRow.id).in_(set(ids)))
    views = _views(session, viewer, list(session.exec(statement)))
    return {view.suggestion.suggestion_id: view for view in views}


def of_key(session: Session, key_hash: str) -> SuggestionView | None:
    """The suggestion without a name with this key: whoever has the key has made it. It names nobody else,
    either, and shows no photo, as its author has it.
    """
    row = session.get(AnonymousSuggestionRow, key_hash)
    if row is None:
        return None
    suggestion = session.get_one(SuggestionRow, row.suggestion_id)
    [view] = _views(session, nobody_at(suggestion.site_id), [suggestion])
    return replace(view, answered_by=None, owner=None, photos=())


def number_of(session: Session, suggestion_id: UUID) -> str:
    """Returns the number for the receipt of one that was just made without a name."""
    return session.get_one(SuggestionRow, suggestion_id).number


def find_photo(session: Session, viewer: Viewer, sha256: str) -> PhotoFacts | None:
    """The photo, if the viewer sees a suggestion that shows it."""
    statement = (
        select(PhotoRow)
        .join(SuggestionPhotoRow, col(SuggestionPhotoRow.sha256) == PhotoRow.sha256)
        .join(SuggestionRow, col(SuggestionRow.id) == SuggestionPhotoRow.suggestion_id)
        .where(SuggestionPhotoRow.sha256 == sha256, _visible(viewer))
    )
    row = session.exec(statement.limit(1)).first()
    return facts_of(row) if row else None


def overdue_subjects(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, OverdueSubject]:
    """Number and first words of these, for the list of what is overdue."""
    statement = select(SuggestionRow).where(_visible(viewer), col(SuggestionRow.id).in_(ids))
    return {
        row.id: OverdueSubject(Text(name, name), f"/suggestions/{row.id}")
        for row in session.exec(statement)
        if (name := f"{row.number} {row.text}".strip())
    }


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    """As `rules.sees`."""
    triages = [each for each in viewer.site_ids if viewer.may(Permission.TRIAGE, site_id=each)]
    return col(SuggestionRow.site_id).in_(viewer.site_ids) & or_(
        col(SuggestionRow.state).in_([each.value for each in SHARED]),
        col(SuggestionRow.made_by) == viewer.person_id,
        col(SuggestionRow.site_id).in_(triages),
    )


def _conditions(viewer: Viewer, which: SuggestionFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if which.states is not None:
        conditions.append(col(SuggestionRow.state).in_([state.value for state in which.states]))
    if which.is_mine:
        conditions.append(col(SuggestionRow.made_by) == viewer.person_id)
    if which.is_assigned:
        conditions += _assigned(viewer)
    return conditions


def _assigned(viewer: Viewer) -> list[ColumnElement[bool]]:
    is_open = col(SuggestionRow.state) == SuggestionState.ADOPTED.value
    return [col(SuggestionRow.owner_id) == viewer.person_id, is_open]


def _views(session: Session, viewer: Viewer, rows: Sequence[SuggestionRow]) -> list[SuggestionView]:
    found = [suggestion_of(row) for row in rows]
    refs = references(
        session,
        viewer,
        people=[p for each in found for p in (each.made_by, each.answered_by, each.owner_id)],
        equipment=(each.equipment_id for each in found),
    )
    refs = with_equipment_areas(session, viewer, refs)
    shown = _photos(session, [each.suggestion_id for each in found])
    return [
        SuggestionView(
            suggestion=each,
            made_by=_author(viewer, each, refs),
            answered_by=refs.person(each.answered_by),
            owner=refs.person(each.owner_id),
            equipment=equipment_view(refs, each.equipment_id),
            photos=tuple(shown.get(each.suggestion_id, ())),
        )
        for each in found
    ]


def _author(viewer: Viewer, suggestion: Suggestion, refs: References) -> PersonView | None:
    author = refs.person(suggestion.made_by)
    if author is None or suggestion.made_by == NOBODY:
        return None
    department_id = author.department.department_id if author.department else None
    is_known = may_name(viewer, suggestion.made_by, department_id, site_id=suggestion.site_id)
    return author if is_known else None


def _photos(session: Session, ids: Collection[UUID]) -> dict[UUID, list[PhotoView]]:
    """By suggestion, in the order in which they were taken."""
    statement = (
        select(SuggestionPhotoRow.suggestion_id, PhotoRow)
        .join(PhotoRow, col(PhotoRow.sha256) == SuggestionPhotoRow.sha256)
        .where(col(SuggestionPhotoRow.suggestion_id).in_(ids))
        .order_by(col(SuggestionPhotoRow.place))
    )
    found: dict[UUID, list[PhotoView]] = {}
    for suggestion_id, row in session.exec(statement):
        view = PhotoView(row.sha256, row.width, row.height, row.taken_at, row.uploaded_at)
        found.setdefault(suggestion_id, []).append(view)
    return found
