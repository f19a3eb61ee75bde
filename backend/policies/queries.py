"""The tier policies of the viewer's sites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.equipment.references_queries import references
from backend.people.queries import PersonView
from backend.policies import site_policy_rules as rules
from backend.policies.loosening_rules import loosened
from backend.policies.rules import POLICY, TierPolicy
from backend.policies.site_policy_rules import SitePolicy
from backend.policies.store import IN_FORCE, policy_of
from backend.policies.tables import TierPolicyRow
from backend.policies.words_rules import lost_words
from backend.sites.rules import SYSTEM_AREA, around
from backend.sites.tables import AreaRow

EPOCH: Final = datetime.fromtimestamp(0, UTC)


def history(
    session: Session, viewer: Viewer, site_id: UUID, area_id: UUID | None = None, *, first: int
) -> list[SitePolicy]:
    """The last versions of one of the viewer's sites, or of an area of it, newest first. Before the site has
    any: the defaults, which will be its first; an area that never had its own has none.
    """
    statement = (
        select(TierPolicyRow)
        .where(
            TierPolicyRow.site_id == site_id,
            col(TierPolicyRow.area_id).is_not_distinct_from(area_id),
            col(TierPolicyRow.site_id).in_(viewer.site_ids),
        )
        .order_by(col(TierPolicyRow.version).desc())
        .limit(first)
    )
    found = [policy_of(row) for row in session.exec(statement)]
    return found if found or area_id else [_defaults(site_id)]


@dataclass(frozen=True, slots=True)
class PoliciesOfAreas:
    """The policy in force in an area of a site, and the areas that have their own."""

    in_force: SitePolicy
    without_own: SitePolicy
    """Policy that would be in force there if it had none of its own."""
    own: tuple[UUID, ...]

    def loses(self, tiers: Mapping[Tier, TierPolicy]) -> Text | None:
        """Return what red and orange alerts would lose if these times were in force there, in words; None:
        nothing.
        """
        lost = loosened(self.in_force.tiers, tiers)
        return lost_words(lost) if lost else None


def of_areas(session: Session, viewer: Viewer, site_id: UUID, area_id: UUID | None) -> PoliciesOfAreas:
    """Return the policy in force in this area of one of the viewer's sites; without an area, at the
    site.

    Raises Refused(NOT_FOUND) for an area that is not at this site.
    """
    statement = IN_FORCE.where(col(TierPolicyRow.site_id).in_(viewer.site_ids))
    last = {row.area_id: policy_of(row) for row in session.exec(statement, params={"site": site_id})}
    of_site = last.pop(None, None) or _defaults(site_id)
    own = {area: policy for area, policy in last.items() if area is not None and policy.tiers}
    parents = _parents(session, site_id) if area_id else {}
    if area_id is not None and area_id not in parents:
        raise Refused(ErrorCode.NOT_FOUND, "no such area at this site")
    outwards = list(around(area_id, parents.get))
    return PoliciesOfAreas(
        in_force=rules.nearest(own, outwards) or of_site,
        without_own=rules.nearest(own, outwards[1:]) or of_site,
        own=tuple(own),
    )


def loses(
    session: Session, viewer: Viewer, site_id: UUID, area_id: UUID | None, tiers: Mapping[Tier, TierPolicy]
) -> Text | None:
    """Return what red and orange alerts would lose by a draft, in words: it waits for a second person. None:
    it would be in force at once. Raises Refused: NOT_ALLOWED, NOT_FOUND, INVALID_INPUT.
    """
    viewer.require(Permission.CHANGE_POLICY, site_id=site_id)
    if set(tiers) != set(Tier):
        raise Refused(ErrorCode.INVALID_INPUT, "a policy says what happens at each of the four tiers")
    return of_areas(session, viewer, site_id, area_id).loses(tiers)


def governed(session: Session, viewer: Viewer, site_id: UUID, area_id: UUID) -> set[UUID]:
    """The areas that do, or would do, by a policy of this one: itself, and those within it that have none of
    their own. Raises Refused(NOT_FOUND) for an area that is not at this site.
    """
    own = set(of_areas(session, viewer, site_id, area_id).own) | {area_id}
    parents = _parents(session, site_id)
    return {
        each
        for each in parents
        if next((out for out in around(each, parents.get) if out in own), None) == area_id
    }


def _parents(session: Session, site_id: UUID) -> dict[UUID, UUID | None]:
    statement = select(AreaRow.id, AreaRow.parent_id).where(
        AreaRow.site_id == site_id, AreaRow.code != SYSTEM_AREA
    )
    return dict(session.exec(statement).all())


def _defaults(site_id: UUID) -> SitePolicy:
    return SitePolicy(site_id, site_id, 1, EPOCH, None, "defaults", POLICY)


def authors(session: Session, viewer: Viewer, policies: list[SitePolicy]) -> dict[UUID, PersonView]:
    return references(session, viewer, people=[policy.by for policy in policies]).people
