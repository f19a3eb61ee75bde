"""Forwarding of a body that others judge: into their streams, and an answer once they committed it.

Posted again before it was answered, to whichever gateway, a body only waits for what is in the streams
already. What became of each element only the evaluators know, so the answer is {"accepted", "rejected"}.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from backend.connectors.http.requests import Answer, Threads, is_of_use, useless
from backend.connectors.mqtt.frames import Message
from backend.connectors.payload import Decoder
from backend.connectors.scaleout.partitioner import Splitter
from backend.connectors.scaleout.stream_entry import Posted
from backend.connectors.scaleout.streams import Streams
from backend.core.errors import Unavailable
from backend.monitoring.hot_path import metrics
from backend.monitoring.partitions.rules import BEGINNING, Position
from backend.readings.rules import Batch
from backend.sensors.devices.rules import Receipt

COMMITTED_WITHIN_S: Final = 10.0
"""Longer than the others need to take over from an evaluator that died, shorter than most devices wait."""
LOOK_EVERY_S: Final = 0.02


class Forwarding:
    """`reached` returns how far each partition is committed, `record` keeps a receipt with its answer; both
    block and raise Unavailable.
    """

    def __init__(
        self,
        streams: Streams,
        reached: Callable[[], Mapping[int, Position]],
        record: Callable[[Receipt, Answer], None],
        threads: Threads,
        *,
        within_s: float = COMMITTED_WITHIN_S,
    ) -> None:
        self._streams, self._record, self._threads, self._within_s = streams, record, threads, within_s
        self._split = Splitter(streams.partitions)
        self._commits = Commits(reached, threads)

    async def __call__(self, messages: Sequence[Message], receipt: Receipt) -> Answer:
        posted, answer = await self._threads.run(lambda: self._post(messages, receipt))
        try:
            async with asyncio.timeout(self._within_s):
                await self._commits.wait_for(posted.positions)
        except TimeoutError as late:
            raise Unavailable("the evaluators are late; the body is kept for them") from late
        await self._threads.run(lambda: self._finish(posted, receipt, answer))
        return answer

    def _post(self, messages: Sequence[Message], receipt: Receipt) -> tuple[Posted, Answer]:
        batch = Decoder().decode(messages)
        entries = self._split(batch)
        if not is_of_use(batch):
            self._streams.append(entries)  # into quarantine, for a person to see
            raise useless(batch)
        posted = self._streams.append_once(f"{receipt.device_id}:{receipt.sha256}", entries)
        metrics.FORWARDED.inc(len(batch.readings))
        return posted, _answer_to(batch)

    def _finish(self, posted: Posted, receipt: Receipt, answer: Answer) -> None:
        if not self._streams.still_has(posted):
            # Then others have come as far as the body was, and it was never read.
            raise Unavailable("Redis lost what it had")
        self._record(receipt, answer)
        self._streams.let_go(posted)


class Commits:
    """Notices when entries are committed: one look at all partitions for all who wait, and no thread."""

    def __init__(self, reached: Callable[[], Mapping[int, Position]], threads: Threads) -> None:
        self._read, self._threads = reached, threads
        self._look: asyncio.Task[Mapping[int, Position]] | None = None

    async def wait_for(self, positions: Mapping[int, Position]) -> None:
        """Return once the entries up to these are committed. Raises Unavailable."""
        while True:
            if self._look is None or self._look.done():
                self._look = asyncio.create_task(self._look_again())
                self._look.add_done_callback(_is_heard)
            reached = await asyncio.shield(self._look)  # others wait for it too
            if all(reached.get(number, BEGINNING) >= position for number, position in positions.items()):
                return

    async def _look_again(self) -> Mapping[int, Position]:
        await asyncio.sleep(LOOK_EVERY_S)
        return await self._threads.run(self._read)


def _is_heard(look: asyncio.Task[Mapping[int, Position]]) -> None:
    """Retrieve the error of a look: else asyncio reports it where everybody who waited has given up."""
    if not look.cancelled():
        look.exception()


def _answer_to(batch: Batch) -> Answer:
    return {
        "accepted": len(batch.readings) + len(batch.observations),
        "rejected": len(batch.rejected),
    }
