"""Real servers for tests, each on a free loopback port, in a folder of its own, and stopped by its pid."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

START_WITHIN_SECONDS = 20

# What the product tells a site to run (tests/contract/test_compose.py compares it with docker-compose.yml).
MOSQUITTO_LIMITS = {
    "max_inflight_messages": "1000",
    "max_queued_messages": "100000",
    "set_tcp_nodelay": "true",
}


class Unavailable(Exception):
    """A server cannot be had on this machine; the text says why and what would help."""


def free_port() -> int:
    """Return a loopback TCP port on which nothing listens at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(claim: Callable[[], bool], what: str, within: float = START_WITHIN_SECONDS) -> None:
    """Return once `claim()` is true; fail with `what` after `within` seconds."""
    deadline = time.monotonic() + within
    while not claim():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within:g} s in vain: {what}")
        time.sleep(0.02)  # the pace of polling, not a wait for luck


def listens(port: int) -> bool:
    """Whether something accepts TCP connections on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(
    command: list[str],
    *,
    log: Path,
    ready: Callable[[], bool],
    env: dict[str, str] | None = None,
    within: float = START_WITHIN_SECONDS,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` until the block ends; its output goes to `log`.

    Fails with the end of the log if it dies before `ready()`.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=env
        )

    def is_up() -> bool:
        if process.poll() is not None:
            raise AssertionError(f"{command[0]} ended with {process.returncode}:\n{log.read_text()[-2000:]}")
        return ready()

    try:
        wait_until(is_up, f"{' '.join(command)} is ready; see {log}", within)
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process: politely, and after ten seconds not."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def find_program(name: str, package: str) -> str:
    """Return the path of an installed program; raise `Unavailable` with the Debian package that holds it."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise Unavailable(f"{name} is not installed (Debian package {package})")
    return found


@contextmanager
def mosquitto(folder: Path, *, port: int | None = None) -> Iterator[str]:
    """Run Mosquitto as a site would, but without passwords; gives its `mqtt://` URL.

    A second run in the same folder remembers sessions and retained messages.
    """
    program = find_program("mosquitto", "mosquitto")
    port = port or free_port()
    settings = {
        "listener": f"{port} 127.0.0.1",
        "allow_anonymous": "true",
        "persistence": "true",
        "persistence_location": f"{folder}/",
        **MOSQUITTO_LIMITS,
    }
    if os.geteuid() == 0:
        settings["user"] = "root"  # else it drops to an account that may not write into this folder
    config = folder / "mosquitto.conf"
    config.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    command = [program, "-c", str(config)]
    with running(command, log=folder / "mosquitto.log", ready=lambda: listens(port)):
        yield f"mqtt://127.0.0.1:{port}"


@contextmanager
def redis(folder: Path, *, port: int | None = None) -> Iterator[str]:
    """Run a Redis that keeps nothing; gives its `redis://` URL."""
    program = find_program("redis-server", "redis-server")
    port = port or free_port()
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--save", ""]
    with running(command, log=folder / "redis.log", ready=lambda: listens(port)):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def postgres_database(name: str) -> Iterator[str]:
    """Make a database in the server of `ANHUAN_TEST_POSTGRES_URL` and drop it afterwards.

    Gives its SQLAlchemy URL.
    """
    server = make_url(
        os.environ.get("ANHUAN_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
    )
    dsn = server.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        connection = psycopg.connect(dsn, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        raise Unavailable(f"no PostgreSQL server (set ANHUAN_TEST_POSTGRES_URL): {error}") from error
    identifier = sql.Identifier(name)
    with connection:
        # Sorted as in the image of docker-compose.yml, whatever the server's own default.
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'").format(
                identifier
            )
        )
        try:
            yield server.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(identifier))
