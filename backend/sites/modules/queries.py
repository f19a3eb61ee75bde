"""Modules of the viewer's sites."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.viewer import Viewer
from backend.sites.modules.rules import ModuleState
from backend.sites.modules.store import states
from backend.sites.tables import SiteRow


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[ModuleState]:
    """Every module of one of the viewer's sites, in the order of the registry; none of another."""
    return [each for each in _all(session, viewer) if each.site_id == site_id]


def by_ids(session: Session, viewer: Viewer, module_ids: Iterable[UUID]) -> dict[UUID, ModuleState]:
    wanted = set(module_ids)
    return {each.module_id: each for each in _all(session, viewer) if each.module_id in wanted}


def _all(session: Session, viewer: Viewer) -> list[ModuleState]:
    statement = select(SiteRow.id, SiteRow.modules_off).where(col(SiteRow.id).in_(viewer.site_ids))
    off = {site_id: list(names) for site_id, names in session.exec(statement)}
    return list(states(session, off).values())
