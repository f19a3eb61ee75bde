"""A connection to PostgreSQL that does not wait for ever for a server that has stopped answering."""

from typing import Any, Final, Self

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.errors import _WaitTimeout

CONNECT_WITHIN_S: Final = 5
GRACE_S: Final = 2.0
"""The server ends a slow statement itself and says so; only one that hangs is given up on, so much later."""
# A machine that is gone sends no reset: the kernel asks after it, and gives up on what is not acknowledged.
KERNEL: Final = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}


class PatientConnection(psycopg.Connection[Any]):
    """`answers_within_s`: how long any one statement may take; None: as long as it likes."""

    answers_within_s: float | None = None

    @classmethod
    def open(cls, within_s: float | None, **parameters: Any) -> Self:
        """Connect. Raises psycopg.OperationalError, also where the server accepts and then says nothing."""
        parameters = {**KERNEL, "connect_timeout": CONNECT_WITHIN_S, **parameters}
        if within_s is not None:
            own = f"-c statement_timeout={round(within_s * 1000)}"
            parameters["options"] = f"{parameters.get('options', '')} {own}".strip()
        connection = cls.connect(**parameters)
        connection.answers_within_s = within_s
        return connection

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for the server. Raises psycopg.OperationalError and closes when it does not answer in time."""
        if timeout is None and self.answers_within_s is not None:
            timeout = self.answers_within_s + GRACE_S
        try:
            return super().wait(gen, interval, timeout)
        except _WaitTimeout as late:
            self.close()
            raise psycopg.OperationalError(f"no answer from the server within {timeout:g} s") from late
