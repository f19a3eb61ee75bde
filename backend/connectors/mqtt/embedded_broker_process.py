"""The process in which the embedded MQTT broker runs, as `python -m` with options.

It is a process of its own for two reasons: rumqttd cannot be stopped from inside, and it must outlive a crash
of Anhuan, because what it acknowledged to the devices is in its memory only. It ends when nobody has owned it
for `linger_s`, that is, when the lock on `owner_lock` has been free that long.
"""

import fcntl
import json
import logging
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import IO, NoReturn
from uuid import uuid4

from iotcore import IotCoreBroker

WATCH_EVERY_S = 0.5
ASK_EVERY_S = 5.0
ANSWER_WITHIN_S = 5.0
DEAF_AFTER = 3
DEAF = 70  # EX_SOFTWARE


def is_locked(path: Path) -> bool:
    """Whether a living process holds the lock on this file."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def main() -> NoReturn:
    """Serve until ended. Options, as JSON: config (TOML file), identity (file to lock and to hold
    `{"pid", "port", "port_v5"}`), owner_lock, linger_s, port, port_v5."""
    options = json.loads(sys.argv[1])
    identity = _claim(Path(options["identity"]))
    if identity is None:
        sys.exit("another broker runs in this folder")
    # It logs every packet as an error: too much for a file, and slow. Panics still show.
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("rumqttd").setLevel(logging.CRITICAL)
    broker = IotCoreBroker(config_path=options["config"])
    broker.check_ports()
    who = {"pid": os.getpid(), "port": options["port"], "port_v5": options["port_v5"]}
    identity.write(json.dumps(who))
    identity.flush()
    ports = ((options["port"], 4), (options["port_v5"], 5))
    watch = (Path(options["owner_lock"]), options["linger_s"], ports)
    threading.Thread(target=_watch, args=watch, daemon=True).start()
    broker.run_forever()
    sys.exit("the broker ended by itself")


def _claim(path: Path) -> IO[str] | None:
    file = path.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    file.truncate(0)  # what a broker before us wrote
    return file


def _watch(owner_lock: Path, linger_s: float, ports: tuple[tuple[int, int], ...]) -> NoReturn:
    """End this process when nobody owns it any more, or when it has become deaf.

    rumqttd 0.20 can panic while a client comes back under its old id; that poisons a lock, and from then on
    this listener accepts connections but answers none. A broker that ends is started again by its owner.
    """
    now = time.monotonic()
    owned_at, ask_at, unanswered = now, now + ASK_EVERY_S, 0
    while time.monotonic() - owned_at <= linger_s:
        time.sleep(WATCH_EVERY_S)
        if owner_lock.exists() and is_locked(owner_lock):  # the whole folder may have been removed
            owned_at = time.monotonic()
        if time.monotonic() >= ask_at:
            unanswered = 0 if all(answers(port, level) for port, level in ports) else unanswered + 1
            ask_at = time.monotonic() + ASK_EVERY_S
        if unanswered >= DEAF_AFTER:
            sys.stderr.write("the broker has become deaf and ends\n")
            sys.stderr.flush()
            os._exit(DEAF)
    os._exit(0)


def answers(port: int, level: int) -> bool:
    """Whether the broker on this loopback port accepts a client of this protocol level (4: 3.1.1, 5: 5)."""
    # Keep-alive 60 s, a clean session, and an id that nobody had before: rumqttd trips over ids that return.
    client_id = uuid4().hex.encode()
    properties = b"\0" if level == 5 else b""
    body = b"\0\x04MQTT" + bytes([level]) + b"\x02\0\x3c" + properties
    body += bytes([0, len(client_id)]) + client_id
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_WITHIN_S) as client:
            client.sendall(b"\x10" + bytes([len(body)]) + body)
            is_accepted = client.recv(1) == b"\x20"
            client.sendall(b"\xe0\0")
            return is_accepted
    except OSError:
        return False


if __name__ == "__main__":
    main()
