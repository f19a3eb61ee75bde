"""The gateway: from a burst of messages to the streams of the evaluators. Keeps no state."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from backend.connectors.mqtt.frames import Message
from backend.connectors.payload import Decoder, reject
from backend.connectors.scaleout.partitioner import KNOWN, Splitter
from backend.connectors.scaleout.streams import Streams
from backend.connectors.scaleout.topic_shard import Share
from backend.monitoring.hot_path import metrics
from backend.sensors.quarantine_rules import RejectReason

ALL: Final = Share()


class Forwarder:
    """The pipeline of a gateway's reader."""

    def __init__(self, streams: Streams, share: Share = ALL) -> None:
        self._streams = streams
        self._is_ours = lru_cache(KNOWN)(share.has) if share.count > 1 else None
        self._split = Splitter(streams.partitions)
        self._decoder = Decoder()

    def take(self, messages: Sequence[Message], too_large: Sequence[Message] = ()) -> None:
        """Return once the streams have all of it. Raises Unavailable, and then nobody may acknowledge."""
        batch = self._decoder.decode(self._ours(messages))
        batch.rejected.extend(
            reject(topic, payload, RejectReason.TOO_LARGE, "larger than a packet may be")
            for topic, payload in self._ours(too_large)
        )
        entries = self._split(batch)
        if entries:
            self._streams.append(entries)
        metrics.FORWARDED.inc(len(batch.readings))
        metrics.BATCH.observe(len(batch.readings))

    def _ours(self, messages: Sequence[Message]) -> Iterable[Message]:
        is_ours = self._is_ours
        return messages if is_ours is None else [each for each in messages if is_ours(each[0])]
