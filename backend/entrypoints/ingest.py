"""The ingest process: readings from the broker into the database; or a thread of the all-in-one."""

import gc
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Final, TypeVar

import structlog

from backend.connectors.intake_gate import IntakeGate
from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.kept_session import KeptSession, SessionLost, nobody
from backend.connectors.mqtt.reader import WINDOW, Reader
from backend.connectors.pipeline import Pipeline
from backend.core.database import Database
from backend.monitoring.hot_path.batches import BatchStore, give_way
from backend.monitoring.hot_path.scoring_thread import Scoring

T = TypeVar("T")
GC_AFTER_ALLOCATIONS: Final = 50_000
"""A burst makes thousands of tuples that are no garbage; looking through them each time costs a tenth."""


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
) -> None:
    """Read until `stop` is set. Live screens hear of changes by the database's `on_commit`.

    `intake_gate` is what others bring their batches to, HTTP for one, while this runs. `sessions_folder`
    remembers over starts that the broker keeps a session for us; `on_session_lost` hears if it does no more.
    """
    scoring = Scoring(database)
    store = BatchStore(database, offer=scoring.offer)

    intake_gate.use(store)

    def tick() -> None:
        intake_gate.tick()
        if heartbeat_file is not None:
            heartbeat_file.touch()

    address = Address.of(mqtt_url)
    reader = Reader(
        address,
        Pipeline(intake_gate),
        client_id=client_id,
        stop=stop,
        tick=tick,
        ca_file=ca_file,
        session=KeptSession(address, client_id, folder=sessions_folder, on_lost=on_session_lost),
        window=window,
    )
    is_over = Event()
    scorer = Thread(target=scoring.run, args=(is_over,), name="scoring")
    scorer.start()
    try:
        reader.run()
    finally:  # also after an error: whoever starts us again starts another one
        is_over.set()
        scorer.join()


def own_process() -> None:
    """Tune the collector of a process that does nothing else, and let its reader go first."""
    give_way()
    gc.freeze()
    gc.set_threshold(GC_AFTER_ALLOCATIONS, 20, 100)
