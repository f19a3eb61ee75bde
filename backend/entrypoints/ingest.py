"""The ingest process: readings from the broker into the database; or a thread of the all-in-one."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

import structlog

from backend.connectors.intake_gate import IntakeGate
from backend.connectors.mqtt import broker_log
from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.broker_log import BrokerLog
from backend.connectors.mqtt.kept_session import KeptSession, SessionLost, nobody
from backend.connectors.mqtt.reader import TOPICS, WINDOW, Reader
from backend.connectors.pipeline import Pipeline
from backend.core import garbage
from backend.core.database import Database
from backend.core.database_guard import guarded, reachable
from backend.core.errors import Unavailable
from backend.monitoring.hot_path.batches import BatchStore, give_way
from backend.monitoring.hot_path.scoring_thread import Scoring
from backend.monitoring.system import vitals_commands as vitals
from backend.monitoring.system.vitals_rules import BEAT_EVERY_S, Part
from backend.sensors.devices import refusals_commands as refusals

T = TypeVar("T")
log = structlog.get_logger()


def run(
    database: Database,
    *,
    mqtt_url: str,
    client_id: str,
    stop: Event,
    ca_file: Path | None = None,
    heartbeat_file: Path | None = None,
    intake_gate: IntakeGate,
    window: int = WINDOW,
    sessions_folder: Path | None = None,
    on_session_lost: Callable[[SessionLost], None] = nobody,
    hears_broker: bool = True,
) -> None:
    """Read until `stop` is set. Live screens hear of changes by the database's `on_commit`.

    `intake_gate` is what others bring their batches to, HTTP for one, while this runs. `sessions_folder`
    remembers over starts that the broker keeps a session for us; `on_session_lost` hears if it does no more.
    `hears_broker`: whom it refuses is in its log, and noted; the embedded one refuses nobody.
    """
    scoring = Scoring(database)
    alive = Alive(database)
    pipeline = BrokerLog(Pipeline(intake_gate), noting_refused(database))

    def say_it_works() -> None:
        alive.note(*([Part.INGEST, Part.BROKER] if reader.is_connected() else [Part.INGEST]))

    @contextmanager
    def beside() -> Iterator[Callable[[], None]]:
        yield say_it_works

    def tick() -> bool:
        is_behind = intake_gate.tick()
        pipeline.report()
        say_it_works()
        if heartbeat_file is not None:
            heartbeat_file.touch()
        return is_behind

    address = Address.of(mqtt_url)
    reader = Reader(
        address,
        pipeline,
        client_id=client_id,
        stop=stop,
        tick=tick,
        ca_file=ca_file,
        session=KeptSession(address, client_id, folder=sessions_folder, on_lost=on_session_lost),
        window=window,
        topics=(*TOPICS, broker_log.TOPIC) if hears_broker else TOPICS,
    )
    intake_gate.use(BatchStore(database, offer=scoring.offer, beside=beside))
    is_over = Event()
    scorer = Thread(target=scoring.run, args=(is_over,), name="scoring")
    scorer.start()
    try:
        reader.run()
    finally:  # also after an error: whoever starts us again starts another one
        is_over.set()
        scorer.join()


class Alive:
    """Says every ten seconds which parts work."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._due_s = 0.0

    def note(self, *parts: Part) -> None:
        """Say it, where it is due."""
        now_s = time.monotonic()
        if now_s < self._due_s:
            return
        self._due_s = now_s + BEAT_EVERY_S
        say_alive(self._database, *parts)


def say_alive(database: Database, *parts: Part) -> None:
    """Say that these parts work; a database that is away is not waited for here."""
    with suppress(Unavailable):
        guarded(database, lambda tx: vitals.beat(tx, *parts))


def noting_refused(database: Database) -> broker_log.Note:
    """Return the function that notes the devices the broker refused."""

    def note(names: Mapping[str, int]) -> None:
        with reachable():
            refusals.note_refused_by_broker(database, names)

    return note


def own_process() -> None:
    """Tune the collector of a process that does nothing else, and let its reader go first."""
    give_way()
    gc.freeze()
    garbage.look_seldom()
