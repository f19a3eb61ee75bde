"""Which tier policy an alert follows: that of the area of its source."""

from uuid import UUID

from backend.core.database import Transaction
from backend.policies import commands as policies
from backend.policies.site_policy_rules import SitePolicy
from backend.sensors.store import Sensors


def policy_of_source(tx: Transaction, site_id: UUID, sensor_id: int) -> SitePolicy:
    """The policy for what begins now at this source."""
    return policies.in_force(tx, site_id, lambda: tx.get(Sensors).get([sensor_id])[sensor_id].area_id)
