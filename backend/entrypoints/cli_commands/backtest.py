"""`anhuan backtest`: what other limits would have done over the stored history of a source."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from backend.core.errors import ErrorCode, Refused
from backend.core.time import microseconds, moment
from backend.core.viewer import Membership, Role, Viewer
from backend.core.vocabulary import Tier
from backend.detection.backtest.results import Comparison, Verdict
from backend.sensors.rules import Indicator, Limit, LimitSide

if TYPE_CHECKING:
    from sqlmodel import Session

    from backend.detection.backtest.comparison import History

# ruff: noqa: PLC0415 - a command line that only asks for help needs neither numpy nor a database
OPERATOR: Final = UUID(int=0)
SHOWN: Final = 20


def backtest(
    sensor: Annotated[str, typer.Argument(help="Code of the sensor, e.g. GD-801.")],
    *,
    site: Annotated[str, typer.Option(help="Code of the site.")] = "demo",
    days: Annotated[int, typer.Option(min=1, max=90, help="How much history to replay.")] = 30,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            help="SIDE:TIER:VALUE, e.g. HIGH:YELLOW:12; HIGH:YELLOW:none takes it away. Repeatable."
        ),
    ] = None,
    deadband: Annotated[float | None, typer.Option(min=0, help="In the sensor's unit.")] = None,
    on_delay: Annotated[float | None, typer.Option(min=0, help="Seconds.")] = None,
    off_delay: Annotated[float | None, typer.Option(min=0, help="Seconds.")] = None,
) -> None:
    """Replay stored readings against other limits; what is not said stays as it is in force."""
    from backend.detection.backtest.comparison import compare_indicators
    from backend.entrypoints import assembly
    from backend.settings import Settings
    from backend.tuning.indicators_rules import check_indicator

    console = Console()
    database = assembly.open_database(Settings())
    now = datetime.now(UTC)
    try:
        history = database.read(
            lambda session: _history(session, site, sensor, now - timedelta(days=days), now)
        )
        wanted = proposed(
            history.in_force, limit or [], deadband=deadband, on_delay=on_delay, off_delay=off_delay
        )
        check_indicator(wanted)
    except Refused as refused:
        console.print(f"[red]{refused.reason}[/red]")
        raise typer.Exit(1) from refused
    finally:
        database.dispose()
    _say(console, compare_indicators(history, wanted))


def proposed(
    in_force: Indicator,
    limits: list[str],
    *,
    deadband: float | None,
    on_delay: float | None,
    off_delay: float | None,
) -> Indicator:
    """The indicator in force with these changes. Raises Refused(INVALID_INPUT) for a limit that cannot be
    read.
    """
    kept = {(each.side, each.tier): each for each in in_force.limits}
    for text in limits:
        side, tier, value = _parts(text)
        kept.pop((side, tier), None)
        if value is not None:
            kept[side, tier] = Limit(side, tier, value)
    return replace(
        in_force,
        limits=tuple(kept.values()),
        deadband=in_force.deadband if deadband is None else deadband,
        on_delay=in_force.on_delay if on_delay is None else timedelta(seconds=on_delay),
        off_delay=in_force.off_delay if off_delay is None else timedelta(seconds=off_delay),
    )


def _parts(text: str) -> tuple[LimitSide, Tier, float | None]:
    try:
        side, tier, value = text.upper().split(":")
        return LimitSide(side), Tier[tier], None if value == "NONE" else float(value)
    except (KeyError, ValueError) as error:
        raise Refused(ErrorCode.INVALID_INPUT, f"{text} is no limit: SIDE:TIER:VALUE") from error


def _history(session: "Session", site: str, code: str, since: datetime, until: datetime) -> "History":
    from backend.sensors.store import Sensors
    from backend.sites.store import Sites
    from backend.tuning import queries as indicators

    found = Sites(session).by_code(site)
    known = Sensors(session).by_code(found.site_id, code) if found else None
    if found is None or known is None:
        raise Refused(ErrorCode.NOT_FOUND, f"there is no sensor {code} at {site}")
    # Whoever runs this reads the database anyway: they look as the administrator of the site.
    viewer = Viewer(OPERATOR, (Membership(OPERATOR, found.site_id, Role.ADMIN, None, None),))
    history = indicators.history(
        session, viewer, known.sensor_id, from_us=microseconds(since), to_us=microseconds(until)
    )
    if history is None:
        raise Refused(ErrorCode.NOT_FOUND, f"{code} has no indicator yet")
    return history


def _say(console: Console, found: Comparison) -> None:
    console.print(
        f"{found.readings:,} readings from {moment(found.from_us):%Y-%m-%d %H:%M} UTC, {found.days:.1f} days"
    )
    table = Table("", "in force", "proposed")
    for (tier, now), (_, then) in zip(found.now.by_tier, found.then.by_tier, strict=True):
        table.add_row(tier.name, str(now), str(then))
    table.add_row(
        "alerts a day", f"{found.now.alerts / found.days:.2f}", f"{found.then.alerts / found.days:.2f}"
    )
    table.add_row("time in alarm", *(_span(each.in_alarm_us) for each in (found.now, found.then)))
    table.add_row("chattering", str(found.now.chattering), str(found.then.chattering))
    console.print(table)
    console.print(f"kept {found.kept}, added {found.added}, removed {found.removed}")
    if found.missed_real:
        console.print(f"[red]would have missed {found.missed_real} real ones[/red]")
    if found.weakened_real:
        console.print(f"[yellow]{found.weakened_real} real ones at a lower tier[/yellow]")
    if found.spared_false:
        console.print(f"[green]{found.spared_false} fewer false alarms[/green]")
    changed = [each for each in found.episodes if each.verdict is not Verdict.KEPT]
    for each in changed[:SHOWN]:
        worst = each.tier_now or each.tier_then
        words = (each.verdict.lower(), each.condition, worst.name if worst else "", each.case_number or "")
        console.print(f"  {moment(each.started_us):%m-%d %H:%M:%S} {' '.join(filter(None, words))}")
    if len(changed) > SHOWN:
        console.print(f"  and {len(changed) - SHOWN} more")


def _span(lasts_us: int) -> str:
    return str(timedelta(seconds=lasts_us // 1_000_000))
