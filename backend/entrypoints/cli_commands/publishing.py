"""Publishing readings from the command line: a file at its own pace, or a single one."""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from backend.connectors.mqtt.embedded_broker import find_broker
from backend.connectors.mqtt.publisher import NoBroker, Publisher
from backend.core.database import Database
from backend.core.errors import Refused
from backend.reactions import REACTIONS
from backend.readings.adoption_commands import Adopted, adopt_series
from backend.readings.series.files import Malformed, Sample, Survey, read_series, rebase_by
from backend.settings import Settings

PER_MESSAGE: Final = 200
BATCH_S: Final = 0.05
"""Readings due this close together travel in one message."""
ACKNOWLEDGED_WITHIN_S: Final = 60.0
SHOWN_MALFORMED: Final = 10

Message = tuple[float, list[tuple[datetime, str, float]]]
"""(second at which it is due, readings as (time in the file, sensor, value))."""


def publish_file(
    console: Console,
    file: Path,
    *,
    speed: float,
    site: str,
    sensor_prefix: str,
    rebase: bool,
    adopt: bool,
    area: str | None,
    broker: str | None,
) -> None:
    """Publish the readings of a file. Raises typer.Exit with 1 where not all were acknowledged."""
    settings, now = Settings(), datetime.now(UTC)
    with file.open(encoding="utf-8-sig") as lines:
        survey = Survey.of(read_series(lines))
    _say_what_was_found(console, file, survey)
    if survey.first_at is None:
        raise typer.Exit(1)
    shift = rebase_by(survey, speed=speed, now=now) if rebase else timedelta(0)
    try:
        if adopt:
            database = Database(settings.database, reactions=REACTIONS, audit_keys=settings.audit_keys)
            adopted = adopt_series(database, survey, site_code=site, area_code=area, prefix=sensor_prefix)
            database.dispose()
            _say_what_was_adopted(console, adopted, starts_at=survey.first_at + shift)
        publisher = connected(settings, broker)
    except (NoBroker, Refused) as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(1) from error
    with file.open(encoding="utf-8-sig") as lines:
        messages = batched(read_series(lines), first_at=survey.first_at, speed=speed)
        began = time.monotonic()
        _publish(publisher, site, _with_progress(console, messages, survey.readings), sensor_prefix, shift)
    is_acknowledged = publisher.wait_acknowledged(ACKNOWLEDGED_WITHIN_S)
    took_s = time.monotonic() - began
    publisher.close()
    console.print(
        f"{survey.readings:,} readings in {publisher.published:,} messages, {took_s:.1f} s, "
        f"{survey.readings / took_s:,.0f} readings/s; "
        + ("all acknowledged" if is_acknowledged else "[red]not all acknowledged[/red]")
    )
    raise typer.Exit(0 if is_acknowledged else 1)


def publish_one(console: Console, sensor: str, value: float, *, site: str, broker: str | None) -> None:
    """Publish one reading, sampled now. Raises typer.Exit with 1 where it was not acknowledged."""
    try:
        publisher = connected(Settings(), broker)
    except NoBroker as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(1) from error
    publisher.publish_reading(site, (sensor, _milliseconds(datetime.now(UTC)), value))
    is_acknowledged = publisher.wait_acknowledged(ACKNOWLEDGED_WITHIN_S)
    publisher.close()
    console.print(
        f"{sensor} = {value:g}: {'acknowledged by the broker' if is_acknowledged else 'no acknowledgement'}"
    )
    raise typer.Exit(0 if is_acknowledged else 1)


def connected(settings: Settings, url: str | None) -> Publisher:
    if url and urlsplit(url).password is not None:
        raise typer.BadParameter("a password as an option can be read by everybody here: ANHUAN_MQTT_URL")
    address = url or settings.mqtt_url or find_broker(settings.data_folder / "broker")
    if address is None:
        raise NoBroker("no broker is running here: start Anhuan first, or say --broker mqtt://host:port")
    publisher = Publisher(address, ca_file=settings.mqtt_ca_file)
    publisher.connect()
    return publisher


def _publish(
    publisher: Publisher, site: str, messages: Iterator[Message], prefix: str, shift: timedelta
) -> None:
    began = time.monotonic()
    for due_s, batch in messages:
        time.sleep(max(0.0, began + due_s - time.monotonic()))
        publisher.publish_batch(
            site, [(f"{prefix}{sensor}", _milliseconds(at + shift), value) for at, sensor, value in batch]
        )


def _with_progress(console: Console, messages: Iterator[Message], total: int) -> Iterator[Message]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("replaying", total=total)
        for message in messages:
            yield message
            progress.advance(task, len(message[1]))


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def batched(series: Iterable[Sample | Malformed], *, first_at: datetime, speed: float) -> Iterator[Message]:
    """The readings of a file as messages, each with the second at which it is due, counted from the start.

    Readings due within 50 ms of each other share a message, which is due when its last reading is.
    """
    batch: list[tuple[datetime, str, float]] = []
    opened_s = due_s = 0.0
    for item in series:
        if isinstance(item, Malformed) or item.value is None:
            continue
        next_s = (item.at - first_at).total_seconds() / speed if speed else 0.0
        if batch and (len(batch) == PER_MESSAGE or next_s - opened_s > BATCH_S):
            yield due_s, batch
            batch = []
        opened_s = opened_s if batch else next_s
        due_s = max(due_s, next_s)
        batch.append((item.at, item.sensor, item.value))
    if batch:
        yield due_s, batch


def _say_what_was_found(console: Console, file: Path, survey: Survey) -> None:
    console.print(
        f"{file.name}: {survey.readings:,} readings of {len(survey.counts)} sensors over {survey.lasts}, "
        f"{survey.empty:,} empty, {len(survey.malformed):,} malformed"
    )
    for bad in survey.malformed[:SHOWN_MALFORMED]:
        console.print(f"  line {bad.line}: {bad.why}", markup=False)
    if len(survey.malformed) > SHOWN_MALFORMED:
        console.print(f"  and {len(survey.malformed) - SHOWN_MALFORMED:,} more")


def _say_what_was_adopted(console: Console, adopted: list[Adopted], *, starts_at: datetime) -> None:
    table = Table("sensor", "in service", "low", "high", "from")
    for each in adopted:
        limits = each.sensor.indicator.limits if each.sensor.indicator else ()
        low, high = (
            " / ".join(f"{limit.value:g}" for limit in limits if limit.side == side)
            for side in ("LOW", "HIGH")
        )
        state = "new" if each.is_new else "already, limits as they are"
        table.add_row(
            each.sensor.code, state, low, high, f"{each.normal_values} readings" if each.is_new else ""
        )
    console.print(table)
    seen = [each.sensor.last_seen_at for each in adopted if each.sensor.last_seen_at is not None]
    if seen and max(seen) >= starts_at:
        console.print(
            "[yellow]These sensors have newer readings than the file begins with: older ones count as late "
            "and raises nothing. A fresh --sensor-prefix avoids that.[/yellow]"
        )
