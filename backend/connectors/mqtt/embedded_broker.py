"""The MQTT broker of the embedded default: our own, on loopback, a process of its own.

What it promises, and what not (tests/contract/test_broker.py and tests/faults/ show both):
* what it has acknowledged at QoS 1 or 2 is on disk, and waits there for all whose session is kept; neither
  its own death nor that of Anhuan, nor a power cut, takes it away;
* the session of our own ingest is there before anybody publishes, needs a secret, and is never given up;
* it serves for `linger` after Anhuan has died; afterwards devices get no acknowledgement, and send again;
* it keeps at most `MOST_BYTES`: then sessions of others than ingest are given up, and if that does not help,
  whoever publishes waits. Nothing that was acknowledged is dropped for want of room;
* what it delivers may come twice after a restart; QoS 0, and a client whose session is not kept, get what
  comes while they are there;
* one port for MQTT 3.1.1 and 5, without shared subscriptions, topic aliases, subscription identifiers,
  delayed wills and expiry of messages; properties are not passed on; QoS 2 is granted as 1;
* anybody on this machine may publish and read: it listens on loopback only.
A production site runs Mosquitto or EMQX instead.
"""

import atexit
import contextlib
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import IO, Final, Self

import msgspec

from backend.connectors.mqtt.embedded_broker_process import Options, is_locked
from backend.connectors.mqtt.reader import TOPICS
from backend.core.files import keep

PORTS_TRIED: Final = 200
MOST_BYTES: Final = 1024 * 1024 * 1024
"""About ten million readings of one message each, or sixty million in batches of twenty."""
LINGER: Final = timedelta(minutes=15)
POLL_S: Final = 0.02
USER: Final = "anhuan"


class BrokerFailed(Exception):
    """The embedded broker cannot run here; the text says why."""


class EmbeddedBroker:
    """The broker that belongs to a data folder; at most one owner at a time.

    `port` is the first port tried. `client_id`: of our own ingest, for which `topics` are kept from the first
    start on.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int = 1883,
        client_id: str = "anhuan-ingest",
        topics: Sequence[str] = TOPICS,
        linger: timedelta = LINGER,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.port = port
        self._folder = folder
        self._linger = linger
        self._client_id, self._topics, self._most_bytes = client_id, topics, most_bytes
        self._secret = folder / "ingest.secret"
        self._identity = folder / "broker.json"
        self._owner_lock = folder / "broker.lock"
        self._ownership: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For people and devices."""
        return f"mqtt://127.0.0.1:{self.port}"

    @property
    def ingest_url(self) -> str:
        """For our own ingest: nobody else may use its client id."""
        return f"mqtt://{USER}:{self._secret.read_text()}@127.0.0.1:{self.port}"

    @property
    def is_running(self) -> bool:
        """Whether the process of the broker lives. Poll it each second; `start()` again if it does not."""
        if self._process is not None:
            self._process.poll()  # else a dead child stays a zombie
        return self._identity.exists() and is_locked(self._identity)

    def start(self, within: timedelta = timedelta(seconds=10)) -> Self:
        """Take over the broker that a crashed owner left behind, or start one; returns when it is up.

        Started again after its process died, it keeps its ports. Raises `BrokerFailed` when another Anhuan
        owns this folder (which is made if need be) or no port is free.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._own()
        keep(self._secret, lambda: secrets.token_hex(32))
        deadline = time.monotonic() + within.total_seconds()
        atexit.register(self.stop)
        while not self._is_up() and time.monotonic() < deadline:
            if not self.is_running and (self._process is None or self._process.poll() is not None):
                self._spawn()
            time.sleep(POLL_S)
        if not self._is_up():
            self.stop()
            raise BrokerFailed(f"the embedded broker did not start; see {self._folder / 'broker.log'}")
        return self

    def stop(self) -> None:
        """End the broker; what it has queued waits on disk. Safe to call twice."""
        atexit.unregister(self.stop)
        if self._ownership is None:
            return
        for way in (signal.SIGTERM, signal.SIGKILL):
            if self._end(way):
                break
        if self._process is not None:
            self._process.wait()
            self._process = None
        self._ownership.close()
        self._ownership = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _own(self) -> None:
        if self._ownership is not None:
            return
        file = self._owner_lock.open("a")
        for _ in range(50):  # the broker itself looks at this lock now and then, for an instant
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(POLL_S)
            else:
                self._ownership = file
                return
        file.close()
        raise BrokerFailed(f"another Anhuan is running with the data in {self._folder}")

    def _spawn(self) -> None:
        self.port = _free_port(self.port)
        log = self._folder / "broker.log"
        options = Options(
            folder=str(self._folder / "queue"),
            identity=str(self._identity),
            owner_lock=str(self._owner_lock),
            secret_file=str(self._secret),
            log=str(log),
            linger_s=self._linger.total_seconds(),
            port=self.port,
            owner=self._client_id,
            topics=list(self._topics),
            most_bytes=self._most_bytes,
        )
        command = [
            sys.executable,
            "-m",
            "backend.connectors.mqtt.embedded_broker_process",
            msgspec.json.encode(options).decode(),
        ]
        with log.open("ab") as output:  # what the one before said at its end is evidence
            self._process = subprocess.Popen(  # noqa: S603 - our own module, with our own interpreter
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl+C in the terminal is for the owner, who ends it in good order
            )

    def _is_up(self) -> bool:
        who = self._who()
        if who is None:
            return False
        self.port = who["port"]
        return _accepts(self.port)

    def _who(self) -> dict[str, int] | None:
        """Return the pid and port that the living broker wrote; None while it has not, or there is none.

        Its lock proves that the pid is the broker's, and not that of a stranger who got the number later.
        """
        text = self._identity.read_text() if self.is_running else ""
        who: dict[str, int] | None = json.loads(text) if text else None
        return who

    def _end(self, way: signal.Signals) -> bool:
        """Whether the broker is gone within three seconds."""
        if who := self._who():
            with contextlib.suppress(ProcessLookupError):
                os.kill(who["pid"], way)
        elif self._process is not None:
            self._process.send_signal(way)
        for _ in range(150):
            if not self.is_running:
                return True
            time.sleep(POLL_S)
        return False


def find_broker(folder: Path) -> str | None:
    """The address of the broker that runs in this folder, None if there is none."""
    identity = folder / "broker.json"
    text = identity.read_text() if identity.exists() and is_locked(identity) else ""
    return f"mqtt://127.0.0.1:{json.loads(text)['port']}" if text else None


def _free_port(first: int) -> int:
    """A loopback port on which nothing listens, from `first` up; any for 0."""
    for port in range(first, first + PORTS_TRIED) if first else [0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                found: int = probe.getsockname()[1]
                return found
    raise BrokerFailed(f"no free port from {first} to {first + PORTS_TRIED}")


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
