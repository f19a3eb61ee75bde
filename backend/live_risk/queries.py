"""Registers of the viewer's sites as they are now, and names in them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from backend.core.viewer import Viewer
from backend.live_risk.register_store import LiveRegisters
from backend.live_risk.rules import LiveRegister, Shown, ShownUnit


def read(session: Session, viewer: Viewer, site_id: UUID, *, at: datetime) -> LiveRegister:
    """Read the register of one of the viewer's sites as it is now; four statements. Raises LookupError."""
    if site_id not in viewer.site_ids:
        raise LookupError(f"no site {site_id} of the viewer's")
    return LiveRegisters(session).read(site_id, at=at)


def names_of_events(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, Shown]:
    """Return code and title of these events; alike for everybody of their sites, so that one answer serves
    all who look.
    """
    return LiveRegisters(session).names_of_events(viewer.site_ids, ids)


def names_of_units(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, ShownUnit]:
    """Return code, name and area of these units; as `names_of_events`."""
    return LiveRegisters(session).names_of_units(viewer.site_ids, ids)
