"""The MQTT broker of the embedded default: iotcore (rumqttd in a wheel), on loopback, a process of its own.

What it promises, and what not (tests/contract/test_broker.py measures both):
* a subscriber with a session that is away, or dies before it acknowledges, gets everything when it is back,
  in order (without the DUP flag, which the MQTT standard would ask for);
* it survives a crash of Anhuan for `linger`, and the next start takes it over with all it has queued;
* its memory is all it has: if the broker's own process dies, sessions and queued messages are gone, also
  those it had acknowledged. A queue beyond `SEGMENTS` segments per filter loses its oldest messages without a
  word;
* a subscriber gets at most `WINDOW` unacknowledged messages at a time, whatever it asks for;
* rarely (rumqttd 0.20, seen under load only) a client that comes back under its old id makes its listener
  deaf; the process notices within half a minute and ends, and its owner must start it again;
* MQTT 3.1.1 and MQTT 5 have a port each, with the same topics behind them. A session that returns over
  MQTT 5 is at times no longer served (about one in ten, measured), so our own ingest speaks 3.1.1 with it.
A production site runs Mosquitto or EMQX instead.
"""

import atexit
import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO, Final, Self

from backend.connectors.mqtt.embedded_broker_process import is_locked

PORTS_TRIED: Final = 200
SEGMENT_MB: Final = 16
SEGMENTS: Final = 16
LARGEST_MESSAGE: Final = 1024 * 1024
WINDOW: Final = 100
"""Unacknowledged messages that it sends ahead, whatever a subscriber asks for (rumqttd's own constant)."""
POLL_S: Final = 0.02

_CONFIG: Final = f"""\
id = 0
[router]
id = 0
max_connections = 1000
max_outgoing_packet_count = 1000
max_segment_size = {SEGMENT_MB * 1024 * 1024}
max_segment_count = {SEGMENTS}
"""
_LISTENER: Final = """
[{kind}.1]
name = "{kind}"
listen = "127.0.0.1:{port}"
next_connection_delay_ms = 1
    [{kind}.1.connections]
    connection_timeout_ms = 60000
    max_payload_size = {largest}
    max_inflight_count = 1000
    dynamic_filters = true
"""


class BrokerFailed(Exception):
    """The embedded broker cannot run here; the text says why."""


class EmbeddedBroker:
    """The broker that belongs to a data folder; at most one owner at a time.

    `port` is the first port tried for MQTT 3.1.1; MQTT 5 gets the next free one after it.
    """

    def __init__(self, folder: Path, *, port: int = 1883, linger: timedelta = timedelta(seconds=30)) -> None:
        self.port = self.port_v5 = port
        self._folder = folder
        self._linger = linger
        self._identity = folder / "broker.json"
        self._owner_lock = folder / "broker.lock"
        self._ownership: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For people and devices: MQTT 3.1.1."""
        return f"mqtt://127.0.0.1:{self.port}"

    @property
    def url_v5(self) -> str:
        """For devices that insist on it: MQTT 5."""
        return f"mqtt://127.0.0.1:{self.port_v5}"

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
        self._folder.mkdir(parents=True, exist_ok=True)
        self._own()
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
        """End the broker and what it has queued. Safe to call twice."""
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
        ports = _free_ports(self.port)
        self.port, self.port_v5 = next(ports), next(ports)
        config = self._folder / "broker.toml"
        config.write_text(_CONFIG + _listener("v4", self.port) + _listener("v5", self.port_v5))
        options = {
            "config": str(config),
            "identity": str(self._identity),
            "owner_lock": str(self._owner_lock),
            "linger_s": self._linger.total_seconds(),
            "port": self.port,
            "port_v5": self.port_v5,
        }
        command = [
            sys.executable,
            "-m",
            "backend.connectors.mqtt.embedded_broker_process",
            json.dumps(options),
        ]
        with (self._folder / "broker.log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, with our own interpreter
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl+C in the terminal is for the owner, who ends it in good order
            )

    def _is_up(self) -> bool:
        who = self._who()
        if who is None:
            return False
        self.port, self.port_v5 = who["port"], who["port_v5"]
        return _accepts(self.port) and _accepts(self.port_v5)

    def _who(self) -> dict[str, int] | None:
        """What the living broker wrote of itself; None while it has not, or there is none.

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
    """The MQTT 3.1.1 address of the broker that runs in this folder, None if there is none."""
    identity = folder / "broker.json"
    text = identity.read_text() if identity.exists() and is_locked(identity) else ""
    return f"mqtt://127.0.0.1:{json.loads(text)['port']}" if text else None


def _listener(kind: str, port: int) -> str:
    return _LISTENER.format(kind=kind, port=port, largest=LARGEST_MESSAGE)


def _free_ports(first: int) -> Iterator[int]:
    """Loopback ports on which nothing listens, from `first` up; any for 0."""
    for port in range(first, first + PORTS_TRIED) if first else [0] * PORTS_TRIED:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            yield probe.getsockname()[1]
    raise BrokerFailed(f"no free port from {first} to {first + PORTS_TRIED}")


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
