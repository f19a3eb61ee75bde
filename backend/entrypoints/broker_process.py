"""The process in which the embedded MQTT broker runs: `python -m backend.entrypoints.broker_process OPTIONS`.

It is a process of its own for two reasons: rumqttd cannot be stopped from inside, and it must outlive a crash
of Anhuan, because what it acknowledged to the devices is in its memory only. It ends when nobody has owned it
for `linger_s`, that is, when the lock on `owner_lock` has been free that long.
"""

import fcntl
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import IO, NoReturn

from iotcore import IotCoreBroker

WATCH_EVERY_S = 0.5


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
    broker = IotCoreBroker(config_path=options["config"])
    broker.check_ports()
    who = {"pid": os.getpid(), "port": options["port"], "port_v5": options["port_v5"]}
    identity.write(json.dumps(who))
    identity.flush()
    watch = threading.Thread(
        target=_end_when_disowned, args=(Path(options["owner_lock"]), options["linger_s"]), daemon=True
    )
    watch.start()
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


def _end_when_disowned(owner_lock: Path, linger_s: float) -> None:
    owned_at = time.monotonic()
    while time.monotonic() - owned_at <= linger_s:
        time.sleep(WATCH_EVERY_S)
        if is_locked(owner_lock):
            owned_at = time.monotonic()
    os._exit(0)


if __name__ == "__main__":
    main()
