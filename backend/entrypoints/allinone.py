"""The embedded default: database, ingest, jobs, simulated plant and web server in one process.

Beside it the broker, and what computes for long (`housekeeping`).
"""

import fcntl
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Final

import structlog
from rich.console import Console

from backend.api.graphql_requests import MAX_BODY
from backend.connectors.intake_gate import IntakeGate
from backend.connectors.mqtt.embedded_broker import EmbeddedBroker
from backend.connectors.mqtt.publisher import NoBroker, Publisher
from backend.core import free_room
from backend.core.database import BEAT, Changed, Database
from backend.core.errors import Unfit
from backend.core.graphql.live import LiveBus
from backend.core.once_per_minute import away
from backend.core.planner_statistics import measure
from backend.demo import planting as demo
from backend.demo.blueprint import SITE_CODE
from backend.demo.commands import restart_simulation
from backend.demo.keeping_commands import keep_demo
from backend.demo.people import PEOPLE
from backend.demo.plant import DEMO_PLANT
from backend.demo.sensors import HAND_HELD
from backend.demo.simulator import Simulator
from backend.entrypoints import (
    assembly,
    first_run,
    housekeeping,
    http_ingest,
    ingest,
    job_assembly,
    production,
    web_assembly,
)
from backend.entrypoints.local_tls import LocalTls, plain_port, say_how_to_trust, with_tls
from backend.entrypoints.lost_sessions import LostSessions
from backend.entrypoints.migration import migrate
from backend.entrypoints.web_server import web_server
from backend.jobs.jobs import BEACONS, CARDS, CHATS, DELIVER, HEAR, SWEEPS
from backend.jobs.scheduler import Scheduler
from backend.monitoring import intake_commands as intake
from backend.monitoring.system.vitals_commands import Watch
from backend.people.rules import DEMO_PASSWORD
from backend.settings import Settings
from backend.sites.store import Sites

PORTS_TRIED: Final = 50
BROKER_WATCH_S: Final = 1.0
PAUSE_S: Final = 2.0
ROLES: Final = {
    "OFFICER": "安全管理人员 officer",
    "WORKER": "一线作业人员 worker",
    "LEAD": "部门负责人 lead",
    "EXECUTIVE": "企业管理层 executive",
    "ADMIN": "系统管理员 admin",
}
log = structlog.get_logger(__name__)


class AlreadyRunning(Exception):
    """Another Anhuan uses this data folder; the text says at which address."""


def up(settings: Settings, console: Console, *, tls_hosts: Sequence[str] | None = None) -> None:
    """Run until interrupted. `tls_hosts`: by HTTPS, under these names too. Raises AlreadyRunning, Unfit."""
    if tls_hosts is not None:
        settings = with_tls(settings, tls_hosts)
    assembly.configure_logging(settings)
    ingest.own_process()
    with ExitStack() as stack:
        settings, listener = _listening(stack, settings, is_fixed=tls_hosts is not None)
        bus = LiveBus()
        database = assembly.open_database(settings, bus.publish)
        stack.callback(database.dispose)
        tls = LocalTls.of(settings, tls_hosts, database.clock) if tls_hosts is not None else None
        prepare(database, settings)
        database.transact(lambda tx: restart_simulation(tx, SITE_CODE, is_simulated=settings.runs_simulation))
        broker = None if settings.mqtt_url else stack.enter_context(_broker(settings))
        if broker:  # beacons may be at it, too
            listed = (*settings.channel_allowed_origins, broker.url)
            settings = settings.model_copy(update={"channel_allowed_origins": listed})
        context = job_assembly.job_context(settings, database)
        messages, sweeps = Scheduler(context, [DELIVER, BEACONS, CARDS]), Scheduler(context, SWEEPS)
        hearing, chats = Scheduler(context, [HEAR]), Scheduler(context, [CHATS])
        database.on_commit = _publishing(bus, messages)
        database.transact(intake.listen)
        stack.callback(context.stop)
        for scheduler in (messages, sweeps, hearing, chats):
            scheduler.start()
            stack.callback(scheduler.stop)
        stop = threading.Event()
        intake_gate = assembly.intake_gate(settings)
        for thread in _threads(settings, database, broker, stop, intake_gate):
            thread.start()
            stack.callback(thread.join)
        stack.callback(stop.set)
        if settings.runs_simulation:
            stack.enter_context(simulated_plant(database, settings, broker))
        watch = Watch(database)
        watch.start()
        stack.callback(watch.stop)
        at = broker.url if broker else ""
        app = web_assembly.application(settings, database, bus, broker=at, works=watch.works)
        posted = http_ingest.endpoint(database, intake_gate)
        app.router.routes.extend(posted.routes())
        is_demo = database.transact(lambda tx: demo.is_planted(tx, DEMO_PLANT))
        say_where(console, settings, broker, is_demo=is_demo, code=first_run.offer(database, settings))
        if tls:
            stack.enter_context(tls.renewing())
            stack.enter_context(plain_port(web_assembly.plain_application(settings, database, bus), settings))
            # Devices may know no certificate: those that post keep a port of their own, if it is set.
            stack.enter_context(http_ingest.served(posted, host=settings.host, port=settings.ingest_port))
            say_how_to_trust(console, settings, tls)
        encrypting = tls.context if tls else None
        server = web_server(app, stop_within_s=3, longest_message=MAX_BODY, context=encrypting)
        with suppress(KeyboardInterrupt):  # the signal that ended the server, raised again by uvicorn
            server.run(sockets=[listener])


