"""A session that the broker forgot becomes an alert of the `system` source."""

from dataclasses import dataclass
from functools import partial
from threading import Event, Thread
from typing import Final

import structlog

from backend.connectors.mqtt.kept_session import SessionLost
from backend.core.database import Database
from backend.core.database_guard import guarded
from backend.core.errors import Unavailable
from backend.core.once_per_minute import away
from backend.monitoring.system import commands as system
from backend.sensors.system_rules import SystemCondition

log = structlog.get_logger()
AGAIN_S: Final = 5.0


@dataclass(frozen=True)
class LostSessions:
    """Raises the condition at every site, in a thread of its own: who reads does not wait for a database.

    After a power cut the database may come back later than the broker, so it is tried until `stop` is set.
    """

    database: Database
    stop: Event
    again_s: float = AGAIN_S

    def __call__(self, _lost: SessionLost) -> None:
        Thread(target=self._report, name="lost-session", daemon=True).start()

    def _report(self) -> None:
        raise_it = partial(system.raise_condition, condition=SystemCondition.SESSION_LOST)
        while True:
            try:
                return guarded(self.database, raise_it)
            except Unavailable as error:
                away(log.warning, "a lost session is not reported yet", error)
            if self.stop.wait(self.again_s):
                return None
