"""The product as processes, in both ways to run: the all-in-one, and the commands of docker-compose.yml."""

import os
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from backend.connectors.mqtt.embedded_broker import find_broker
from backend.core.database import Database
from backend.core.keys import new_key
from backend.reactions import REACTIONS
from tests.support import composefile, databases, servers
from tests.support.audit_keys import AUDIT_KEYS, ENVIRONMENT
from tests.support.settings import operator

BIN = Path(sys.executable).parent
START_WITHIN_S = 60  # a whole site starts at once, on whatever machine the tests run


@dataclass
class Installation:
    """`address` is where people reach it. `database` is a connection of our own to its database."""

    address: str
    folder: Path
    database: Database
    commands: Mapping[str, composefile.Service]
    is_ready: Mapping[str, Callable[[], bool]]
    broker: Callable[[], str]
    """The MQTT address that devices use."""
    stack: ExitStack
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, *names: str) -> None:
        """Start these processes at once and wait until all work; they are stopped with the installation."""
        with ThreadPoolExecutor() as starters:
            list(starters.map(self._start, names))

    def stop(self, name: str) -> None:
        """End a process politely."""
        servers.stop(self.processes.pop(name))

    def kill(self, name: str) -> None:
        """End a process as a power cut would: it gets no chance to say goodbye."""
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `anhuan …` with the settings of this installation until it ends."""
        service = next(iter(self.commands.values()))
        return subprocess.run(
            _found(("anhuan", *words)),
            env=_environment(service),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _start(self, name: str) -> None:
        service = self.commands[name]
        if heartbeat := service.environment.get("ANHUAN_HEARTBEAT_FILE"):
            Path(heartbeat).unlink(missing_ok=True)  # that of the process before it
        self.processes[name] = self.stack.enter_context(
            servers.running(
                list(_found(service.command)),
                log=self.log(name),
                ready=self.is_ready[name],
                env=_environment(service),
                within=START_WITHIN_S,
            )
        )


@contextmanager
def embedded(
    folder: Path,
    *,
    push_origin: str = "",
    channel_origin: str = "",
    channel_authority: Path | None = None,
    has_tls: bool = False,
) -> Iterator[Installation]:
    """One process, SQLite and the embedded broker. Its database is migrated, to be planted before `up`.

    `push_origin`, `channel_origin`: the push service and the gateway of a test, on this machine;
    `channel_authority`: whose certificates it trusts there. `has_tls`: by HTTPS, with an authority of its
    own, and a plain port beside it.
    """
    data, port = folder / "data", servers.free_port()
    data.mkdir(parents=True)
    database = Database(
        databases.migrated(f"sqlite:///{data / 'anhuan.sqlite3'}"), reactions=REACTIONS, audit_keys=AUDIT_KEYS
    )
    environment = {
        "ANHUAN_DATA_FOLDER": str(data),
        "ANHUAN_PORT": str(port),
        "ANHUAN_MQTT_PORT": str(servers.free_port()),
        "ANHUAN_SIMULATION": "false",
        "ANHUAN_PUSH_ALLOWED_ORIGINS": push_origin,
        "ANHUAN_CHANNEL_ALLOWED_ORIGINS": channel_origin,
        **ENVIRONMENT,
        **_trusting(channel_authority),
    }
    address = f"https://localhost:{port}" if has_tls else f"http://127.0.0.1:{port}"
    command = ("anhuan", "up", "--tls", "--host", "localhost") if has_tls else ("anhuan", "up")
    if has_tls:
        environment |= {
            "ANHUAN_HOST": "127.0.0.1",
            "ANHUAN_TLS_PORT": str(port),
            "ANHUAN_PLAIN_PORT": str(servers.free_port()),
        }
    authority = data / "tls" / "ca.crt" if has_tls else None
    with ExitStack() as stack:
        stack.callback(database.dispose)
        yield Installation(
            address=address,
            folder=folder,
            database=database,
            commands={"up": composefile.Service("up", command, environment)},
            is_ready={"up": lambda: _is_ready(address, authority)},
            broker=lambda: find_broker(data / "broker") or "",
            stack=stack,
        )


@contextmanager
def production(
    folder: Path,
    *,
    postgres_url: str,
    push_origin: str = "",
    channel_origin: str = "",
    channel_authority: Path | None = None,
) -> Iterator[Installation]:
    """The processes of docker-compose.yml with PostgreSQL, and a Redis and a Mosquitto of their own.

    `migrate` has run when the block begins, by the role of the URL; the others are to be started by their
    names and get a role that owns nothing. Redis has the accounts of the file. The rest is as of `embedded`.
    """
    data, port = folder / "data", servers.free_port()
    address = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        redis_url = stack.enter_context(servers.redis(_made(folder / "redis"), password=new_key()))
        rows_url = _with_password(stack.enter_context(servers.plain_role(postgres_url)))
        mqtt_url = _with_password(stack.enter_context(servers.mosquitto(_made(folder / "mosquitto"))))
        site = operator(address)
        commands = {}
        for name in ("migrate", "api", "ingest", "worker", "beat"):
            replaced = {
                "ANHUAN_DATA_FOLDER": str(data),
                "ANHUAN_DATABASE_URL": rows_url,
                "ANHUAN_MIGRATION_DATABASE_URL": _with_password(postgres_url),
                "ANHUAN_REDIS_URL": redis_url,
                "ANHUAN_MQTT_URL": mqtt_url,
                "ANHUAN_HEARTBEAT_FILE": str(_heartbeat(folder, name)),
                "ANHUAN_HOST": "127.0.0.1",
                "ANHUAN_PORT": str(port),
                "ANHUAN_METRICS_PORT": "0",
                "ANHUAN_INGEST_PORT": "0",
            }
            service = composefile.services(replaced, **site)[name]
            # A site reaches public services only; those of the tests are on this machine.
            ours = {
                "ANHUAN_PUSH_ALLOWED_ORIGINS": push_origin,
                "ANHUAN_CHANNEL_ALLOWED_ORIGINS": channel_origin,
            }
            environment = {**service.environment, **ours, **_trusting(channel_authority)}
            commands[name] = composefile.Service(name, service.command, environment)
        database = Database(postgres_url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        stack.callback(database.dispose)
        installation = Installation(
            address=address,
            folder=folder,
            database=database,
            commands=commands,
            is_ready={
                "api": lambda: _is_ready(address),
                **{name: _heartbeat(folder, name).exists for name in ("ingest", "worker", "beat")},
            },
            broker=lambda: mqtt_url,
            stack=stack,
        )
        migrated = installation.run(*commands["migrate"].command[1:])
        assert migrated.returncode == 0, migrated.stdout + migrated.stderr
        yield installation


def _found(command: tuple[str, ...]) -> tuple[str, ...]:
    return (str(BIN / command[0]), *command[1:])


def _environment(service: composefile.Service) -> dict[str, str]:
    """Nothing but what the service is given, as in a container; and its last words if it crashes."""
    return {"PATH": f"{BIN}:{os.environ['PATH']}", "PYTHONFAULTHANDLER": "1", **service.environment}


def _trusting(authority: Path | None) -> dict[str, str]:
    """The environment of a process that trusts this authority; None: those that all trust."""
    return {} if authority is None else {"REQUESTS_CA_BUNDLE": str(authority)}


def _heartbeat(folder: Path, name: str) -> Path:
    return folder / f"{name}.heartbeat"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _is_ready(address: str, authority: Path | None = None) -> bool:
    try:
        context = ssl.create_default_context(cafile=authority) if authority else None
        with urlopen(f"{address}/health/ready", timeout=3, context=context) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _with_password(url: str) -> str:
    """The address with one, as a production site must have it; the servers of tests let everybody in."""
    parts = urlsplit(url)
    if parts.password is not None:
        return url
    account = f"{parts.username or 'anhuan'}:{new_key()}"
    return parts._replace(netloc=f"{account}@{parts.netloc.rpartition('@')[2]}").geturl()
