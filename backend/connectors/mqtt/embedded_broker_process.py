"""The process in which the embedded MQTT broker runs, as `python -m` with options.

It is a process of its own because it goes on taking readings while Anhuan is away, and works beside it on
another core. It ends when nobody has owned it for `linger_s`, that is, when the lock on `owner_lock` has been
free that long; what is queued then waits on disk for the next start.
"""

import asyncio
import contextlib
import fcntl
import gc
import json
import logging
import os
import resource
import signal
import sys
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO, Final

import msgspec

from backend.connectors.mqtt.embedded.connection import Connection
from backend.connectors.mqtt.embedded.hub import CONNECTIONS, Hub
from backend.core import garbage

WATCH_EVERY_S: Final = 0.5
LOG_BYTES: Final = 1024 * 1024
FILES: Final = CONNECTIONS + 100


class Options(msgspec.Struct):
    """`identity`: the file to lock, and to hold `{"pid", "port"}`. `owner`: a client id, see `Hub`."""

    folder: str
    identity: str
    owner_lock: str
    secret_file: str
    log: str
    linger_s: float
    port: int
    owner: str
    topics: list[str]
    most_bytes: int


def is_locked(path: Path) -> bool:
    """Whether a living process holds the lock on this file."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def main() -> None:
    """Serve until ended. `Options` come as JSON."""
    options = msgspec.json.decode(sys.argv[1], type=Options)
    identity = _claim(Path(options.identity))
    if identity is None:
        sys.exit("another broker runs in this folder")
    os.umask(0o077)
    _keep_a_bounded_log(Path(options.log))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    gc.freeze()
    garbage.look_seldom()
    asyncio.run(_serve(options, identity))


def _keep_a_bounded_log(path: Path) -> None:
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("asyncio").setLevel(logging.ERROR)


def _claim(path: Path) -> IO[str] | None:
    file = path.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    file.truncate(0)  # what a broker before us wrote
    return file


async def _serve(options: Options, identity: IO[str]) -> None:
    loop = asyncio.get_running_loop()
    hub = Hub(
        Path(options.folder),
        owner=options.owner,
        topics=options.topics,
        secret=Path(options.secret_file).read_text(),
        most_bytes=options.most_bytes,
    )
    server = await loop.create_server(lambda: Connection(hub), "127.0.0.1", options.port, backlog=256)
    identity.write(json.dumps({"pid": os.getpid(), "port": options.port}))
    identity.flush()
    logging.info("serving on port %d", options.port)
    work = asyncio.create_task(hub.run())
    for way in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(way, work.cancel)
    watch = asyncio.create_task(_watch(Path(options.owner_lock), options.linger_s, work))
    with contextlib.suppress(asyncio.CancelledError):
        await work
    watch.cancel()
    server.close()
    hub.close()
    logging.info("ended; what is queued stays for the next start")


async def _watch(owner_lock: Path, linger_s: float, work: "asyncio.Task[None]") -> None:
    """End the work when nobody owns this process any more."""
    owned_at = time.monotonic()
    while time.monotonic() - owned_at <= linger_s:
        await asyncio.sleep(WATCH_EVERY_S)
        if owner_lock.exists() and is_locked(owner_lock):  # the whole folder may have been removed
            owned_at = time.monotonic()
    work.cancel()


if __name__ == "__main__":
    main()
