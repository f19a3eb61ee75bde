"""Alerts of one cause are put into one group as they are raised (see `alerts/grouping`)."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from backend.alerts.grouping.rules import FEWEST_SILENT, GROUP_WITHIN, SILENT_WITHIN, GroupScope, Peer
from backend.alerts.grouping.store import AlertGroups
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.alerts.suppression.parents_store import ParentSources
from backend.core.database import Transaction
from backend.core.vocabulary import AlertCondition
from backend.sensors.rules import Sensor


def correlate(tx: Transaction, sensor: Sensor, alert: Alert) -> Alert:
    """Put an alert that is raised now into the group of those of the same place and time; returns it."""
    if alert.condition is AlertCondition.SILENT:
        return replace(alert, group_id=join_silences(tx, [alert]).get(alert.alert_id))
    found = tx.get(Alerts).companions(alert, sensor, since=tx.now - GROUP_WITHIN)
    if found is None:
        return alert
    companion, scope = found
    group_id = companion.group_id or companion.alert_id
    tx.get(Alerts).join_group([companion.alert_id, alert.alert_id], group_id, scope)
    return replace(alert, group_id=group_id)


def join_silences(tx: Transaction, alerts: Sequence[Alert]) -> dict[UUID, UUID]:
    """Put silences that are raised now into groups, in their order: behind the same parent, or all over the
    site. Returns the group of each that is in one. The statements grow with the parents, not with the alerts.
    """
    alone = [each for each in alerts if each.group_id is None]
    found = {each.alert_id: each.group_id for each in alerts if each.group_id is not None}
    joining = _Joining(tx, alone)
    for alert in alone:
        if (group_id := joining.join(alert)) is not None:
            found[alert.alert_id] = group_id
    return joining.groups | found


class _Joining:
    """Silences around the alerts of one step: by parent, and at their sites."""

    def __init__(self, tx: Transaction, alerts: Sequence[Alert]) -> None:
        self._tx = tx
        self._parents = tx.get(ParentSources).of_each([each.sensor_id for each in alerts])
        self._behind: dict[tuple[int, bool], list[Peer]] = {}
        self._at_site: dict[tuple[UUID, bool], list[Peer]] = {}
        self._own = [each.alert_id for each in alerts]
        self._peers: dict[UUID, Peer] = {}
        """Each once, however it was found: what joins a group is in it wherever it is looked for."""
        self.groups: dict[UUID, UUID] = {}
        """The groups of the alerts that were joined."""

    def join(self, alert: Alert) -> UUID | None:
        """Put this alert into the group of what fell silent before it; None where there is no such."""
        peer = self._peers[alert.alert_id] = Peer(alert.alert_id)
        lists = [self._peers_behind(each, alert) for each in sorted(self._parents.get(alert.sensor_id, ()))]
        behind = [each for peers in lists for each in peers]
        companion = next((each for each in behind if each.group_id), next(iter(behind), None))
        at_site = self._peers_at_site(alert)
        if companion is not None:
            self._put([companion, peer], companion.group_id or companion.alert_id, GroupScope.GATEWAY)
        else:
            self._join_site(peer, at_site)
        for peers in (*lists, at_site):
            peers.append(peer)
        return peer.group_id

    def _join_site(self, peer: Peer, peers: list[Peer]) -> None:
        of_site = [each for each in peers if each.group_id is None or each.scope is GroupScope.SITE]
        known = next((each.group_id for each in of_site if each.group_id), None)
        if known is not None or len(of_site) + 1 >= FEWEST_SILENT:
            alone = [each for each in of_site if each.group_id is None]
            self._put([*alone, peer], known or peer.alert_id, GroupScope.SITE)

    def _put(self, peers: list[Peer], group_id: UUID, scope: GroupScope) -> None:
        self._tx.get(Alerts).join_group([each.alert_id for each in peers], group_id, scope)
        for each in peers:
            each.group_id, each.scope = group_id, scope
            self.groups[each.alert_id] = group_id

    def _peers_behind(self, parent_id: int, alert: Alert) -> list[Peer]:
        key = parent_id, alert.is_simulated
        if key not in self._behind:
            found = self._tx.get(AlertGroups).silent_behind(
                parent_id,
                since=self._tx.now - GROUP_WITHIN,
                is_simulated=alert.is_simulated,
                without=self._own,
            )
            self._behind[key] = self._known(found)
        return self._behind[key]

    def _peers_at_site(self, alert: Alert) -> list[Peer]:
        key = alert.site_id, alert.is_simulated
        if key not in self._at_site:
            found = self._tx.get(AlertGroups).silent_at(
                alert.site_id,
                since=self._tx.now - SILENT_WITHIN,
                is_simulated=alert.is_simulated,
                without=self._own,
            )
            self._at_site[key] = self._known(found)
        return self._at_site[key]

    def _known(self, found: list[Peer]) -> list[Peer]:
        return [self._peers.setdefault(each.alert_id, each) for each in found]
