"""A session that the broker forgot becomes an alert of the `system` source."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Final, Self
from urllib.parse import quote

import structlog

from backend.connectors.mqtt.kept_session import SessionLost
from backend.core.database import Database
from backend.core.database_guard import guarded
from backend.core.errors import Unavailable
from backend.core.files import replace
from backend.core.once_per_minute import away
from backend.monitoring.system import commands as system
from backend.sensors.system_rules import SystemCondition
from backend.settings import Settings

log = structlog.get_logger()
AGAIN_S: Final = 5.0


@dataclass(frozen=True)
class LostSessions:
    """Raises the condition at every site, in a thread of its own: who reads does not wait for a database.

    After a power cut the database may come back later than the broker, so it is tried until `stop` is set.
    What is still to be said then, or when this process is killed, stands in `file`, for the next start.
    """

    database: Database
    stop: Event
    again_s: float = AGAIN_S
    file: Path | None = None

    @classmethod
    def of(cls, settings: Settings, database: Database, stop: Event) -> Self:
        """Sessions of this process; what the one before could not say is said now."""
        file = settings.sessions_folder / f"{quote(settings.mqtt_client_id, safe='')}.lost"
        found = cls(database, stop, file=file)
        found.resume()
        return found

    def __call__(self, _lost: SessionLost) -> None:
        self._remember()
        self._begin()

    def resume(self) -> None:
        """Go on with what an earlier process left unsaid."""
        if self.file is not None and self.file.exists():
            self._begin()

    def _begin(self) -> None:
        Thread(target=self._report, name="lost-session", daemon=True).start()

    def _remember(self) -> None:
        if self.file is None:
            return
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace(self.file, b"")
        except OSError as error:
            log.warning("a restart would forget the lost session", error=str(error))

    def _report(self) -> None:
        raise_it = partial(system.raise_condition, condition=SystemCondition.SESSION_LOST)
        while True:
            try:
                guarded(self.database, raise_it)
                return self._forget()
            except Unavailable as error:
                away(log.warning, "a lost session is not reported yet", error)
            if self.stop.wait(self.again_s):
                return None

    def _forget(self) -> None:
        if self.file is not None:
            self.file.unlink(missing_ok=True)
