"""A gateway: readings from the broker into the streams of the evaluators."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from backend.ingest.broker import Address
from backend.ingest.gateway import Forwarder
from backend.ingest.mqtt import TOPICS, Reader
from backend.ingest.shares import Share
from backend.ingest.streams import Streams


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
) -> None:
    """Forward until `stop` is set. Raises Disagreement if the evaluators count partitions differently."""

    def tick() -> None:
        if heartbeat_file is not None:
            heartbeat_file.touch()

    streams = Streams(redis_url, partitions)
    streams.agree_when_up(stop)
    reader = Reader(
        Address.of(mqtt_url),
        Forwarder(streams, share),
        client_id=client_id,
        stop=stop,
        tick=tick,
        ca_file=ca_file,
        topics=topics or TOPICS,
    )
    reader.run()
