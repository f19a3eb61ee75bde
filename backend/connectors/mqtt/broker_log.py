"""Devices that the broker let not in, by the log of Mosquitto: Anhuan itself never hears of such a device."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from backend.connectors.mqtt.frames import Message
from backend.connectors.pipeline import Takes

TOPIC: Final = "$SYS/broker/log/N"
"""Notices; of QoS 0, so that they wait for nobody."""
PREFIX: Final = b"$SYS/broker/log/"
REFUSED: Final = re.compile(
    rb"(?:\d+: )?Client ([\w.-]{1,64}(?:/[\w.-]{1,64}){0,2}) disconnected, not authorised\."
)
MOST_NAMES: Final = 100
"""Between two reports, which are a second apart: who tries many names fills no memory."""

Note = Callable[[Mapping[str, int]], None]


class BrokerLog:
    """Stands before a pipeline, and takes the lines of the broker's log out of what comes.

    `note` takes the names under which devices were refused, and how often; it may raise Unavailable.
    """

    def __init__(self, pipeline: Takes, note: Note) -> None:
        self._pipeline, self._note = pipeline, note
        self._refused: Counter[str] = Counter()

    def take(self, messages: Sequence[Message], too_large: Sequence[Message] = ()) -> None:
        """Returns and raises as the pipeline does."""
        lines = [line for topic, line in messages if topic.startswith(PREFIX)]
        others = [each for each in messages if not each[0].startswith(PREFIX)] if lines else messages
        if others or too_large:
            self._pipeline.take(others, too_large)
        for line in lines:
            self._read(line)

    def report(self) -> None:
        """Note who was refused since the last time."""
        if self._refused:
            self._note(self._refused)
            self._refused.clear()

    def _read(self, line: bytes) -> None:
        found = REFUSED.fullmatch(line)
        name = found[1].decode() if found else ""
        if name and (name in self._refused or len(self._refused) < MOST_NAMES):
            self._refused[name] += 1
