"""Which tier policy holds: for what begins now the site's last version, for a case the one it began under."""

from collections.abc import Mapping
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

FIRST_REASON: Final = "defaults"


def in_force(tx: Transaction, site_id: UUID) -> SitePolicy:
    """The policy for what begins now. A site that never had one begins with the defaults, as version 1."""
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
) -> SitePolicy:
    """A new version, for what begins from now on: no case that is open moves.

    `based_on`: the version that the person saw. Raises Refused: CONFLICT (somebody changed it in between),
    REASON_REQUIRED, RED_TOO_SLOW, LADDER_INVALID, INVALID_INPUT, NOT_ALLOWED, NOT_FOUND.
    """
    by.require(Permission.CHANGE_POLICY, site_id=site_id)
    rules.check(tiers, reason=reason)
    before = tx.get(Policies).in_force(site_id, lock=True) or in_force(tx, site_id)
    if before.version != based_on:
        raise Refused(ErrorCode.CONFLICT, "somebody changed the policy in between")
    changed = SitePolicy(
        policy_id=uuid4(),
        site_id=site_id,
        version=before.version + 1,
        valid_from=tx.now,
        by=by.person_id,
        reason=reason.strip(),
        tiers=dict(tiers),
    )
    tx.get(Policies).add(changed)
    tx.announce(
        Event(
            TIER_POLICY_CHANGED,
            site_id,
            about=refs(policy=changed.policy_id),
            by=by.person_id,
            note=f"v{changed.version}: {changed.reason}",
        )
    )
    return changed
