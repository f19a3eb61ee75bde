"""Commands on sensors."""

from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.sensors.events import SENSOR_ADOPTED
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.rules import Indicator, Sensor, SensorKind, SensorState
from backend.sensors.store import Sensors
from backend.sites.rules import Site


def adopt(
    tx: Transaction,
    site: Site,
    code: str,
    *,
    area_id: UUID,
    stage: Stage,
    indicator: Indicator,
    reason: str,
    by: UUID | None = None,
    name: Text | None = None,
    kind: SensorKind = SensorKind.READINGS,
    equipment_id: UUID | None = None,
    department_id: UUID | None = None,
    responsible_id: UUID | None = None,
    post_id: UUID | None = None,
) -> Sensor:
    """Take a source that sends under `code` into service, with `indicator` as its first version.

    `code` is its name in the topic. A source that the site knows already stays as it is, limits included, so
    adopting twice changes nothing. `by` is None for the command line.
    """
    known = tx.get(Sensors).by_code(site.site_id, code)
    if known is not None:
        return known
    sensor = Sensor(
        sensor_id=0,
        site_id=site.site_id,
        code=code,
        name=name or Text(code, code),
        unit=indicator.unit,
        stage=stage,
        area_id=area_id,
        equipment_id=equipment_id,
        department_id=department_id,
        responsible_id=responsible_id,
        state=SensorState.IN_SERVICE,
        is_simulated=False,
        indicator=None,
        last_seen_at=None,
        kind=kind,
        post_id=post_id,
        created_at=tx.now,
    )
    sensor_id = tx.get(Sensors).add(sensor)
    tx.get(Sensors).add_indicator(sensor_id, indicator, reason=reason, at=tx.now, by=by)
    tx.get(Quarantine).forget_unknown(site.code, code)
    tx.announce(Event(SENSOR_ADOPTED, site.site_id, by=by, note=f"{code}: {reason}"))
    return tx.get(Sensors).one(sensor_id)


def keep_area_of_sources(tx: Transaction, happened: Event) -> None:
    """Raises Refused(AREA_IN_USE) where sources are in service in an area that is closed."""
    area_id = happened.ref("area")
    if area_id is not None and tx.get(Sensors).stands_in(area_id):
        raise Refused(ErrorCode.AREA_IN_USE, "sources are in it")


def keep_post(tx: Transaction, happened: Event) -> None:
    """Raises Refused(POST_HAS_SOURCES) where the holders of the post that is to be closed own sources."""
    post_id = happened.ref("post")
    if post_id is not None and tx.get(Sensors).has_of_post(post_id):
        raise Refused(ErrorCode.POST_HAS_SOURCES, "its holders are responsible for sources")


def keep_department(tx: Transaction, happened: Event) -> None:
    """Raises Refused(DEPARTMENT_HAS_SOURCES) where sources belong to the department that is to be closed."""
    department_id = happened.ref("department")
    if department_id is not None and tx.get(Sensors).has_of_department(department_id):
        raise Refused(ErrorCode.DEPARTMENT_HAS_SOURCES, "it is responsible for sources")
