"""Which tier policy holds: for what begins now the site's last version, for a case the one it began under."""

from typing import Final
from uuid import UUID, uuid4

from backend.domain.alerts import Alert, Tier
from backend.domain.cases import Case
from backend.domain.loop.policies import SitePolicy
from backend.domain.policy import POLICY, TierPolicy
from backend.storage.transaction import Transaction

FIRST_REASON: Final = "defaults"


def in_force(tx: Transaction, site_id: UUID) -> SitePolicy:
    """The policy for what begins now. A site that never had one begins with the defaults, as version 1."""
    found = tx.policies.in_force(site_id)
    if found is None:
        found = SitePolicy(uuid4(), site_id, 1, tx.now, None, FIRST_REASON, POLICY)
        tx.policies.add(found)
    return found


def for_alert(tx: Transaction, alert: Alert) -> TierPolicy:
    return in_force(tx, alert.site_id).of(alert.tier)


def for_case(tx: Transaction, case: Case, tier: Tier | None = None) -> TierPolicy:
    """What the policy that the case began under says of its tier, or of another one."""
    return snapshot(tx, case).of(tier or case.tier)


def snapshot(tx: Transaction, case: Case) -> SitePolicy:
    return tx.policies.get(case.policy_id) if case.policy_id else in_force(tx, case.site_id)
