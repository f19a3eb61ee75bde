"""Of many processes each says of itself only that it works: of the broker those that hear it."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import select

from backend.connectors.scaleout.topic_shard import Share
from backend.core.database import Database
from backend.entrypoints import evaluator, gateway
from backend.monitoring.system.tables import HeartbeatRow
from backend.photos.store import PhotoStore
from tests.support.plants import Plants
from tests.support.servers import wait_until
from tests.support.site_broker import SiteBroker

pytestmark = [pytest.mark.redis, pytest.mark.postgres]


def said(postgres_database: Database) -> set[str]:
    return set(postgres_database.read(lambda session: session.exec(select(HeartbeatRow.part)).all()))


def while_running(run: Callable[[threading.Event], None], check: Callable[[], None]) -> None:
    stop = threading.Event()
    process = threading.Thread(target=run, args=(stop,))
    process.start()
    try:
        check()
    finally:
        stop.set()
        process.join()


def test_an_evaluator_says_nothing_of_the_broker(
    postgres_database: Database, plants: Plants, redis_url: str, tmp_path: Path
) -> None:
    def run(stop: threading.Event) -> None:
        photos = PhotoStore(tmp_path / "photos")
        evaluator.run(
            postgres_database, owner="one", redis_url=redis_url, partitions=4, photos=photos, stop=stop
        )

    while_running(run, partial(wait_until, lambda: bool(said(postgres_database)), "it says it works", 30))

    assert said(postgres_database) == {"ingest"}


@pytest.mark.nightly
@pytest.mark.broker
def test_a_gateway_says_that_it_hears_the_broker_also_where_nobody_posts_to_it(
    postgres_database: Database, plants: Plants, redis_url: str, site_broker: SiteBroker
) -> None:
    def run(stop: threading.Event) -> None:
        gateway.run(
            mqtt_url=site_broker.url("gateway-1"),
            client_id="anhuan-gateway-1",
            redis_url=redis_url,
            partitions=4,
            share=Share(),
            stop=stop,
            database=postgres_database,
        )

    while_running(run, partial(wait_until, lambda: bool(said(postgres_database)), "it hears the broker", 60))

    assert said(postgres_database) == {"broker"}
