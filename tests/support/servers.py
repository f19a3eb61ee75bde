"""Real servers for tests, each on a free loopback port, in a folder of its own, and stopped by its pid."""

import os
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from backend.core.keys import new_key
from tests.support import composefile
from tests.support.ports import free_port

START_WITHIN_SECONDS = 20
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For HTTP clients of plain addresses: else each reads the certificates of the whole world, 20 ms."""
ENDED_BY_TESTS = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT)

# What the product tells a site to run (tests/contract/test_compose.py compares it with docker-compose.yml).
MOSQUITTO_LIMITS = {
    "max_inflight_messages": "1000",
    "max_queued_messages": "100000",
    "set_tcp_nodelay": "true",
    "autosave_interval": "2",
}


class Unavailable(Exception):
    """A server cannot be had on this machine; the text says why and what would help."""


def wait_until(
    claim: Callable[[], bool], what: str, within: float = START_WITHIN_SECONDS, every: float = 0.02
) -> None:
    """Return once `claim()` is true, asked `every` so often; fail with `what` after `within` seconds."""
    deadline = time.monotonic() + within
    while not claim():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within:g} s in vain: {what}")
        time.sleep(every)  # the pace of polling, not a wait for luck


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

    Fails with the end of the log if it dies before `ready()`, or later of a signal that is not ours.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=env
        )

    def is_up() -> bool:
        if process.poll() is not None:
            raise AssertionError(_last_words(command, process, log))
        return ready()

    try:
        wait_until(is_up, f"{' '.join(command)} is ready; see {log}", within)
        yield process
    finally:
        has_crashed = (process.poll() or 0) < 0 and process.returncode not in ENDED_BY_TESTS
        stop(process)
        if has_crashed:
            raise AssertionError(_last_words(command, process, log))


def _last_words(command: list[str], process: subprocess.Popen[bytes], log: Path) -> str:
    return f"{command[0]} ended with {process.returncode}:\n{log.read_text()[-2000:]}"


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
    port = port or free_port()
    with mosquitto_process(folder, port):
        yield f"mqtt://127.0.0.1:{port}"


@contextmanager
def mosquitto_process(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The same, for whoever wants to kill it."""
    program = find_program("mosquitto", "mosquitto")
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
    with running(command, log=folder / "mosquitto.log", ready=lambda: listens(port)) as process:
        yield process


@contextmanager
def redis(folder: Path, *, port: int | None = None, keeps: bool = False, password: str = "") -> Iterator[str]:
    """Run a Redis that keeps nothing, or all that it answered for; gives its `redis://` URL.

    With a password it has the accounts of docker-compose.yml.
    """
    port = port or free_port()
    with redis_process(folder, port, keeps=keeps, password=password):
        account = f"anhuan:{password}@" if password else ""
        yield f"redis://{account}127.0.0.1:{port}/0"


@contextmanager
def redis_process(
    folder: Path, port: int, *, keeps: bool = False, password: str = ""
) -> Iterator[subprocess.Popen[bytes]]:
    """The same, for whoever wants to kill it."""
    program = find_program("redis-server", "redis-server")
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--save", ""]
    if keeps:
        command += ["--appendonly", "yes", "--appendfsync", "always"]
    if password:
        accounts = folder / "users.acl"
        accounts.write_text(composefile.config("redis.acl", ANHUAN_REDIS_PASSWORD=password))
        command += ["--aclfile", str(accounts)]
    with running(command, log=folder / "redis.log", ready=lambda: listens(port)) as process:
        yield process


class PostgresServer:
    """A PostgreSQL of our own, to be stopped and started as a test likes; it refuses to run as root."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder / "postgres"
        self._as_postgres: list[str] = []
        if os.geteuid() == 0:
            self._as_postgres = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"]
            self._folder.mkdir()
            shutil.chown(self._folder, "postgres", "postgres")
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        self._bin = found[-1].parent if found else Path(find_program("initdb", "postgresql")).parent
        self._run("initdb", "--pgdata", str(self._folder), "--auth", "trust", "--encoding", "UTF8")

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Returns once it answers."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories="
        self._run(
            "pg_ctl", "--pgdata", str(self._folder), "--wait", "--options", options,
            "--log", str(self._folder / "log"), "start",
        )  # fmt: skip

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is a crash: it has to recover from its log."""
        self._run("pg_ctl", "--pgdata", str(self._folder), "--mode", mode, "stop")

    def kill(self) -> None:
        """SIGKILL of the server and of all that it has started: as a power cut would, but for the disk."""
        pid = int((self._folder / "postmaster.pid").read_text().split()[0])
        of_it = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
        for each in (pid, *map(int, of_it.stdout.split())):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        wait_until(lambda: not listens(self.port), "it is dead")

    def start_again(self) -> None:
        """After `kill`; refused while a process of the dead one still has its memory."""

        def is_up() -> bool:
            with suppress(subprocess.CalledProcessError):
                self.start()
            return listens(self.port)

        wait_until(is_up, "PostgreSQL has recovered", within=60, every=0.2)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_postgres, str(self._bin / program), *arguments]
        # Its own files as output: a pipe would stay open in the server.
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """Run a PostgreSQL of our own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the server runs as another user
        server = PostgresServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")


@contextmanager
def plain_role(url: str) -> Iterator[str]:
    """Make a role that owns nothing at the server of this database; gives the URL of the database by it."""
    owner = make_url(url)
    dsn = owner.set(drivername="postgresql").render_as_string(hide_password=False)
    name, password = f"anhuan_test_{secrets.token_hex(6)}", new_key()
    role = sql.Identifier(name)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER PASSWORD {}").format(role, sql.Literal(password))
        )
    try:
        yield owner.set(username=name, password=password).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP OWNED BY {}").format(role))
            connection.execute(sql.SQL("DROP ROLE {}").format(role))


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
