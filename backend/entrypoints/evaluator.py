"""An evaluator: judges the readings of its share of the partitions, beside others that have the rest."""

import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from sqlalchemy import make_url

from backend.connectors.scaleout.evaluator import Evaluator
from backend.connectors.scaleout.streams import Streams
from backend.core.database import Database
from backend.entrypoints.ingest import Alive
from backend.monitoring.hot_path.partition_owner import PartitionOwner
from backend.monitoring.partitions.rules import LEASE_FOR
from backend.monitoring.system.vitals_rules import Part
from backend.photos.store import PhotoStore


def run(
    database: Database,
    *,
    owner: str,
    redis_url: str,
    partitions: int,
    photos: PhotoStore,
    stop: Event,
    heartbeat_file: Path | None = None,
    tick: Callable[[], None] = lambda: None,
) -> None:
    """Judge until `stop` is set, as `owner`, whose name the connections bear (`yielding`).

    Raises Disagreement if the gateways count partitions differently.
    """

    alive = Alive(database)

    def went_round() -> None:
        tick()
        alive.note(Part.INGEST)  # gateways hear the broker, and say so
        if heartbeat_file is not None:
            heartbeat_file.touch()

    streams = Streams(redis_url, partitions)
    partition_owner = PartitionOwner(database, owner=owner, partitions=partitions, photos=photos)
    streams.agree_when_up(stop)
    scorer = Thread(target=partition_owner.scoring.run, args=(stop,), name="scoring")
    scorer.start()
    try:
        Evaluator(streams, partition_owner, stop=stop, tick=went_round, leave=scorer.join).run()
    finally:  # also after an error: the process must be able to end
        stop.set()
        scorer.join()


def new_owner() -> str:
    """A name that no other evaluator has, nor this one after a restart; PostgreSQL keeps 63 bytes of it."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def yielding(url: str, *, owner: str) -> str:
    """This address, with a server that ends a transaction in which we have stopped moving.

    A process that was paused in the middle of one would keep its rows locked, and nobody could take over. By
    the name of our connections another evaluator can have them ended, should we have been paused while the
    server waits for rows of ours: that does not count as idle.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        return url
    limit_ms = round(LEASE_FOR.total_seconds() * 1000)
    options = {
        "options": f"-c idle_in_transaction_session_timeout={limit_ms}",
        "application_name": owner,
    }
    return parsed.update_query_dict(options).render_as_string(hide_password=False)
