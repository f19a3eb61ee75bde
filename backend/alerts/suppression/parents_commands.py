"""Parents of sources: an alert of the parent explains those of the child, so nobody is notified of them."""

from typing import Final
from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import Agreement, AgreementKind
from backend.alerts.events import SOURCE_PARENT_SET
from backend.alerts.store import Alerts
from backend.alerts.suppression import apply_commands as apply_suppression
from backend.alerts.suppression.parents_store import ParentSources, parent_link_id
from backend.alerts.suppression.store import SuppressionStore
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, Ref
from backend.core.viewer import Permission, Viewer
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors

DEEPEST: Final = 10
"""How far a parent of a parent of a parent is followed."""


def set_parent_source(
    tx: Transaction,
    sensor_id: int,
    parent_id: int | None,
    *,
    reason: str,
    by: Viewer,
    asks_second_person: bool = False,
) -> Sensor:
    """Name the source whose alerts explain those of this one. That quietens it: a second person agrees first.
    Without a parent nothing explains it any more, at once.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, PARENT_CYCLE, SECOND_PERSON_REQUIRED unless one is asked, and as
    `agreements.ask` does.
    """
    child = _source(tx, sensor_id, by)
    store = tx.get(ParentSources)
    if parent_id == store.of(sensor_id):
        return child
    if parent_id is None:
        store.release(sensor_id)
        agreements.end(tx, AgreementKind.INHIBIT_SOURCE, parent_link_id(sensor_id))
        _follow(tx, child, note=f"{child.code}: –", by=by.person_id)
        return child
    parent = _source(tx, parent_id, by)
    if parent.site_id != child.site_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such source at this site")
    _check_circle(tx, child, parent)
    if not asks_second_person:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "a second person agrees to what calls less")
    agreements.ask(
        tx,
        AgreementKind.INHIBIT_SOURCE,
        Ref("inhibition", parent_link_id(sensor_id)),
        site_id=child.site_id,
        title=child.name,
        what=words.text("agreement.what.parent", child=child.code, parent=parent.code),
        reason=reason,
        by=by,
        department_id=child.department_id,
        details={"child": sensor_id, "parent": parent_id},
    )
    return child


def set_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed that the parent explains the child."""
    child_id, parent_id = agreed.details["child"], agreed.details["parent"]
    found = tx.get(Sensors).get([child_id, parent_id])
    child, parent = found[child_id], found[parent_id]
    _check_circle(tx, child, parent)
    tx.get(SuppressionStore).inhibit(
        parent_link_id(child_id),
        site_id=child.site_id,
        parent_sensor_id=parent_id,
        parent_conditions=None,
        child_sensor_id=child_id,
    )
    _follow(tx, child, note=f"{child.code}: {parent.code}", by=agreed.asked_by)


def _follow(tx: Transaction, child: Sensor, *, note: str, by: UUID) -> None:
    tx.announce(Event(SOURCE_PARENT_SET, child.site_id, by=by, note=note))
    alerts = tx.get(Alerts).open_of_sensors([child.sensor_id])
    if alerts:
        apply_suppression.reapply_to_children(tx, apply_suppression.reapply(tx, alerts))


def _check_circle(tx: Transaction, child: Sensor, parent: Sensor) -> None:
    above: int | None = parent.sensor_id
    for _ in range(DEEPEST):
        if above is None:
            return
        if above == child.sensor_id:
            break
        above = tx.get(ParentSources).of(above)
    raise Refused(ErrorCode.PARENT_CYCLE, "it would explain itself")


def _source(tx: Transaction, sensor_id: int, by: Viewer) -> Sensor:
    sensor = tx.get(Sensors).get([sensor_id]).get(sensor_id)
    if sensor is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such source")
    by.require(Permission.SUPPRESS, site_id=sensor.site_id)
    return sensor
