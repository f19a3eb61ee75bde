"""`anhuan replay` and `anhuan publish`: readings from a file or by hand, over MQTT like any other."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

# ruff: noqa: PLC0415 - as in cli.py: a command imports what it needs, so that each starts quickly

SiteOption = Annotated[str, typer.Option(help="Code of the site.")]
BrokerOption = Annotated[
    str | None,
    typer.Option(help="mqtt://host:port; default: the one in use. With a password: in ANHUAN_MQTT_URL."),
]
ScoreOption = Annotated[
    list[Path] | None,
    typer.Option(exists=True, help="Do not publish: score these files or folders with the detectors."),
]
OutOption = Annotated[Path, typer.Option(help="Where --score writes series,timestamp,score,alert.")]


def replay(
    file: Annotated[
        Path | None, typer.Argument(exists=True, dir_okay=False, help="timestamp,sensor,value[,label]")
    ] = None,
    *,
    score: ScoreOption = None,
    out: OutOption = Path("scores.csv"),
    speed: Annotated[
        float, typer.Option(min=0, help="1 = as sampled, 10 = ten times faster, 0 = at once.")
    ] = 1,
    site: SiteOption = "demo",
    sensor_prefix: Annotated[str, typer.Option(help="Put before every sensor name of the file.")] = "",
    rebase: Annotated[bool, typer.Option(help="Move the times of the file to the present.")] = True,
    adopt: Annotated[bool, typer.Option(help="Put unknown sensors into service, limits suggested.")] = False,
    area: Annotated[
        str | None, typer.Option(help="Area for adopted sensors; default: the first one.")
    ] = None,
    broker: BrokerOption = None,
) -> None:
    """Publish a file of readings over MQTT (QoS 1), at its own pace or faster; or score files offline."""
    if score:
        from backend.entrypoints.cli_commands.score import score_offline

        score_offline(Console(), score, out)
        return
    if file is None:
        raise typer.BadParameter("say which file to publish, or --score what to score")
    from backend.entrypoints.cli_commands import publishing

    publishing.publish_file(
        Console(),
        file,
        speed=speed,
        site=site,
        sensor_prefix=sensor_prefix,
        rebase=rebase,
        adopt=adopt,
        area=area,
        broker=broker,
    )


def publish(
    sensor: Annotated[str, typer.Argument(help="Code of the sensor, e.g. HG-001")],
    value: Annotated[float, typer.Argument(help="In the sensor's unit")],
    site: SiteOption = "demo",
    broker: BrokerOption = None,
) -> None:
    """Publish one reading, sampled now."""
    from backend.entrypoints.cli_commands import publishing

    publishing.publish_one(Console(), sensor, value, site=site, broker=broker)
