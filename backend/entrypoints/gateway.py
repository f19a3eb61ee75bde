"""A gateway: readings from the broker, and over HTTP, into the streams of the evaluators."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread

from backend.connectors.http.endpoint import HttpIngest
from backend.connectors.http.forwarding import COMMITTED_WITHIN_S, Forwarding
from backend.connectors.http.requests import Answer, Threads
from backend.connectors.mqtt import broker_log
from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.broker_log import BrokerLog
from backend.connectors.mqtt.kept_session import KeptSession, SessionLost, nobody
from backend.connectors.mqtt.reader import TOPICS, Reader
from backend.connectors.pipeline import Takes
from backend.connectors.scaleout.gateway import Forwarder
from backend.connectors.scaleout.streams import Streams
from backend.connectors.scaleout.topic_shard import Share
from backend.core.database import Database
from backend.core.database_guard import guarded, reachable
from backend.entrypoints import http_ingest
from backend.entrypoints.ingest import noting_refused, say_alive
from backend.monitoring.partitions import commands as partitions
from backend.monitoring.partitions.rules import Position
from backend.monitoring.system.vitals_rules import BEAT_EVERY_S, Part
from backend.sensors.devices import commands as devices
from backend.sensors.devices.rules import Receipt


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
    """Forward until `stop` is set. With a port and a database, which has the keys, HTTP is served too.

    Raises Disagreement if the evaluators count partitions differently.
    """
    streams = Streams(redis_url, partitions)
    pipeline: Takes = Forwarder(streams, share)
    # Every gateway hears the log of the broker: the first one notes what it says.
    log = BrokerLog(pipeline, noting_refused(database)) if database and share.number == 1 else None

    def tick() -> None:
        if log is not None:
            log.report()
        if heartbeat_file is not None:
            heartbeat_file.touch()

    streams.agree_when_up(stop)
    address = Address.of(mqtt_url)
    reader = Reader(
        address,
        log or pipeline,
        client_id=client_id,
        stop=stop,
        tick=tick,
        ca_file=ca_file,
        session=KeptSession(address, client_id, folder=sessions_folder, on_lost=on_session_lost),
        topics=(*(topics or TOPICS), *([broker_log.TOPIC] if log else [])),
    )
    with ExitStack() as stack:
        if database is not None:
            Thread(target=_note_broker, args=(database, reader, stop), name="vitals", daemon=True).start()
        if database is not None and ingest_port:
            # Not before we agree with the evaluators, and so not while there is no Redis.
            posted = endpoint(database, streams)
            stack.enter_context(http_ingest.served(posted, host=host, port=ingest_port))
        reader.run()


def _note_broker(database: Database, reader: Reader, stop: Event) -> None:
    """Say every ten seconds that the broker is reached; what is forwarded does not wait for a database."""
    while not stop.wait(BEAT_EVERY_S):
        if reader.is_connected():
            say_alive(database, Part.BROKER)


def endpoint(database: Database, streams: Streams, *, within_s: float = COMMITTED_WITHIN_S) -> HttpIngest:
    """The endpoint of a process that hands what it gets to the evaluators, and waits for them."""

    def reached() -> Mapping[int, Position]:
        with reachable():
            return partitions.reached(database)

    def record(receipt: Receipt, answer: Answer) -> None:
        guarded(database, lambda tx: devices.record_answer(tx, receipt, answer))

    threads = Threads()
    forwarding = Forwarding(streams, reached, record, threads, within_s=within_s)
    return http_ingest.endpoint_with(database, forwarding)
