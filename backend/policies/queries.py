"""The tier policies of the viewer's sites."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.viewer import Viewer
from backend.equipment.references_queries import references
from backend.people.queries import PersonView
from backend.policies.rules import POLICY
from backend.policies.site_policy_rules import SitePolicy
from backend.policies.store import policy_of
from backend.policies.tables import TierPolicyRow

EPOCH: Final = datetime.fromtimestamp(0, UTC)


def history(session: Session, viewer: Viewer, site_id: UUID, *, first: int) -> list[SitePolicy]:
    """The last versions of one of the viewer's sites, newest first. Before it has any: the defaults, which
    will be its first.
    """
    statement = (
        select(TierPolicyRow)
        .where(TierPolicyRow.site_id == site_id, col(TierPolicyRow.site_id).in_(viewer.site_ids))
        .order_by(col(TierPolicyRow.version).desc())
        .limit(first)
    )
    found = [policy_of(row) for row in session.exec(statement)]
    return found or [SitePolicy(site_id, site_id, 1, EPOCH, None, "defaults", POLICY)]


def authors(session: Session, viewer: Viewer, policies: list[SitePolicy]) -> dict[UUID, PersonView]:
    return references(session, viewer, people=[policy.by for policy in policies]).people
