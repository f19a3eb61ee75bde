"""Seeded rubbish: things that are almost right, and things that are not right at all."""

import os
import string
from random import Random
from typing import Any, Final

SEED: Final = os.environ.get("ANHUAN_FUZZ_SEED", "20261126")
ODD: Final = (
    "",
    " ",
    "\x00",
    "\ud800",
    "气体",
    "😀",
    "é",
    "../../x",
    "'; --",
    "{{7*7}}",
    "NaN",
    "-1",
    "A" * 5_000,
)
NUMBERS: Final = (0, -1, 1, 10**18, -(10**18), 10**400, 1e308, -1e308, 0.5, 2**31, 2**63)
DEEPEST: Final = 4


class Fuzz(Random):
    """The same for the same seed and name. A failing test prints the seed; ANHUAN_FUZZ_SEED repeats it."""

    def __init__(self, name: str) -> None:
        print(f"ANHUAN_FUZZ_SEED={SEED}")  # noqa: T201 - shown with a failure
        super().__init__(f"{SEED}/{name}")

    def broken(self, data: bytes) -> bytes:
        """The bytes with a few of them changed, cut out or doubled."""
        found = bytearray(data)
        for _ in range(self.randrange(1, 5)):
            at, length = self.randrange(len(found) + 1), self.randrange(1, 9)
            match self.randrange(4):
                case 0:
                    found[at : at + 1] = self.randbytes(1)
                case 1:
                    del found[at : at + length]
                case 2:
                    found[at:at] = found[at : at + length]
                case _:
                    del found[at:]
        return bytes(found)

    def text(self) -> str:
        """A word, or what no keyboard types."""
        if self.random() < 0.5:
            return self.choice(ODD)
        return "".join(self.choices(string.printable, k=self.randrange(1, 40)))

    def value(self, depth: int = 0) -> Any:
        """Any JSON."""
        kind = self.randrange(7 if depth < DEEPEST else 5)
        if kind < 2:
            return self.text()
        if kind == 2:
            return self.choice(NUMBERS)
        if kind < 5:
            return self.choice((None, True, False))
        inside = [self.value(depth + 1) for _ in range(self.randrange(4))]
        return inside if kind == 5 else {self.text(): each for each in inside}

    def altered(self, value: Any) -> Any:
        """The same JSON with one thing in it replaced, left out or added."""
        if isinstance(value, dict) and value and self.random() < 0.8:
            name = self.choice(sorted(value))
            if self.random() < 0.15:
                return {each: inside for each, inside in value.items() if each != name}
            if self.random() < 0.1:
                return {**value, self.text(): self.value()}
            return {**value, name: self.altered(value[name])}
        if isinstance(value, list) and value and self.random() < 0.8:
            at = self.randrange(len(value))
            return [*value[:at], self.altered(value[at]), *value[at + 1 :]]
        return self.value()
