"""The command line: `anhuan …`. Imports stand inside the commands, so that each starts quickly."""

import faulthandler
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from backend.core import garbage
from backend.core.errors import Unfit, UnknownSchema
from backend.entrypoints.cli_commands import audit, keys, people
from backend.entrypoints.cli_commands.backtest import backtest
from backend.entrypoints.cli_commands.export import export_readings
from backend.entrypoints.cli_commands.history import demo
from backend.entrypoints.cli_commands.query import query
from backend.entrypoints.cli_commands.replay import publish, replay
from backend.entrypoints.cli_commands.risk_table import risk_table
from backend.entrypoints.cli_commands.workbooks import import_workbook
from backend.entrypoints.data_folder import own_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from backend.core.database import Transaction

# ruff: noqa: PLC0415 - see the first line: a worker needs no web server, a replay no database

# Errors end in `main`: typer's own traceback would print local variables, and with them secrets.
app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="安环 Anhuan: work safety, from a reading to an archived case.",
)
schema_app = typer.Typer(no_args_is_help=True, help="The GraphQL contract, and the keys of the words.")
site_app = typer.Typer(no_args_is_help=True, help="Sites.")
app.add_typer(keys.app, name="keys")
app.add_typer(site_app, name="site")
app.add_typer(people.app, name="person")
app.add_typer(schema_app, name="schema")
app.add_typer(audit.app, name="audit")
app.command()(demo)
app.command("export")(export_readings)
app.command("import")(import_workbook)
app.command()(query)
app.command()(backtest)
app.command()(replay)
app.command()(publish)
app.command("risk-table")(risk_table)
console = Console()
errors = Console(stderr=True)


@app.command()
def up(
    tls: Annotated[
        bool,
        typer.Option(
            "--tls", help="Serve HTTPS to phones in this network, by a certificate authority of our own."
        ),
    ] = False,
    host: Annotated[
        list[str] | None,
        typer.Option(
            help="A further name or address of this machine, the one for QR codes first. With --tls."
        ),
    ] = None,
) -> None:
    """Everything in one process, at http://127.0.0.1:8000."""
    from backend.entrypoints import allinone
    from backend.settings import Settings

    # By default SIGTERM ends a process where it stands: broker, scheduler and database would not be put away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        allinone.up(Settings(), console, tls_hosts=[each.lower() for each in host or []] if tls else None)
    except allinone.AlreadyRunning as running:
        console.print(f"\n  安环 Anhuan is running already: [bold green]{running}[/bold green]\n")


@app.command("keep-house", hidden=True)
def keep_house() -> None:
    """Run the housekeeping that `up` starts beside itself."""
    from backend.entrypoints import housekeeping
    from backend.settings import Settings

    housekeeping.keep(Settings())


@app.command()
def api() -> None:
    """The web server of a production site."""
    from backend.entrypoints import asgi
    from backend.settings import Settings

    asgi.serve(Settings())


@app.command()
def ingest() -> None:
    """Readings and events from the broker, and over HTTP, into the database."""
    from backend.entrypoints import assembly, http_ingest
    from backend.entrypoints import ingest as process
    from backend.entrypoints.announcing import announcing
    from backend.entrypoints.lost_sessions import LostSessions
    from backend.monitoring.hot_path import batches as intake_store
    from backend.settings import Settings

    settings = Settings()
    assembly.configure_logging(settings)
    stop = assembly.until_stopped()
    on_commit = announcing(settings.redis_url) if settings.redis_url else assembly.nobody
    database = assembly.open_database(settings, on_commit, answers_within_s=assembly.DEVICES_WAIT_S)
    assembly.serve_metrics(settings)
    process.own_process()
    intake_store.wait_for_turn(database, stop)
    intake_gate = assembly.intake_gate(settings)
    endpoint = http_ingest.endpoint(database, intake_gate)
    with http_ingest.served(endpoint, host=settings.host, port=settings.ingest_port):
        process.run(
            database,
            mqtt_url=settings.mqtt_url or "mqtt://127.0.0.1:1883",
            client_id=settings.mqtt_client_id,
            stop=stop,
            ca_file=settings.mqtt_ca_file,
            heartbeat_file=settings.heartbeat_file,
            intake_gate=intake_gate,
            sessions_folder=settings.sessions_folder,
            on_session_lost=LostSessions.of(settings, database, stop),
        )


