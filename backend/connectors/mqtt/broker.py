"""Where the broker is, and how long to wait before asking it again."""

import random
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import parse_qs, unquote, urlsplit

MAX_WAIT_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where the broker is. From `mqtt://user:password@host:port` or `mqtts://…`; `?version=3.1.1` or 5."""

    host: str
    port: int
    is_v5: bool = True
    is_tls: bool = False
    username: str | None = None
    password: str | None = None

    @classmethod
    def of(cls, url: str) -> Self:
        """Raises ValueError for an address of something else."""
        parts = urlsplit(url)
        if parts.scheme not in {"mqtt", "mqtts"} or not parts.hostname:
            raise ValueError(f"not an address of an MQTT broker: {url!r}")
        is_tls = parts.scheme == "mqtts"
        return cls(
            host=parts.hostname,
            port=parts.port or (8883 if is_tls else 1883),
            is_v5=parse_qs(parts.query).get("version") != ["3.1.1"],
            is_tls=is_tls,
            username=None if parts.username is None else unquote(parts.username),
            password=None if parts.password is None else unquote(parts.password),
        )


class BackOff:
    """Waiting times that double up to half a minute, with some jitter so that many do not come at once."""

    def __init__(self, first_s: float) -> None:
        self._first_s = self._next_s = first_s

    def next_s(self) -> float:
        wait_s = self._next_s * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, not a secret
        self._next_s = min(self._next_s * 2, MAX_WAIT_S)
        return wait_s

    def reset(self) -> None:
        self._next_s = self._first_s
