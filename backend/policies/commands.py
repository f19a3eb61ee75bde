"""Which tier policy holds: for what begins now the last version of its area or site, for a case the one it
began under.
"""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID, uuid4

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.policies import site_policy_rules as rules
from backend.policies.events import TIER_POLICY_CHANGED
from backend.policies.rules import POLICY, TierPolicy
from backend.policies.site_policy_rules import SitePolicy
from backend.policies.store import Policies
from backend.sites.area_commands import require_open_area
from backend.sites.store import Sites

FIRST_REASON: Final = "defaults"


def in_force(tx: Transaction, site_id: UUID, area: Callable[[], UUID | None] = lambda: None) -> SitePolicy:
    """The policy for what begins now, in this area: its own, or that of the nearest around it, or the site's.

    `area` is asked only where an area of the site has its own. A site that never had a policy begins with the
    defaults, as version 1.
    """
    own = tx.get(Policies).of_areas(site_id)
    if own and (found := rules.nearest(own, tx.get(Sites).around(area()))):
        return found
    return _of_site(tx, site_id)


def _of_site(tx: Transaction, site_id: UUID) -> SitePolicy:
    found = tx.get(Policies).in_force(site_id)
    if found is None:
        found = SitePolicy(uuid4(), site_id, 1, tx.now, None, FIRST_REASON, POLICY)
        tx.get(Policies).add(found)
    return found


def begun_under(tx: Transaction, policy_id: UUID) -> SitePolicy:
    """The policy that a case began under."""
    return tx.get(Policies).get(policy_id)


def change_tier_policy(
    tx: Transaction,
    site_id: UUID,
    tiers: Mapping[Tier, TierPolicy],
    *,
    based_on: int,
    reason: str,
    by: Viewer,
    area_id: UUID | None = None,
) -> SitePolicy:
    """A new version, of the site or of an area, for what begins from now on: no case that is open moves.

    `based_on`: the version that the person saw; 0 where the area never had its own. Raises Refused: CONFLICT
    (somebody changed it in between), REASON_REQUIRED, RED_TOO_SLOW, LADDER_INVALID, INVALID_INPUT,
    NOT_ALLOWED, NOT_FOUND, AREA_CLOSED.
    """
    by.require(Permission.CHANGE_POLICY, site_id=site_id)
    if area_id is not None:
        require_open_area(tx, site_id, area_id)
    rules.check(tiers, reason=reason)
    return _add(tx, site_id, area_id, tiers, based_on=based_on, reason=reason, by=by)


def withdraw_area_policy(
    tx: Transaction, site_id: UUID, area_id: UUID, *, based_on: int, reason: str, by: Viewer
) -> SitePolicy:
    """The area does as the one around it, or the site, from now on. Raises Refused: CONFLICT,
    REASON_REQUIRED, NOT_ALLOWED, NOT_FOUND where it has no policy of its own.
    """
    by.require(Permission.CHANGE_POLICY, site_id=site_id)
    rules.check_reason(reason)
    own = tx.get(Policies).of_areas(site_id).get(area_id)
    if own is None or not own.tiers:
        raise Refused(ErrorCode.NOT_FOUND, "the area has no policy of its own")
    return _add(tx, site_id, area_id, {}, based_on=based_on, reason=reason, by=by)


def _add(
    tx: Transaction,
    site_id: UUID,
    area_id: UUID | None,
    tiers: Mapping[Tier, TierPolicy],
    *,
    based_on: int,
    reason: str,
    by: Viewer,
) -> SitePolicy:
    policies = tx.get(Policies)
    of_site = policies.in_force(site_id, lock=True) or _of_site(tx, site_id)  # who changes an area waits, too
    before = of_site if area_id is None else policies.of_areas(site_id).get(area_id)
    if (before.version if before else 0) != based_on:
        raise Refused(ErrorCode.CONFLICT, "somebody changed the policy in between")
    changed = SitePolicy(
        policy_id=uuid4(),
        site_id=site_id,
        area_id=area_id,
        version=1 + max(each.version for each in (of_site, *policies.of_areas(site_id).values())),
        valid_from=tx.now,
        by=by.person_id,
        reason=reason.strip(),
        tiers=dict(tiers),
    )
    policies.add(changed)
    place = f"{tx.get(Sites).area(area_id).code} " if area_id else ""
    about = refs(policy=changed.policy_id, area=area_id) if area_id else refs(policy=changed.policy_id)
    note = f"{place}v{changed.version}: {changed.reason}"
    tx.announce(Event(TIER_POLICY_CHANGED, site_id, about=about, by=by.person_id, note=note))
    return changed