@app.command()
def gateway() -> None:
    """Readings and events from the broker, and over HTTP, into the streams of the evaluators (scale-out)."""
    from backend.connectors.mqtt.kept_session import nobody
    from backend.connectors.scaleout.topic_shard import Share
    from backend.entrypoints import assembly, ingest
    from backend.entrypoints import gateway as process
    from backend.entrypoints.lost_sessions import LostSessions
    from backend.settings import Settings

    settings = Settings()
    if settings.ingest_port and not settings.database_url:
        console.print("[red]ANHUAN_INGEST_PORT needs ANHUAN_DATABASE_URL: the keys are there.[/red]")
        raise typer.Exit(1)
    assembly.configure_logging(settings)
    assembly.serve_metrics(settings)
    ingest.own_process()
    stop = assembly.until_stopped()
    database = (
        assembly.open_database(settings, answers_within_s=assembly.PEOPLE_WAIT_S)
        if settings.database_url
        else None
    )
    process.run(
        mqtt_url=settings.mqtt_url or "mqtt://127.0.0.1:1883",
        client_id=settings.mqtt_client_id,
        redis_url=settings.redis_url or "redis://127.0.0.1:6379/0",
        partitions=settings.partitions,
        share=Share.of(settings.gateway_share),
        topics=settings.gateway_topics,
        stop=stop,
        ca_file=settings.mqtt_ca_file,
        heartbeat_file=settings.heartbeat_file,
        database=database,
        host=settings.host,
        ingest_port=settings.ingest_port,
        sessions_folder=settings.sessions_folder,
        on_session_lost=LostSessions.of(settings, database, stop) if database is not None else nobody,
    )


@app.command()
def evaluator() -> None:
    """Judges its share of what the gateways forward (scale-out)."""
    from backend.entrypoints import assembly, ingest
    from backend.entrypoints import evaluator as process
    from backend.entrypoints.announcing import announcing
    from backend.settings import Settings

    settings = Settings()
    assembly.configure_logging(settings)
    redis_url = settings.redis_url or "redis://127.0.0.1:6379/0"
    owner = process.new_owner()
    yielding = settings.model_copy(update={"database_url": process.yielding(settings.database, owner=owner)})
    database = assembly.open_database(
        yielding, announcing(redis_url), answers_within_s=assembly.DEVICES_WAIT_S
    )
    assembly.serve_metrics(settings)
    ingest.own_process()
    process.run(
        database,
        owner=owner,
        redis_url=redis_url,
        partitions=settings.partitions,
        photos=assembly.photos(settings),
        stop=assembly.until_stopped(),
        heartbeat_file=settings.heartbeat_file,
    )


@app.command()
def worker() -> None:
    """Messages and sweeps of a production site (Celery)."""
    from backend.entrypoints import celery
    from backend.settings import Settings

    celery.run_worker(Settings())


@app.command()
def beat() -> None:
    """The clock of a production site (Celery beat)."""
    from backend.entrypoints import celery
    from backend.settings import Settings

    celery.run_beat(Settings())


@app.command()
def migrate() -> None:
    """Bring the database to the present schema."""
    from backend.entrypoints import assembly, database_roles, migration, production
    from backend.settings import Settings

    settings = Settings()
    by_owner = settings.model_copy(
        update={"database_url": settings.migration_database_url or settings.database_url}
    )
    database = assembly.open_database(by_owner)
    migration.migrate(database)
    database_roles.allow_rows(database, settings.database)
    production.require_fit(settings, database)
    console.print("The database is up to date.")


@app.command()
def shrink() -> None:
    """Write the file of the embedded database anew: it gives room of deleted rows back from then on."""
    from backend.core import free_room
    from backend.entrypoints import allinone, assembly
    from backend.settings import Settings

    settings = Settings()
    database = assembly.open_database(settings)
    if database.is_postgres:
        raise Unfit("PostgreSQL does this by itself.")
    try:
        with allinone.sole_owner(settings.data_folder, settings.address):
            smaller = free_room.write_anew(database, Path(str(database.engine.url.database)).parent)
    except allinone.AlreadyRunning as running:
        raise Unfit(f"Stop the process at {running} first.") from running
    console.print(f"The database is smaller by {smaller / 1e6:,.0f} MB.")


@app.command("authority")
def make_authority(
    folder: Annotated[Path, typer.Argument(help="Where its key is kept: for the proxy, and nobody else")],
) -> None:
    """Make the certificate authority by which the TLS proxy of a site without a public name issues."""
    from datetime import UTC, datetime

    from backend.api.trust_pages import fingerprint
    from backend.core.files import replace
    from backend.entrypoints.local_authority import LocalAuthority
    from backend.settings import Settings

    settings, keeper = Settings(), LocalAuthority(folder)
    made = keeper.ensure(sorted(settings.hosts), now=datetime.now(UTC))
    settings.tls_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace(settings.tls_folder / "ca.crt", keeper.certificate_file.read_bytes())
    console.print(f"SHA-256  {fingerprint(made.certificate)}", soft_wrap=True, highlight=False)


