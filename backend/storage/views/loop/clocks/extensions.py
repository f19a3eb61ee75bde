"""Requests for more time, and what a case still lacks, as the case shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.domain.loop.clocks.extensions import Extension
from backend.domain.loop.proof.assurances import FiveAssurances
from backend.domain.people import Viewer
from backend.storage.loop.clocks.extensions import extension_of
from backend.storage.tables.cases import CaseRow
from backend.storage.tables.loop.extensions import ExtensionRow
from backend.storage.views.loop.proof.rounds import five_by_rounds
from backend.storage.views.references import PersonView, references


@dataclass(frozen=True, slots=True)
class ExtensionView:
    extension: Extension
    asked_by: PersonView
    decided_by: PersonView | None


def of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[ExtensionView]]:
    """In the order they were asked for."""
    wanted = list(case_ids)
    statement = (
        select(ExtensionRow)
        .where(col(ExtensionRow.case_id).in_(wanted), col(ExtensionRow.site_id).in_(viewer.site_ids))
        .order_by(col(ExtensionRow.asked_at), col(ExtensionRow.id))
    )
    found = [extension_of(row) for row in session.exec(statement)]
    refs = references(session, viewer, people=[p for each in found for p in (each.asked_by, each.decided_by)])
    views: dict[UUID, list[ExtensionView]] = {case_id: [] for case_id in wanted}
    for each in found:
        views[each.case_id].append(
            ExtensionView(each, refs.people[each.asked_by], refs.person(each.decided_by))
        )
    return views


def five_of_cases(
    session: Session, viewer: Viewer, case_ids: Iterable[UUID]
) -> dict[UUID, FiveAssurances | None]:
    """What is recorded for the present round of each case."""
    statement = select(CaseRow.id, CaseRow.round_number).where(
        col(CaseRow.id).in_(list(case_ids)), col(CaseRow.site_id).in_(viewer.site_ids)
    )
    present = dict(session.exec(statement).all())
    fives = five_by_rounds(session, set(present))
    return {case_id: fives.get((case_id, number)) for case_id, number in present.items()}
