"""The stream between gateways and evaluators: one Redis stream per partition, entries of many readings.

Nothing is ever trimmed by length: an entry goes once its readings are committed. If the evaluators are away
Redis fills up and refuses more, and then the gateway acknowledges nothing. Partition number `partitions`,
one after the last, is the quarantine: messages that are no readings belong to no source.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event
from typing import Any, Final

import redis
import structlog

from backend.connectors.mqtt.broker import BackOff
from backend.connectors.scaleout.stream_entry import (
    FIELD,
    NOWHERE,
    Disagreement,
    Entry,
    Posted,
    Standing,
    batch_of,
    encode,
    id_of,
    position_of,
    posted,
)
from backend.core.errors import Unavailable
from backend.core.once_per_minute import away
from backend.monitoring.partitions.rules import Position
from backend.readings.rules import Batch

ANSWER_WITHIN_S: Final = 5.0
AGREED: Final = "readings:partitions"
NOTED_FOR_S: Final = 86_400
"""So long the streams remember a body that nobody came back for."""
LET_GO_AFTER_S: Final = 120
"""Longer than it can take from looking for a receipt to the streams, so that no body slips between them."""

# One step, so that the note of a body and its entries are there together or not at all.
APPEND_ONCE: Final = """
local noted = redis.call('GET', KEYS[1])
if noted then return noted end
local last = {}
for i = 2, #KEYS do last[ARGV[2 * i]] = redis.call('XADD', KEYS[i], '*', ARGV[2], ARGV[2 * i - 1]) end
noted = cjson.encode(last)
redis.call('SET', KEYS[1], noted, 'EX', ARGV[1])
return noted
"""

log = structlog.get_logger()


class Streams:
    """Raises Unavailable while Redis cannot be reached or refuses."""

    def __init__(self, url: str, partitions: int) -> None:
        self.partitions = partitions
        self._redis = redis.Redis.from_url(
            url, socket_timeout=ANSWER_WITHIN_S, socket_connect_timeout=ANSWER_WITHIN_S
        )
        keys = [f"readings:{number}".encode() for number in range(partitions)]
        self._keys = [*keys, b"readings:quarantine"]
        self._append_once = self._redis.register_script(APPEND_ONCE)
        self._numbers = {key: number for number, key in enumerate(self._keys)}

    def agree(self) -> None:
        """Raises Disagreement if somebody has begun with another number of partitions."""
        with _available():
            self._redis.set(AGREED, self.partitions, nx=True)
            agreed = int(self._redis.get(AGREED) or 0)
        if agreed != self.partitions:
            raise Disagreement(f"the streams have {agreed} partitions, we {self.partitions}")

    def agree_when_up(self, stop: Event) -> None:
        """`agree` once Redis answers, or never once the stop event is set."""
        again = BackOff(0.5)
        while not stop.is_set():
            try:
                return self.agree()
            except Unavailable as error:
                wait_s = again.next_s()
                away(log.warning, "no streams yet", error, retry_in_s=round(wait_s, 1))
                stop.wait(wait_s)
        return None

    def append(self, batches: Mapping[int, Sequence[Batch]]) -> None:
        """Add these entries, all or none. Returns once Redis has them as safely as configured."""
        with _available(), self._redis.pipeline(transaction=True) as pipe:
            for partition, entries in batches.items():
                for batch in entries:
                    pipe.xadd(self._keys[partition], {FIELD: encode(batch)})
            pipe.execute()

    def append_once(self, name: str, batches: Mapping[int, Sequence[Batch]]) -> Posted:
        """Add these entries, all or none, unless they were added under this name before."""
        keys: list[str | bytes] = [f"readings:posted:{name}"]
        arguments: list[bytes | int] = [NOTED_FOR_S, FIELD]
        for partition, entries in batches.items():
            for batch in entries:
                keys.append(self._keys[partition])
                arguments += [encode(batch), partition]
        with _available():
            value: Any = self._append_once(keys, arguments)
        return posted(name, value)

    def still_has(self, body: Posted) -> bool:
        """Whether they lost nothing since this body was added: its note would have gone with the rest."""
        with _available():
            return self._redis.get(f"readings:posted:{body.name}") == body.value

    def let_go(self, body: Posted) -> None:
        """There is a receipt: the body need not be remembered here."""
        with _available():
            self._redis.expire(f"readings:posted:{body.name}", LET_GO_AFTER_S)

    def read(self, after: Mapping[int, Position], *, count: int, wait_ms: int) -> list[Entry]:
        """Up to `count` entries of each partition beyond these positions, in order; [] after `wait_ms`."""
        wanted: Any = {self._keys[number]: id_of(position) for number, position in after.items()}
        with _available():
            answer: Any = self._redis.xread(wanted, count=count, block=wait_ms)
        found = answer.items() if isinstance(answer, dict) else answer or ()
        return [
            Entry(self._numbers[key], position_of(entry_id), batch_of(key, fields))
            for key, entries in found
            for entry_id, fields in _flat(entries)
        ]

    def look(self, partitions: Sequence[int]) -> dict[int, Standing]:
        """How these streams stand; one that does not exist, or not any more, stands at the beginning."""
        with _available(), self._redis.pipeline(transaction=False) as pipe:
            for number in partitions:
                pipe.xinfo_stream(self._keys[number])
            answers: Any = pipe.execute(raise_on_error=False)
        return {
            number: NOWHERE
            if isinstance(answer, redis.ResponseError)
            else Standing(position_of(answer["last-generated-id"]), answer["length"])
            for number, answer in zip(partitions, answers, strict=True)
        }

    def trim(self, committed: Mapping[int, Position]) -> None:
        """Forget what has been committed up to and including these positions."""
        with _available(), self._redis.pipeline(transaction=False) as pipe:
            for number, (ms, seq) in committed.items():
                pipe.xtrim(self._keys[number], minid=f"{ms}-{seq + 1}", approximate=False)
            pipe.execute()


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as error:
        raise Unavailable(f"the streams: {error!r}") from error


def _flat(entries: Any) -> Any:
    """RESP3 wraps the entries of a stream once more."""
    return entries[0] if entries and isinstance(entries[0], list) else entries
