"""A gateway: readings from the broker, and over HTTP, into the streams of the evaluators."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Event

from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.kept_session import KeptSession, SessionLost, nobody
from backend.connectors.mqtt.reader import TOPICS, Reader
from backend.connectors.scaleout.gateway import Forwarder
from backend.connectors.scaleout.streams import Streams
from backend.connectors.scaleout.topic_shard import Share
from backend.core.database import Database
from backend.entrypoints import http_ingest


def run(
    *,
    mqtt_url: str,
    client_id: str,
    redis_url: str,
    partitions: int,
    share: Share,
    stop: Event,
    topics: Sequence[str] = (),
    ca_file: Path | None = None,
    heartbeat_file: Path | None = None,
    database: Database | None = None,
    host: str = "",
    ingest_port: int = 0,
    sessions_folder: Path | None = None,
    on_session_lost: Callable[[SessionLost], None] = nobody,
) -> None:
    """Forward until `stop` is set; with a database, which has the keys, HTTP ingest is served too.

    Raises Disagreement if the evaluators count partitions differently.
    """

    def tick() -> None:
        if heartbeat_file is not None:
            heartbeat_file.touch()

    streams = Streams(redis_url, partitions)
    streams.agree_when_up(stop)
    address = Address.of(mqtt_url)
    reader = Reader(
        address,
        Forwarder(streams, share),
        client_id=client_id,
        stop=stop,
        tick=tick,
        ca_file=ca_file,
        session=KeptSession(address, client_id, folder=sessions_folder, on_lost=on_session_lost),
        topics=topics or TOPICS,
    )
    with ExitStack() as stack:
        if database is not None:
            # Not before we agree with the evaluators, and so not while there is no Redis.
            endpoint = http_ingest.gateway_endpoint(database, streams)
            stack.enter_context(http_ingest.served(endpoint, host=host, port=ingest_port))
        reader.run()
