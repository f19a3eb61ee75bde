"""Tier policies as rows."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from backend.policies.site_policy_rules import SitePolicy, from_json, to_json
from backend.policies.tables import TierPolicyRow

_NEWER: Final = aliased(TierPolicyRow)
IN_FORCE: Final = select(TierPolicyRow).where(
    TierPolicyRow.site_id == bindparam("site"),
    ~exists().where(
        col(_NEWER.site_id) == TierPolicyRow.site_id,
        col(_NEWER.area_id).is_not_distinct_from(TierPolicyRow.area_id),
        col(_NEWER.version) > TierPolicyRow.version,
    ),
)
"""The last version of the site, and of each of its areas that ever had its own."""


class Policies:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[UUID, SitePolicy] = {}
        self._in_force: dict[UUID, dict[UUID | None, SitePolicy]] = {}

    def in_force(self, site_id: UUID, *, lock: bool = False) -> SitePolicy | None:
        """The last version of this site; None before it has one. Read once per transaction."""
        return self._last(site_id, lock=lock).get(None)

    def of_areas(self, site_id: UUID) -> dict[UUID, SitePolicy]:
        """The last versions of the areas that ever had their own; read with that of the site."""
        return {area: policy for area, policy in self._last(site_id).items() if area is not None}

    def get(self, policy_id: UUID) -> SitePolicy:
        """Any version; raises NoResultFound."""
        known = self._known.get(policy_id)
        return known or self._keep(self._session.get_one(TierPolicyRow, policy_id))

    def add(self, policy: SitePolicy) -> None:
        """A new version; fails where somebody else made the same one."""
        row = TierPolicyRow(
            id=policy.policy_id,
            site_id=policy.site_id,
            area_id=policy.area_id,
            version=policy.version,
            valid_from=policy.valid_from,
            by=policy.by,
            reason=policy.reason,
            tiers=to_json(policy.tiers),
        )
        self._session.add(row)
        self._session.flush()
        self._known[policy.policy_id] = policy
        self._in_force.setdefault(policy.site_id, {})[policy.area_id] = policy

    def _last(self, site_id: UUID, *, lock: bool = False) -> dict[UUID | None, SitePolicy]:
        known = self._in_force.get(site_id)
        if known and not lock:
            return known
        statement = IN_FORCE.with_for_update(of=TierPolicyRow) if lock else IN_FORCE
        rows = self._session.exec(statement, params={"site": site_id})
        self._in_force[site_id] = {row.area_id: self._keep(row) for row in rows}
        return self._in_force[site_id]

    def _keep(self, row: TierPolicyRow) -> SitePolicy:
        found = policy_of(row)
        self._known[found.policy_id] = found
        return found


def policy_of(row: TierPolicyRow) -> SitePolicy:
    return SitePolicy(
        policy_id=row.id,
        site_id=row.site_id,
        area_id=row.area_id,
        version=row.version,
        valid_from=row.valid_from,
        by=row.by,
        reason=row.reason,
        tiers=from_json(row.tiers),
    )
