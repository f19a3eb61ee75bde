"""Notices that the broker has forgotten our session, and with it what it had acknowledged for us."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import structlog

from backend.connectors.mqtt.broker import Address
from backend.core.files import replace
from backend.monitoring.hot_path import metrics

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SessionLost:
    """The loss of a session, with what devices were told is taken since we acknowledged last, if anything."""

    client_id: str
    broker: str


def nobody(_lost: SessionLost) -> None:
    """Do nothing about a lost session, beyond the log and the metric."""


class KeptSession:
    """Remembers in a file that there was a session with this broker; without a folder in memory only.

    The first session ever, and the first one with another broker, are not lost ones.
    """

    def __init__(
        self,
        address: Address,
        client_id: str,
        *,
        folder: Path | None = None,
        on_lost: Callable[[SessionLost], None] = nobody,
    ) -> None:
        self._broker = f"{address.host}:{address.port}"
        self._client_id, self._on_lost = client_id, on_lost
        self._file = folder / quote(client_id, safe="") if folder else None
        self._was_there = self._read() == self._broker

    def connected(self, *, is_kept: bool) -> None:
        """The broker says whether it still had the session. Never raises: readings come first."""
        if self._was_there and not is_kept:
            metrics.SESSIONS_LOST.inc()
            log.error(
                "the broker has forgotten our session: what it had acknowledged for us is lost",
                client_id=self._client_id,
                broker=self._broker,
            )
            try:
                self._on_lost(SessionLost(self._client_id, self._broker))
            except Exception:  # whoever is told may fail; the readings that come now must not
                log.exception("nobody could be told of the lost session")
        if not self._was_there:
            self._was_there = True
            self._write()

    def _read(self) -> str:
        try:
            return self._file.read_text() if self._file else ""
        except OSError:
            return ""

    def _write(self) -> None:
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace(self._file, self._broker.encode())
        except OSError as error:
            log.warning("cannot remember the session with the broker", error=str(error))
