"""Which topics a gateway forwards, where several split them."""

from dataclasses import dataclass
from typing import Self
from zlib import crc32


@dataclass(frozen=True, slots=True)
class Share:
    """The topics of gateway `number` of `count`, by their hash: a topic always takes the same way.

    Each gateway has a session of its own with the broker and passes over what is not its own. A shared
    subscription would let the readings of one sensor overtake each other, and what comes late is not judged.
    """

    number: int = 1
    count: int = 1

    @classmethod
    def of(cls, text: str) -> Self:
        """From "2/3": the second of three. Raises ValueError."""
        number, slash, count = text.partition("/")
        found = cls(int(number), int(count))
        if not slash or not 1 <= found.number <= found.count:
            raise ValueError(f"not a share: {text!r} (1/2 is the first of two)")
        return found

    def has(self, topic: bytes) -> bool:
        return crc32(topic) % self.count == self.number - 1
