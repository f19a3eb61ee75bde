"""Suggestions as their author, the officers and, once adopted, the whole site see them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.evidence.queries import PhotoView
from backend.core import words
from backend.core.modules import Module
from backend.core.paging import Page
from backend.core.providers import OverdueSubject, WorkItem
from backend.core.sorting import Sort, sorted_part
from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.waiting import NEVER_DUE, Part, Waiting, page_of_parts
from backend.equipment.queries import EquipmentView, equipment_view, with_equipment_areas
from backend.equipment.references_queries import References, references
from backend.equipment.tables import EquipmentRow
from backend.hazards.anonymous.rules import nobody_at
from backend.people.queries import PersonView
from backend.people.rules import NOBODY, may_name
from backend.photos.records_store import facts_of
from backend.photos.rules import PhotoFacts
from backend.photos.tables import PhotoRow
from backend.sites.tables import SiteRow
from backend.suggestions.filters_queries import (
    SuggestionFilter,
    SuggestionSortBy,
    conditions,
    counts,
    is_visible,
    sort_column,
)
from backend.suggestions.rules import Suggestion, SuggestionState, SuggestionTopic
from backend.suggestions.store import suggestion_of
from backend.suggestions.tables import AnonymousSuggestionRow, SuggestionPhotoRow, SuggestionRow

NEWEST: Final = (col(SuggestionRow.received_at), col(SuggestionRow.id))


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
    session: Session,
    viewer: Viewer,
    which: SuggestionFilter,
    *,
    first: int,
    after: str | None,
    sort: Sort[SuggestionSortBy] | None = None,
) -> Page[SuggestionView]:
    """Newest first, or sorted by one column."""
    wanted = select(SuggestionRow).where(*conditions(viewer, which))
    part = Part(wanted, NEWEST, descends=True)
    if sort is not None:
        part = sorted_part(wanted, sort_column(sort.by), col(SuggestionRow.id), descends=sort.descends)
    return page_of_parts(session, (part,), partial(_views, session, viewer), first=first, after=after)


def to_answer_and_carry_out(session: Session, viewer: Viewer) -> tuple[int, int]:
    """(those that the viewer may answer, those that they are to carry out)"""
    to_answer = SuggestionFilter(states=(SuggestionState.SUBMITTED,), may_answer=True)
    to_carry_out = SuggestionFilter(is_assigned=True)
    found = counts(session, viewer, [to_answer, to_carry_out])
    return found[to_answer], found[to_carry_out]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionWork(WorkItem):
    topic: SuggestionTopic


def to_carry_out(session: Session, viewer: Viewer) -> list[SuggestionWork]:
    """Return the adopted suggestions that the viewer is to carry out, in one statement."""
    statement = (
        select(SuggestionRow, EquipmentRow.name_zh, EquipmentRow.name_en)
        .join(EquipmentRow, col(EquipmentRow.id) == SuggestionRow.equipment_id, isouter=True)
        .where(*conditions(viewer, SuggestionFilter(is_assigned=True)))
    )
    return [
        SuggestionWork(
            item_id=row.id,
            noun="suggestion",
            title=Text(row.text, row.text) if row.text else words.of("SuggestionTopic", row.topic),
            step=words.text("suggestion.step"),
            place=Text(zh, en) if zh else None,
            page=f"/suggestions/{row.id}",
            waiting=Waiting(0, is_recovered=False, due_at=row.due_at or NEVER_DUE, since=row.received_at),
            number=row.number,
            topic=SuggestionTopic(row.topic),
        )
        for row, zh, en in session.exec(statement)
    ]


def by_ids(session: Session, viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, SuggestionView]:
    statement = select(SuggestionRow).where(is_visible(viewer), one_of(col(SuggestionRow.id), ids))
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
    off = session.get_one(SiteRow, suggestion.site_id).modules_off
    if Module.SUGGESTIONS in off or Module.REPORTS_WITHOUT_NAME in off:
        return None
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
        .where(SuggestionPhotoRow.sha256 == sha256, is_visible(viewer))
    )
    row = session.exec(statement.limit(1)).first()
    return facts_of(row) if row else None


def overdue_subjects(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, OverdueSubject]:
    """Number and first words of these, for the list of what is overdue."""
    statement = select(SuggestionRow).where(is_visible(viewer), one_of(col(SuggestionRow.id), ids))
    return {
        row.id: OverdueSubject(Text(name, name), f"/suggestions/{row.id}")
        for row in session.exec(statement)
        if (name := f"{row.number} {row.text}".strip())
    }


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
        select(SuggestionRow.id, SuggestionRow.made_by, PhotoRow)
        .join(SuggestionPhotoRow, col(SuggestionPhotoRow.suggestion_id) == SuggestionRow.id)
        .join(PhotoRow, col(PhotoRow.sha256) == SuggestionPhotoRow.sha256)
        .where(one_of(col(SuggestionPhotoRow.suggestion_id), ids))
        .order_by(col(SuggestionPhotoRow.place))
    )
    found: dict[UUID, list[PhotoView]] = {}
    for suggestion_id, made_by, row in session.exec(statement):
        view = PhotoView(row.sha256, row.width, row.height, row.taken_at, row.uploaded_at, made_by)
        found.setdefault(suggestion_id, []).append(view)
    return found