def _publishing(bus: LiveBus, messages: Scheduler) -> Callable[[list[Changed]], None]:
    """The `on_commit` of one process: screens hear of it, and who is to be notified is notified at once."""

    def published(changed: list[Changed]) -> None:
        bus.publish(changed)
        if any(each.kind != BEAT for each in changed):
            messages.wake()

    return published


def _broker(settings: Settings) -> EmbeddedBroker:
    return EmbeddedBroker(
        settings.data_folder / "broker", port=settings.mqtt_port, client_id=settings.mqtt_client_id
    )


def _listening(stack: ExitStack, settings: Settings, *, is_fixed: bool) -> tuple[Settings, socket.socket]:
    """Hold the data folder and the port: the next free one, or, `is_fixed`, the one that phones know.

    Raises AlreadyRunning, Unfit.
    """
    if is_fixed:
        stack.enter_context(sole_owner(settings.data_folder, settings.address))
        try:
            listener = free_listener(settings.host, settings.port, tried=1)
        except OSError as taken:
            raise Unfit(f"Port {settings.port} is taken: set ANHUAN_TLS_PORT to a free one.") from taken
        stack.callback(listener.close)
        return settings, listener
    listener = free_listener(settings.host, settings.port)
    stack.callback(listener.close)
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
    stack.enter_context(sole_owner(settings.data_folder, settings.address))
    return settings, listener


def prepare(database: Database, settings: Settings) -> None:
    """Bring the schema up to date and plant the demo site where there never was one."""
    migrate(database)
    measure(database)
    if wasted := free_room.wasted_bytes(database):
        log.warning("database_keeps_room", bytes=wasted, do="stop this process and run: anhuan shrink")
    production.require_fit(settings, database)
    if settings.plants_demo:
        keep_demo(database)


@contextmanager
def simulated_plant(
    database: Database, settings: Settings, broker: EmbeddedBroker | None
) -> Iterator[Simulator]:
    """The simulated plant publishes while its switch in the database says so."""
    line = Publisher(settings.mqtt_url or (broker.url if broker else ""), ca_file=settings.mqtt_ca_file)
    simulator = Simulator(line, started_at=lambda: simulation_started_at(database))
    stop = threading.Event()
    thread = threading.Thread(target=start_when_connected, args=(simulator, line, stop), name="plant")
    thread.start()
    try:
        yield simulator
    finally:
        stop.set()
        thread.join()
        simulator.stop()
        line.close()


def start_when_connected(simulator: Simulator, line: Publisher, stop: threading.Event) -> None:
    """A broker of the plant's own may come up after us; nothing else needs to wait for it."""
    while not stop.is_set():
        try:
            line.connect()
        except NoBroker as reason:
            away(log.warning, "the simulated plant waits for its broker", reason)
            stop.wait(PAUSE_S)
        else:
            simulator.start()
            return


