"""Maps of the viewer's sites, and what the next one would show."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core import words
from backend.core.providers import OverdueSubject
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.live_risk.maps.rules import Drawn, RiskMap
from backend.live_risk.maps.store import map_of
from backend.live_risk.maps.tables import RiskMapRow
from backend.live_risk.queries import LiveRegister, names_of_events, names_of_units
from backend.risks.assessment.rules import AssessmentMethod
from backend.risks.assessment.scales_rules import cutoff_set_for
from backend.risks.settings.store import RisksSettings
from backend.sites import queries as sites
from backend.sites.plans import queries as plans
from backend.sites.plans.queries import ShownPicture
from backend.sites.plans.rules import Plan
from backend.sites.plans.tables import PlanPictureRow
from backend.sites.rules import SYSTEM_AREA

MOST: Final = 40
"""Seasons of ten years."""


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[RiskMap]:
    """Return the issued maps of one of the viewer's sites, the newest first, 40 at most."""
    statement = (
        select(RiskMapRow)
        .where(RiskMapRow.site_id == site_id, one_of(col(RiskMapRow.site_id), viewer.site_ids))
        .order_by(col(RiskMapRow.issued_at).desc(), col(RiskMapRow.number).desc())
        .limit(MOST)
    )
    return [map_of(row) for row in session.exec(statement)]


def by_ids(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, RiskMap]:
    """Return these maps, as far as they are of the viewer's sites."""
    statement = select(RiskMapRow).where(
        one_of(col(RiskMapRow.id), ids), one_of(col(RiskMapRow.site_id), viewer.site_ids)
    )
    return {row.id: map_of(row) for row in session.exec(statement)}


def pictures(session: Session, issued: RiskMap) -> dict[str, ShownPicture]:
    """Return the pictures of a map's plans by their hash."""
    wanted = [each["picture"] for each in issued.content["plans"] if each["picture"]]
    statement = select(PlanPictureRow).where(
        PlanPictureRow.site_id == issued.site_id, one_of(col(PlanPictureRow.sha256), wanted)
    )
    rows = session.exec(statement)
    return {row.sha256: ShownPicture(row.content, row.media_type, row.sha256) for row in rows}


def plans_of(session: Session, viewer: Viewer, site_id: UUID) -> list[Plan]:
    """Return the plans of one of the viewer's sites in their order."""
    return [each for each in plans.plans(session, viewer) if each.site_id == site_id]


def drawn(
    session: Session,
    viewer: Viewer,
    site_id: UUID,
    register: LiveRegister,
    pictures: dict[UUID, str | None],
) -> Drawn:
    """Return what a map of this register shows. `pictures`: hash of each plan's; the other plans are left
    out.
    """
    worst = {each.residual.event_id for each in register.areas.values()}
    settings = RisksSettings(session).get(site_id)
    sets = (cutoff_set_for(method, settings.ls_set) for method in AssessmentMethod)
    return Drawn(
        site=sites.by_ids(session, viewer, [site_id])[site_id],
        plans=[each for each in plans_of(session, viewer, site_id) if each.plan_id in pictures],
        areas=[
            each
            for each in sites.areas(session, viewer)
            if each.site_id == site_id and each.closed_at is None and each.code != SYSTEM_AREA
        ],
        levels=register.areas,
        units=register.units,
        risks=list(register.risks.values()),
        events=names_of_events(session, viewer, worst),
        unit_names=names_of_units(session, viewer, register.units),
        cutoff_sets=[each for each in sets if each is not None],
        pictures=pictures,
    )


def overdue_subjects(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, OverdueSubject]:  # noqa: ARG001 - as other nouns do
    """Return how the list of what is overdue names the maps of these sites."""
    name = words.text("riskMap.official")
    return {site_id: OverdueSubject(name, "/plan") for site_id in ids if site_id in viewer.site_ids}
