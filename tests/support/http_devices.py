"""Devices that post, and evaluators behind the gateways that they post to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import func, select

from backend.connectors.scaleout.evaluator import Evaluator
from backend.connectors.scaleout.streams import Streams
from backend.core.database import Database
from backend.monitoring.hot_path.partition_owner import PartitionOwner
from backend.photos.store import PhotoStore
from backend.sensors.devices import commands as devices
from backend.sensors.devices.rules import new_key
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.servers import NO_TLS


@dataclass
class Floor:
    """A plant, the endpoint, and a key for all of north."""

    database: Database
    clock: FakeClock
    plants: Plants
    address: str
    key: str

    def device(self, *codes: str, name: str = "gateway") -> tuple[str, devices.Device]:
        key = new_key()
        device = self.database.transact(
            lambda tx: devices.create_device(
                tx, site_id=self.plants.north, name=name, codes=list(codes), key=key, by=None
            )
        )
        return key, device

    def post(
        self,
        body: Any,
        path: str = "/ingest",
        *,
        key: str | None = None,
        to: str | None = None,
        **headers: str,
    ) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {
            "authorization": f"Bearer {key or self.key}",
            "content-type": "application/json",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return httpx.post(
            (to or self.address) + path, content=content, headers=sent, timeout=20, verify=NO_TLS
        )

    def ms(self, ago_s: float = 0) -> int:
        return round((self.clock() - timedelta(seconds=ago_s)).timestamp() * 1000)

    def count(self, what: Any) -> int:
        return self.database.read(
            lambda session: session.connection().scalar(select(func.count()).select_from(what)) or 0
        )


def waiting(streams: Streams) -> int:
    """How many entries are in the streams."""
    return sum(each.waiting for each in streams.look(range(streams.partitions + 1)).values())


@contextmanager
def evaluating(streams: Streams, database: Database, folder: Path) -> Iterator[None]:
    """An evaluator of all partitions is at work until the end of the block."""
    partition_owner = PartitionOwner(
        database, owner="one", partitions=streams.partitions, photos=PhotoStore(folder)
    )
    stop = threading.Event()
    thread = threading.Thread(target=Evaluator(streams, partition_owner, stop=stop).run, name="evaluator")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
