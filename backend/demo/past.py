"""`anhuan demo --history`: the last days of the demo plant, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from backend.alerts.suppression import commands as suppression
from backend.cases import alert_commands
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.outbox import Outbox
from backend.core.time import moment
from backend.demo import past_readings as readings
from backend.demo.blueprint import Plant
from backend.demo.commands import restart_simulation
from backend.demo.episodes import episodes
from backend.demo.history import hand_sessions
from backend.demo.past_cases import Cast, Past
from backend.demo.past_store import something_happened
from backend.people.store import People
from backend.photos.rules import PhotoFacts
from backend.readings.store import Readings
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors
from backend.sites.store import Sites

DAY_S: Final = 86_400
FIRST_PAUSE: Final = timedelta(minutes=1)
QUIET_S: Final = 2 * 3600
"""Nothing begins or still goes on in the last hours: the present starts with a calm plant."""
HAND_CODE: Final = "HG-001"
HAND_QUIET_S: Final = 26 * 3600
"""The last walk with the hand-held detector is older than a day: what it shows is of before."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Numbers of readings, alerts and cases written; all zero if the history had been written before."""

    readings: int = 0
    alerts: int = 0
    cases: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """`until`: end of the past. `was_simulated`: the simulation of the plant was going on."""

    until: datetime
    was_simulated: bool


def fill(
    database: Database, plant: Plant, *, days: int, pictures: Sequence[PhotoFacts], signature: PhotoFacts
) -> Filled:
    """Write the last `days` days of the plant before anything that is stored of it, and what came of them.

    Readings come in steps of a day, alerts and cases in one transaction. May die anywhere and be run again;
    after it has been through, another run changes nothing. A server may be running: its simulation waits
    meanwhile, and then begins anew.

    Raises Refused(TOO_LATE) once something happened at the plant: the past would take hold of what is open.
    """
    sensors = {sensor.code: sensor for sensor in database.transact(lambda tx: _sensors(tx, plant))}
    begun = database.transact(lambda tx: _begin(tx, plant, list(sensors.values())))
    if begun is None:
        return Filled()
    try:
        return _fill(database, plant, sensors, begun, days=days, pictures=pictures, signature=signature)
    finally:
        database.transact(lambda tx: restart_simulation(tx, plant.code, is_simulated=begun.was_simulated))


def _fill(
    database: Database,
    plant: Plant,
    sensors: Mapping[str, Sensor],
    begun: Begun,
    *,
    days: int,
    pictures: Sequence[PhotoFacts],
    signature: PhotoFacts,
) -> Filled:
    until = begun.until
    end_s = int(until.timestamp())
    start_s = end_s - days * DAY_S
    happened = episodes(moment(start_s * 1_000_000), moment((end_s - QUIET_S) * 1_000_000))
    n, changes = readings.record(database, sensors, happened, start_s, end_s)
    walks = hand_sessions(start_s, end_s - HAND_QUIET_S)
    if HAND_CODE in sensors and walks:
        changes += readings.record_by_hand(database, sensors[HAND_CODE], walks)

    def relive(tx: Transaction) -> Filled:
        _require_nothing_happened(tx, plant)
        cast = Cast(
            people={person.username: tx.get(People).viewer(person.person_id) for person in plant.people},
            sensors={sensor.sensor_id: sensor for sensor in sensors.values()},
            pictures=pictures,
            signature=signature,
            episodes=happened,
        )
        past = Past(tx, cast, until, sweep=_sweep)
        past.play(changes)
        tx.get(Outbox).notify_nobody(before=until)
        tx.get(Sites).mark_history(plant.site_id, until=until, is_written=True)
        return Filled(n, len(past.alert_ids), len(past.case_ids))

    return database.transact(relive)


def _sweep(tx: Transaction) -> None:
    suppression.begin_and_end_due(tx)
    suppression.reapply_due(tx)
    alert_commands.open_cases_of_lasting(tx)


def _begin(tx: Transaction, plant: Plant, sensors: Sequence[Sensor]) -> Begun | None:
    """Halt the simulation; until when the past is to reach: before anything that is stored. None if it
    is there already. Raises Refused(TOO_LATE).
    """
    until, is_written = tx.get(Sites).history(plant.site_id)
    if is_written:
        return None
    _require_nothing_happened(tx, plant)
    first_us = tx.get(Readings).first_us(sensor.sensor_id for sensor in sensors)
    if until is None:
        until = tx.now if first_us is None else min(tx.now, moment(first_us) - FIRST_PAUSE)
        until = until.replace(second=0, microsecond=0)
        tx.get(Sites).mark_history(plant.site_id, until=until, is_written=False)
    was_simulated = tx.get(Sites).get(plant.site_id).simulation_started_at is not None
    restart_simulation(tx, plant.code, is_simulated=False)
    return Begun(until, was_simulated=was_simulated)


def _require_nothing_happened(tx: Transaction, plant: Plant) -> None:
    """Raises Refused(TOO_LATE) where the plant had an alert of a source of its own, or a case."""
    if something_happened(tx.session, plant.site_id):
        raise Refused(ErrorCode.TOO_LATE, "something happened at the plant already")


def _sensors(tx: Transaction, plant: Plant) -> list[Sensor]:
    return [sensor for sensor in tx.get(Sensors).in_service() if sensor.site_id == plant.site_id]
