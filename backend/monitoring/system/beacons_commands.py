"""Whether the beacons of a site can be relied on; one that cannot is a condition of its `system` source."""

from backend.core.database import Transaction
from backend.monitoring.system.commands import end_condition, raise_condition
from backend.notifications.beacons.rules import KIND
from backend.notifications.beacons.store import Beacons
from backend.notifications.channels.store import SiteChannels
from backend.sensors.system_rules import SystemCondition


def watch_beacons(tx: Transaction) -> None:
    """Raise the condition at each site where a beacon is lost, and end it where none is any more.

    Where two people have paused the channel nobody relies on beacons.
    """
    for site_id, count in tx.get(Beacons).lost(now=tx.now).items():
        channel = tx.get(SiteChannels).find(site_id, KIND)
        if count and channel is not None and not channel.is_paused:
            raise_condition(tx, SystemCondition.BEACON_LOST, site_ids=[site_id])
        else:
            end_condition(tx, SystemCondition.BEACON_LOST, site_ids=[site_id])
