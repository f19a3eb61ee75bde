"""Saying what detection finds, and looking at what came of it: for tests of the alert engine."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts import queries as views
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts, alert_of
from backend.alerts.suppression import commands as suppression
from backend.alerts.suppression.tables import SuppressionRow
from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.core.errors import Refused
from backend.core.tables import OutboxRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.equipment.tables import EquipmentRow
from backend.sensors.store import Sensors
from backend.sensors.system_rules import CODE
from tests.support.plants import Plants, id_of

HOUR = timedelta(hours=1)


def say(database: Database, *changes: ConditionChange) -> None:
    database.transact(lambda tx: alerts.apply_changes(tx, changes))


def system_conditions(database: Database, site_id: UUID) -> set[str]:
    """What the product itself has an alert about at this site, as it is now."""

    def read(tx: Transaction) -> set[str]:
        sensor = tx.get(Sensors).by_code(site_id, CODE)
        found = tx.get(Alerts).open_of_sensors([sensor.sensor_id]) if sensor else []
        return {each.aspect for each in found if each.is_active}

    return database.transact(read)


def silent(plants: Plants, sensor_id: int, *, tier: Tier | None = Tier.BLUE) -> ConditionChange:
    return ConditionChange(
        sensor_id=sensor_id,
        condition=AlertCondition.SILENT,
        tier=tier,
        sampled_us=1_700_000_000_000_000,
        value=None,
        limit=None,
        lasted_us=60_000_000,
        indicator_id=plants.indicator.indicator_id,
        indicator_version=1,
    )


def all_alerts(database: Database) -> list[Alert]:
    statement = select(AlertRow).order_by(AlertRow.raised_at, AlertRow.id)
    return database.read(lambda session: [alert_of(row) for row in session.exec(statement)])


def only_alert(database: Database) -> Alert:
    [found] = all_alerts(database)
    return found


def event_kinds(database: Database) -> list[str]:
    """The kinds of everything that goes to people about alerts."""
    rows = database.read(lambda s: s.exec(select(OutboxRow).order_by(OutboxRow.id)).all())
    return [row.event["kind"] for row in rows if row.event["kind"].startswith("ALERT")]


def history(database: Database, plants: Plants, alert_id: UUID) -> list[str]:
    found = database.read(lambda s: views.histories(s, plants.alice, [alert_id]))
    return [str(entry.kind) for entry in found[alert_id]]


def records(database: Database) -> list[tuple[str, int | None, bool | None]]:
    rows = database.read(lambda s: s.exec(select(SuppressionRow).order_by(SuppressionRow.id)).all())
    return [(row.reason, row.worst_tier, row.is_raised) for row in rows]


def shelve(database: Database, by: Viewer, *, lasts: timedelta = HOUR, red: bool = False) -> Alert:
    alert_id = only_alert(database).alert_id
    return database.transact(
        lambda tx: suppression.shelve_alert(
            tx, alert_id, until=tx.now + lasts, reason="校验中", confirms_red=red, by=by
        )
    )


def plan(database: Database, plants: Plants, *, starts: timedelta = timedelta(0), red: bool = False) -> UUID:
    window = database.transact(
        lambda tx: suppression.plan_maintenance(
            tx,
            equipment_id=id_of("north/equipment"),
            area_id=None,
            starts_at=tx.now + starts,
            ends_at=tx.now + starts + HOUR,
            reason="换泵",
            suppresses_red=red,
            confirms_red=red,
            by=plants.alice,
        )
    )
    return window.window_id


def sweep(database: Database) -> int:
    return suppression.sweep_suppression(database)


def set_equipment(database: Database, state: str) -> None:
    def write(tx: Transaction) -> None:
        tx.session.get_one(EquipmentRow, id_of("north/equipment")).state = state

    database.transact(write)


def leaders(database: Database) -> list[UUID]:
    return list(database.read(lambda s: s.exec(select(AlertRow.id).where(AlertRow.leads_group)).all()))


def try_(database: Database, command: Callable[[Transaction], object]) -> None:
    """What the rules refuse at that moment is left out."""
    with suppress(Refused):
        database.transact(command)
