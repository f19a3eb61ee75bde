"""Whether an officer, or an executive, is on duty where a site keeps a roster of them.

Nobody is a condition of its `system` source.
"""

from backend.core.database import Transaction
from backend.monitoring.system.commands import end_condition, raise_condition
from backend.roster.store import Rosters
from backend.sensors.system_rules import SystemCondition


def watch_duty(tx: Transaction) -> None:
    """Raise the condition at each site where nobody is on duty now for one of these lines, and end it where
    somebody is for each, or where they are kept no more.
    """
    present = tx.get(Rosters).lines_present(at=tx.now)
    empty = [site_id for site_id, is_fine in present.items() if not is_fine]
    fine = [site_id for site_id, is_fine in present.items() if is_fine]
    if empty:
        raise_condition(tx, SystemCondition.NOBODY_ON_DUTY, site_ids=empty)
    if fine:
        end_condition(tx, SystemCondition.NOBODY_ON_DUTY, site_ids=fine)
