"""Adoption: a source that nobody knew comes into service, with limits from what it has sent."""

from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import Final
from uuid import UUID, uuid4

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Stage
from backend.sensors import commands as sensors
from backend.sensors.events import SOURCE_DISMISSED
from backend.sensors.first_limits_rules import FEWEST, recommend_indicator
from backend.sensors.quarantine_rules import UnknownSource
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.rules import Indicator, Sensor, SensorKind
from backend.sensors.store import Sensors
from backend.sites.store import Sites

MAX_TEXT: Final = 60
SILENT_AFTER: Final = timedelta(days=1)
REASON: Final = "adopted"


def adopt_source(
    tx: Transaction,
    *,
    site_id: UUID,
    code: str,
    name: Text,
    area_id: UUID,
    stage: Stage,
    unit: str,
    kind: SensorKind,
    has_limits: bool,
    by: Viewer,
) -> Sensor:
    """Take a listed source into service; its limits are those suggested, if `has_limits` and it sent enough.

    The person who adopts it is responsible for it until somebody else is named. Raises Refused: NOT_FOUND for
    a source that is not listed or an area of another site, NOT_ALLOWED, INVALID_INPUT.
    """
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    site = next(each for each in tx.get(Sites).all() if each.site_id == site_id)
    known = tx.get(Sensors).by_code(site_id, code)
    if known is not None:
        return known
    if tx.get(Sites).area(area_id).site_id != site_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such area at this site")
    source = tx.get(Quarantine).find_unknown(site.code, code)
    if source is None:
        raise Refused(ErrorCode.NOT_FOUND, "no source sends under this code")
    if not (name.zh.strip() and name.en.strip()) or max(map(len, (name.zh, name.en, unit))) > MAX_TEXT:
        raise Refused(ErrorCode.INVALID_INPUT, f"a name in both languages, at most {MAX_TEXT} characters")
    if kind is SensorKind.SYSTEM:
        raise Refused(ErrorCode.INVALID_INPUT, "this source is the product itself")
    suggested = suggestion(source, unit=unit) if has_limits and kind is SensorKind.READINGS else None
    membership = by.membership_at(site_id)
    return sensors.adopt(
        tx,
        site,
        code,
        area_id=area_id,
        stage=stage,
        indicator=suggested or _plain(unit, kind),
        reason=REASON,
        by=by.person_id,
        name=Text(name.zh.strip(), name.en.strip()),
        kind=kind,
        department_id=membership.department_id if membership else None,
        responsible_id=by.person_id,
    )


def dismiss_source(tx: Transaction, *, site_id: UUID, code: str, by: Viewer) -> None:
    """Take a source off the list; should it send again it comes back. Raises Refused(NOT_ALLOWED)."""
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    tx.get(Quarantine).forget_unknown(tx.get(Sites).codes()[site_id], code)
    tx.announce(Event(SOURCE_DISMISSED, site_id, by=by.person_id, note=code))


def suggestion(source: UnknownSource, *, unit: str) -> Indicator | None:
    """Limits from what the source has sent; None while that is too little."""
    values = [value for _, value in source.samples]
    if len(values) < FEWEST:
        return None
    gaps = [(after - before) / 1e6 for (before, _), (after, _) in pairwise(sorted(source.samples))]
    every = timedelta(seconds=max(median(gaps), 0.001))
    return recommend_indicator(values, every=every, unit=unit, indicator_id=uuid4())


def _plain(unit: str, kind: SensorKind) -> Indicator:
    """No limits yet: whether it is silent and how it behaves is watched from the start."""
    is_measured = kind is SensorKind.READINGS
    return Indicator(
        indicator_id=uuid4(),
        version=1,
        unit=unit,
        limits=(),
        deadband=0,
        on_delay=timedelta(0),
        off_delay=timedelta(0),
        # A camera that sees nothing sends nothing, unless it beats; then an officer sets this.
        silent_after=SILENT_AFTER if is_measured else timedelta(0),
        standard="",
        is_learned=is_measured,
    )
