"""Taking the series of a file into service, so that a replay can raise alerts."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import median
from uuid import uuid4

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Stage
from backend.readings.series.files import Sample, Survey
from backend.sensors import commands as sensors
from backend.sensors.first_limits_rules import recommend_indicator
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors
from backend.sites.rules import Area, Site
from backend.sites.store import Sites

REASON = "adopted from a file"


@dataclass(frozen=True, slots=True)
class Adopted:
    """One series of the file as it is now in service; `is_new` False: the site knew it, limits and all."""

    sensor: Sensor
    is_new: bool
    normal_values: int


def adopt_series(
    database: Database, survey: Survey, *, site_code: str, area_code: str | None, prefix: str
) -> list[Adopted]:
    """Put every series of the file into service under `prefix` + its name, with limits from its warm-up.

    Without an area, the first of the site is taken. Raises `Refused`: NOT_FOUND for a site or an area that
    does not exist, INVALID_INPUT for a series too short to say what is normal.
    """

    def command(tx: Transaction) -> list[Adopted]:
        site = tx.get(Sites).by_code(site_code)
        if site is None:
            raise Refused(ErrorCode.NOT_FOUND, f"no site {site_code!r} in this database")
        area = _area(tx, site, area_code)
        return [
            _adopt(tx, site, area, f"{prefix}{name}", survey.warm_up(name)) for name in sorted(survey.counts)
        ]

    return database.transact(command)


def _area(tx: Transaction, site: Site, code: str | None) -> Area:
    for area in tx.get(Sites).areas(site.site_id):
        if code in {None, area.code}:
            return area
    raise Refused(ErrorCode.NOT_FOUND, f"no area {code or ''} at site {site.code}")


def _adopt(tx: Transaction, site: Site, area: Area, code: str, normal: list[Sample]) -> Adopted:
    is_new = tx.get(Sensors).by_code(site.site_id, code) is None
    values = [sample.value for sample in normal if sample.value is not None]
    indicator = recommend_indicator(values, every=_interval(normal), unit="", indicator_id=uuid4())
    sensor = sensors.adopt(
        tx, site, code, area_id=area.area_id, stage=Stage.EQUIPMENT, indicator=indicator, reason=REASON
    )
    return Adopted(sensor, is_new, len(values))


def _interval(samples: list[Sample]) -> timedelta:
    """The usual distance of two readings in time."""
    gaps = [(b.at - a.at).total_seconds() for a, b in pairwise(samples)]
    return timedelta(seconds=median(gaps) if gaps else 1)
