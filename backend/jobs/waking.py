"""Waking the worker: a Celery task after the commit of what somebody may have to be notified of.

A wake-up is a hint: what is to be done stands in the database, where the sweep finds it within a second. So
nothing here fails or delays the one who commits, and a task that is lost with Redis costs a second.
"""

from collections.abc import Sequence
from threading import Event, Lock, Thread
from typing import Final

import structlog
from celery import Celery
from kombu.exceptions import OperationalError

from backend.core.database import BEAT, Changed
from backend.core.once_per_minute import away

TASK: Final = "anhuan.deliver"
QUEUE: Final = "messages"
"""Of these tasks alone: none waits behind a job that computes for seconds."""
EXPIRES_S: Final = 2.0
"""By then the sweep has done it."""
TIMEOUT_S: Final = 1.0
log = structlog.get_logger(__name__)


class Waker:
    """Sends one task for all that is committed while it sends the one before; from a thread of its own."""

    def __init__(self, url: str) -> None:
        self._app = Celery("anhuan", broker=url, set_as_current=False)
        self._app.conf.update(
            task_ignore_result=True,
            broker_connection_timeout=TIMEOUT_S,
            broker_transport_options={"socket_timeout": TIMEOUT_S, "socket_connect_timeout": TIMEOUT_S},
        )
        self._wanted = Event()
        self._starting = Lock()
        self._thread: Thread | None = None

    def __call__(self, changes: Sequence[Changed]) -> None:
        """Something was committed: have the worker look now instead of within a second."""
        if all(each.kind == BEAT for each in changes):
            return
        self._wanted.set()
        with self._starting:
            if self._thread is None:  # not before: a process may fork until it has work to do
                self._thread = Thread(target=self._run, name="waker", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            try:
                self._app.send_task(TASK, queue=QUEUE, expires=EXPIRES_S, retry=False)
            except (OperationalError, OSError) as error:  # what redis raises comes as the former
                away(log.warning, "the worker is not woken: it looks every second", repr(error))
