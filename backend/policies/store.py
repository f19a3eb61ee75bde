"""Tier policies as rows."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from backend.policies.site_policy_rules import SitePolicy, from_json, to_json
from backend.policies.tables import TierPolicyRow

LAST: Final = (
    select(TierPolicyRow)
    .where(TierPolicyRow.site_id == bindparam("site"))
    .order_by(col(TierPolicyRow.version).desc())
    .limit(1)
)


class Policies:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[UUID, SitePolicy] = {}
        self._in_force: dict[UUID, SitePolicy] = {}

    def in_force(self, site_id: UUID, *, lock: bool = False) -> SitePolicy | None:
        """The last version of this site; None before it has one. Read once per transaction."""
        if not lock and (found := self._in_force.get(site_id)) is not None:
            return found
        statement = LAST.with_for_update() if lock else LAST
        row = self._session.exec(statement, params={"site": site_id}).first()
        if row is None:
            return None
        self._in_force[site_id] = self._keep(row)
        return self._in_force[site_id]

    def get(self, policy_id: UUID) -> SitePolicy:
        """Any version; raises NoResultFound."""
        known = self._known.get(policy_id)
        return known or self._keep(self._session.get_one(TierPolicyRow, policy_id))

    def add(self, policy: SitePolicy) -> None:
        """A new version; fails where somebody else made the same one."""
        row = TierPolicyRow(
            id=policy.policy_id,
            site_id=policy.site_id,
            version=policy.version,
            valid_from=policy.valid_from,
            by=policy.by,
            reason=policy.reason,
            tiers=to_json(policy.tiers),
        )
        self._session.add(row)
        self._session.flush()
        self._in_force[policy.site_id] = self._known[policy.policy_id] = policy

    def _keep(self, row: TierPolicyRow) -> SitePolicy:
        found = policy_of(row)
        self._known[found.policy_id] = found
        return found


def policy_of(row: TierPolicyRow) -> SitePolicy:
    return SitePolicy(
        policy_id=row.id,
        site_id=row.site_id,
        version=row.version,
        valid_from=row.valid_from,
        by=row.by,
        reason=row.reason,
        tiers=from_json(row.tiers),
    )