def simulation_started_at(database: Database) -> datetime | None:
    """When the script of the simulated plant began; None while it is switched off."""
    site = database.read(lambda session: Sites(session).by_code(SITE_CODE))
    return site.simulation_started_at if site and site.is_simulation_running else None


def free_listener(host: str, port: int, *, tried: int = PORTS_TRIED) -> socket.socket:
    """A listening socket at `port` or, where that is taken, at the next free port."""
    for candidate in range(port, port + tried):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            listener.bind((host, candidate))
            listener.listen(256)
            return listener
        listener.close()
    raise OSError(f"no free port between {port} and {port + tried - 1}")


@contextmanager
def sole_owner(folder: Path, address: str) -> Iterator[IO[str]]:
    """Hold the data folder. Raises AlreadyRunning with the address of the process that has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "running").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyRunning(file.read().strip()) from None
        file.truncate(0)
        file.write(address)
        file.flush()
        yield file


def say_where(
    console: Console, settings: Settings, broker: EmbeddedBroker | None, *, is_demo: bool, code: str | None
) -> None:
    """Print the addresses, accounts and commands for a newcomer, once everything is up. `is_demo`: whether
    the demo site is there; `code`: that of the first run.
    """
    mqtt = settings.mqtt_url or (broker.url if broker else "")
    people = [
        f"  {each.username:<11} {DEMO_PASSWORD}   {each.name.zh}  {ROLES[each.role]}" for each in PEOPLE
    ]
    if not is_demo:
        people = [f"  [bold]{first_run.page(settings)}[/bold]  {code}"] if code else []
    site_code = SITE_CODE if is_demo else "<site>"
    publish = f"[bold].venv/bin/anhuan publish {HAND_HELD.code} 60[/bold]  (a red alert; 0 ends it)"
    try_it = [f"  A reading {publish}"] if is_demo else []
    # In one piece: other threads write to the same screen.
    lines = [
        "",
        f"  [bold]安环 Anhuan[/bold]  [bold green]{settings.address}[/bold green]",
        "",
        *people,
        "",
        f"  MQTT      {mqtt}  (anhuan/{site_code}/<sensor>/reading)",
        "            [dim]QoS 1: what is acknowledged is on disk; anybody on this machine may publish[/dim]"
        if broker
        else "            [dim]what survives a death of the broker: docs/operations.md[/dim]",
        f"  HTTP      {settings.address}/ingest  (a key from Sources, or `anhuan keys add`)",
        *try_it,
        f"  Data      {settings.data_folder.resolve()}",
        "  Stop      Ctrl+C; start again with make run, the data stay",
        "",
    ]
    console.print("\n".join(lines), soft_wrap=True)


def _threads(
    settings: Settings,
    database: Database,
    broker: EmbeddedBroker | None,
    stop: threading.Event,
    intake_gate: IntakeGate,
) -> list[threading.Thread]:
    def read() -> None:
        ingest.run(
            database,
            mqtt_url=settings.mqtt_url or (broker.ingest_url if broker else ""),
            client_id=settings.mqtt_client_id,
            stop=stop,
            ca_file=settings.mqtt_ca_file,
            intake_gate=intake_gate,
            sessions_folder=settings.sessions_folder,
            on_session_lost=LostSessions.of(settings, database, stop),
            hears_broker=broker is None,
        )

    def watch() -> None:
        while broker is not None and not stop.wait(BROKER_WATCH_S):
            if not broker.is_running:
                log.error("the embedded broker died and is started again; what it had queued is on its disk")
                broker.start()

    def keep_house() -> None:
        housekeeping.run(stop)

    threads = [
        threading.Thread(target=keep_going, args=(read, stop), name="ingest"),
        threading.Thread(target=keep_going, args=(keep_house, stop), name="housekeeping"),
    ]
    if broker is not None:
        threads.append(threading.Thread(target=keep_going, args=(watch, stop), name="broker-watch"))
    return threads


def keep_going(work: Callable[[], None], stop: threading.Event, *, pause_s: float = PAUSE_S) -> None:
    """Run `work` until `stop` is set. Nobody else starts a thread again: all would look well without it."""
    while not stop.is_set():
        try:
            work()
        except Exception:  # whatever it is, a plant that is not listened to is worse
            log.exception("a thread failed and starts again", thread=threading.current_thread().name)
            stop.wait(pause_s)
