"""Cases of alerts: opened, worsened or taken on when their alert is raised, worsens, is back or is
acknowledged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from backend.alerts.causes.rules import brief, of_sensor
from backend.alerts.latest_store import LatestAlerts
from backend.alerts.owners_store import AlertOwners
from backend.alerts.reminders import commands as reminders
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.cases import commands as cases
from backend.cases import deadline_commands as case_deadlines
from backend.cases import dismissal_commands as dismissals
from backend.cases.events import CASE_RENAMED
from backend.cases.rules import CaseState
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.events import Event, Ref, refs
from backend.core.text import Text
from backend.deadlines import commands as deadlines
from backend.deadlines.rules import DeadlineStep
from backend.deadlines.store import Deadlines
from backend.policies import commands as policies
from backend.policies.rules import TierPolicy
from backend.sensors.store import Sensors

SWEEP_LIMIT: Final = 200


def follow_alerts(tx: Transaction, happened: Event) -> Event:
    """Alerts were raised, got worse or are back: their cases open or get worse, too; a blue one waits a day.
    Those of one group have one case.

    Nothing happens while an alert is suppressed.
    """
    return _with_cases(happened, _follow_all(tx, _alerts_of(tx, happened)))


def acknowledge_with_alert(tx: Transaction, happened: Event) -> Event:
    """Alerts were acknowledged: their case, opened now if it has none that is open, is in disposal then."""
    case_of = _case_of_each(tx, alerts := _alerts_of(tx, happened))
    unfinished = _unfinished(tx, case_of.values())
    case_of |= open_for_all(
        tx, [each for each in alerts if each.is_active and case_of.get(each.alert_id) not in unfinished]
    )
    if happened.by is not None:
        for case_id in dict.fromkeys(case_of.values()):
            _take_on(tx, case_id, by=happened.by)
    return _with_cases(happened, case_of.values())


def _take_on(tx: Transaction, case_id: UUID, *, by: UUID) -> None:
    case = tx.get(Cases).get(case_id)
    if case.state is CaseState.OPEN:
        cases.take_on(tx, case, by=by)
    else:
        case_deadlines.end(tx, case_id, DeadlineStep.ACKNOWLEDGE)


def restart_source_normal(tx: Transaction, happened: Event) -> None:
    """A source is in service again: what a recheck waits for counts from now. Its code is in the note."""
    sensor = tx.get(Sensors).by_code(happened.site_id, happened.note or "")
    if sensor is not None:
        unfinished = tx.get(Cases).unfinished(happened.site_id)
        tx.get(Alerts).restart_normal(sensor.sensor_id, case_ids=unfinished, at=tx.now)


def note_next_step(tx: Transaction, happened: Event) -> None:
    """The case goes on: nobody is asked for a next step after the acknowledgement of its alerts."""
    case_id = happened.ref("case")
    if case_id is not None:
        alerts = (alert.alert_id for alert, _, _ in tx.get(Alerts).of_case(case_id))
        reminders.end_next_step(tx, alerts)


def open_cases_of_lasting(tx: Transaction) -> int:
    """Open a case for a blue alert that stays active for a day although nobody acknowledged it, and another
    one for an alert that goes on long after its case was dismissed.
    """
    lasting = tx.get(Alerts).cases_due(now=tx.now, limit=SWEEP_LIMIT)
    open_for_all(tx, lasting)
    return len(lasting)


def open_for_all(tx: Transaction, alerts: Sequence[Alert]) -> dict[UUID, UUID]:
    """The case of each of these alerts: the one that is still open for its condition or its group, or a new
    one; those of one group get one case.
    """
    found: dict[UUID, UUID] = {}
    of_group: dict[UUID, UUID] = {}
    joined: dict[UUID, list[Alert]] = {}
    before = tx.get(LatestAlerts).cases([each.sensor_id for each in alerts])
    unfinished = _unfinished(tx, (before[each.key] for each in alerts if each.key in before))
    for alert in alerts:
        case_id = before.get(alert.key)
        if case_id not in unfinished:
            case_id = _case_of_group(tx, alert.group_id, of_group)
        if case_id is None:
            case_id = _open(tx, alert)
        else:
            joined.setdefault(case_id, []).append(alert)
        found[alert.alert_id] = case_id
        if alert.group_id is not None:
            of_group.setdefault(alert.group_id, case_id)
    for case_id, some in joined.items():
        for alert in some:
            tx.get(Alerts).link(alert.alert_id, case_id)
        dismissals.end_request(tx, case_id)
        _follow(tx, case_id, max(some, key=lambda each: each.tier))
    return found


def _follow_all(tx: Transaction, alerts: Sequence[Alert]) -> list[UUID]:
    """Returns the cases that these alerts have then, as far as they are not suppressed."""
    heard = [each for each in alerts if each.suppressed_by is None]
    case_of = _case_of_each(tx, heard)
    unfinished = _unfinished(tx, case_of.values())
    known, opening = dict[UUID, list[Alert]](), list[Alert]()
    for alert in heard:
        case_id, policy = case_of.get(alert.alert_id), _policy(tx, alert)
        if case_id is not None and case_id in unfinished:
            known.setdefault(case_id, []).append(alert)
        elif policy.opens_case_at_once:
            # Its case may be archived by now, dismissed for one: what is worse, or back, was not judged
            # there.
            opening.append(alert)
        else:
            due_at = max(alert.active_from + policy.opens_case_after, tx.now)
            tx.get(Alerts).await_case(alert.alert_id, due_at=due_at)
    for case_id, some in known.items():
        _follow(tx, case_id, max(some, key=lambda each: each.tier))
    opened = open_for_all(tx, opening)
    asking: dict[UUID, Alert] = {}
    for alert in heard:
        case_id = opened.get(alert.alert_id) or case_of.get(alert.alert_id)
        is_ours = alert.alert_id in opened or case_id in known
        if case_id is not None and is_ours and not alert.is_acknowledged:
            asking.setdefault(case_id, alert)
    for case_id, alert in asking.items():
        _ask(tx, case_id, alert)
    return [*case_of.values(), *opened.values()]


def _follow(tx: Transaction, case_id: UUID, alert: Alert) -> None:
    """Make the case as bad as its alert, and name it after the alert where no other of its alerts is as bad:
    who reads only the name must not be sent against another danger.
    """
    cases.follow_tier(tx, case_id, alert.tier)
    case, title = tx.get(Cases).get(case_id), _title(tx, alert)
    if alert.tier < case.tier or title == case.title or case.report_id is not None:
        return
    worst = tx.get(Alerts).worst_beside(alert.alert_id, case_id)
    if worst is not None and worst[0] < alert.tier:
        tx.get(Cases).put(replace(case, title=title, changed_at=tx.now))
        about = refs(alert=alert.alert_id, case=case_id)
        tx.announce(Event(CASE_RENAMED, case.site_id, about=about, tier=case.tier, note=worst[1]))


def _title(tx: Transaction, alert: Alert) -> Text:
    return of_sensor(tx.get(Sensors).one(alert.sensor_id).name, brief(alert.condition))


def _open(tx: Transaction, alert: Alert) -> UUID:
    sensor = tx.get(AlertOwners).source(alert)
    case = cases.new_case(
        tx,
        site_id=alert.site_id,
        tier=alert.tier,
        title=_title(tx, alert),
        stage=sensor.stage,
        area_id=sensor.area_id,
        equipment_id=sensor.equipment_id,
        department_id=sensor.department_id,
        responsible_id=sensor.responsible_id,
        is_simulated=alert.is_simulated,
    )
    cases.add_case(tx, case)
    tx.get(Alerts).link(alert.alert_id, case.case_id)
    deadlines.end(tx, alert.alert_id)
    cases.announce_opened(tx, case, alert.condition, alert_id=alert.alert_id)
    return case.case_id


def _case_of_group(tx: Transaction, group_id: UUID | None, known: Mapping[UUID, UUID]) -> UUID | None:
    """Return the unfinished case of a group. `known`: those of groups that were looked at already."""
    if group_id is None:
        return None
    if group_id in known:
        return known[group_id]
    return min(_unfinished(tx, tx.get(Alerts).cases_of_group(group_id)), default=None)


def _unfinished(tx: Transaction, case_ids: Iterable[UUID]) -> set[UUID]:
    """Return those of these cases that are not archived, locked in one order: nobody waits in a circle."""
    cases = ((each, tx.get(Cases).get(each)) for each in sorted(set(case_ids)))
    return {case_id for case_id, case in cases if case.state is not CaseState.ARCHIVED}


def _policy(tx: Transaction, alert: Alert) -> TierPolicy:
    found = policies.in_force(tx, alert.site_id, lambda: tx.get(Sensors).one(alert.sensor_id).area_id)
    return found.of(alert.tier)


def _case_of_each(tx: Transaction, alerts: Sequence[Alert]) -> dict[UUID, UUID]:
    found = ((each.alert_id, tx.get(Alerts).case_id_of(each.alert_id)) for each in alerts)
    return {alert_id: case_id for alert_id, case_id in found if case_id is not None}


def _ask(tx: Transaction, case_id: UUID, alert: Alert) -> None:
    """One deadline per case, however many of its alerts are to be acknowledged: that of the first."""
    if not tx.get(Deadlines).running(case_id, DeadlineStep.ACKNOWLEDGE):  # else getting worse tightened it
        case = tx.get(Cases).get(case_id)
        case_deadlines.begin(tx, case, DeadlineStep.ACKNOWLEDGE, due_at=alert.acknowledge_due_at)


def _alerts_of(tx: Transaction, happened: Event) -> list[Alert]:
    return [tx.get(Alerts).peek(each) for each in happened.refs_of("alert")]


def _with_cases(happened: Event, case_ids: Iterable[UUID]) -> Event:
    """The event of alerts, about the cases that they belong to now."""
    of_alerts = tuple(each for each in happened.about if each.noun == "alert")
    others = tuple(each for each in happened.about if each.noun not in ("alert", "case"))
    found = tuple(Ref("case", each) for each in dict.fromkeys(case_ids))
    return replace(happened, about=(*of_alerts, *found, *others))