@site_app.command("add")
def add_site(
    code: Annotated[str, typer.Argument(help="Part of its MQTT topics: a-z, 0-9 and -")],
    name_zh: Annotated[str, typer.Option(prompt="中文名称")],
    name_en: Annotated[str, typer.Option(prompt="English name")],
    timezone: str = "Asia/Shanghai",
) -> None:
    """Add a site."""
    from backend.core.text import Text
    from backend.sites import commands as sites

    _carry_out(lambda tx: sites.add_site(tx, code=code, name=Text(name_zh, name_en), timezone=timezone))


@site_app.command("remove-demo")
def remove_demo(
    name: Annotated[str, typer.Option(prompt="Type the name of the demo site to remove all of it")],
    code: Annotated[str, typer.Argument(help="Code of the demo site")] = "demo",
) -> None:
    """Remove the demo site whole: its people, sources, readings, cases, archive and pictures.

    No other site can be removed. It does not come back with the next start; `anhuan demo` plants a new one.
    """
    from backend.demo import removal_commands as removal
    from backend.entrypoints import assembly
    from backend.settings import Settings

    settings = Settings()
    _carry_out(lambda tx: removal.ask_removal_from_console(tx, code, typed=name))
    database = assembly.open_database(settings)
    for removed in removal.remove_asked(database):
        console.print(f"{removed.code}: removed, {removed.rows:,} rows")
    removal.delete_files(database, assembly.photos(settings), assembly.voices(settings))


@app.command()
def unlock(username: str) -> None:
    """Let a person sign in at once, however often their name was tried with wrong passwords."""
    from backend.people import commands

    _carry_out(lambda tx: commands.unlock(tx, username=username))


@schema_app.command()
def export(file: Annotated[Path, typer.Argument()] = Path("graphql/schema.graphql")) -> None:
    """Write the SDL, and beside it what pages know of the lists that people filter, sort and take along."""
    from backend.api.schema import schema
    from backend.core import nouns

    file.write_text(schema.as_str() + "\n", encoding="utf-8")
    lists = {root: {"name": of.name, "namesPeople": of.names_people} for root, of in nouns.lists().items()}
    file.with_name("lists.json").write_text(
        json.dumps(lists, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


@schema_app.command()
def words(file: Annotated[Path, typer.Argument()] = Path("backend/core/word_keys.pyi")) -> None:
    """Write the keys of all words as types."""
    from backend.core.words import WORDS
    from backend.entrypoints.word_keys import word_keys

    file.write_text(word_keys(WORDS), encoding="utf-8")


def _carry_out(command: "Callable[[Transaction], object]") -> None:
    """Run a command on the database in use; a refusal is said and fails."""
    from backend.core.errors import Refused
    from backend.entrypoints import assembly
    from backend.settings import Settings

    try:
        assembly.open_database(Settings()).transact(command)
    except Refused as refused:
        console.print(f"[red]{refused.reason}[/red]")
        raise typer.Exit(1) from refused
    console.print("Done.")


def main() -> None:
    """Run the command line; settings and data that this version cannot work with end it with a sentence."""
    garbage.look_seldom()
    own_files()
    faulthandler.enable()  # a process that the interpreter or a library of C ends says where it was
    try:
        app()
    except (UnknownSchema, Unfit) as unfit:
        _end_with([str(unfit)])
    except ValidationError as invalid:
        # The sentences only: what else it says holds values, and some of them are secrets.
        _end_with(_sentences(invalid))
    except Exception as error:
        from backend.entrypoints import no_room

        said = no_room.sentence(error, _data_folder())
        if said is None:
            raise
        _end_with([said])


def _data_folder() -> Path:
    from backend.settings import Settings

    return Settings().data_folder


def _sentences(invalid: ValidationError) -> list[str]:
    """Return the faults of the settings, each with the name of its variable."""
    return [
        each["msg"].removeprefix("Value error, ")
        if not each["loc"]
        else f"ANHUAN_{str(each['loc'][0]).upper()}: {each['msg'].removeprefix('Value error, ')}"
        for each in invalid.errors(include_url=False, include_context=False, include_input=False)
    ]


def _end_with(sentences: list[str]) -> None:
    for sentence in sentences:
        errors.print(sentence, style="red", markup=False, soft_wrap=True, highlight=False)
    sys.exit(1)
