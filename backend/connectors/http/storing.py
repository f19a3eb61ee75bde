"""Storing of a body in the process that got it and also judges it.

The answer says what became of it: {"stored", "duplicates", "late", "unknown", "observed", "rejected"}.
"""

from collections import Counter
from collections.abc import Callable, Sequence

import structlog

from backend.connectors.http.requests import Answer, Threads, is_of_use, useless
from backend.connectors.mqtt.frames import Message
from backend.connectors.payload import Decoder
from backend.connectors.pipeline import Pipeline, count
from backend.core.errors import Unavailable
from backend.monitoring.intake_commands import Taken
from backend.readings.rules import Batch
from backend.sensors.devices.rules import Receipt

log = structlog.get_logger()


Keep = Callable[[Batch, Receipt | None], Taken]
"""Commits a batch, and with it (if given) the receipt of the body it came in. Raises Unavailable."""


class Storing:
    """`keep` blocks and may be called from several threads at once."""

    def __init__(self, keep: Keep, threads: Threads) -> None:
        self._keep, self._threads = keep, threads

    async def __call__(self, messages: Sequence[Message], receipt: Receipt) -> Answer:
        return await self._threads.run(lambda: self._store(messages, receipt))

    def _store(self, messages: Sequence[Message], receipt: Receipt) -> Answer:
        batch = Decoder().decode(messages)
        if not is_of_use(batch):
            count(batch, self._keep(batch, None))  # into quarantine, for a person to see
            raise useless(batch)
        try:
            taken = self._keep(batch, receipt)
        except Unavailable:
            raise
        except Exception as error:  # the pipeline finds the element that is at fault
            log.warning("a body cannot be stored as a whole", error=repr(error))
            return self._piece_by_piece(messages)
        count(batch, taken)
        return answer_of(taken)

    def _piece_by_piece(self, messages: Sequence[Message]) -> Answer:
        total: Counter[str] = Counter()

        def keep(batch: Batch) -> Taken:
            taken = self._keep(batch, None)
            total.update(answer_of(taken))
            return taken

        Pipeline(keep).take(messages)
        return dict(total)


def answer_of(taken: Taken) -> Answer:
    """Count the elements of a batch by what became of them."""
    found = taken.evaluation
    return {
        "stored": len(found.rows),
        "duplicates": found.duplicates + taken.observed.duplicates,
        "late": len(found.late),
        "unknown": sum(found.unknown.values()) + taken.observed.unknown,
        "observed": taken.observed.stored,
        "rejected": taken.rejected,
    }
