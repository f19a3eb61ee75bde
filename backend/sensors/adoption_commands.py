"""Adoption: a source that nobody knew comes into service, with limits from what it has sent."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import Final
from uuid import UUID, uuid4, uuid5

from backend.core import bulk
from backend.core.codes import checked_name
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Stage
from backend.equipment.store import EquipmentStore
from backend.people.store import People
from backend.sensors import commands as sensors
from backend.sensors.events import SOURCE_DISMISSED
from backend.sensors.first_limits_rules import FEWEST, recommend_indicator
from backend.sensors.quarantine_rules import UnknownSource
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.rules import SOURCE_CODE, Indicator, Sensor, SensorKind, SensorState
from backend.sensors.store import Sensors
from backend.sensors.templates_rules import SUGGESTED, check_unit, indicator_from, template_of
from backend.sites.area_commands import require_open_area
from backend.sites.rules import Site
from backend.sites.store import Sites

MAX_TEXT: Final = 60
SILENT_AFTER: Final = timedelta(days=1)
REASON: Final = "adopted"


@dataclass(frozen=True, slots=True)
class Adoption:
    """Where a source stands, whose it is and by which limits it is judged. `template`: code of one, SUGGESTED
    for limits from what it has sent, None for none yet. `standard`: clause in the place of the template's.
    Without department, post or person it belongs to who adopts it.
    """

    area_id: UUID
    stage: Stage
    unit: str = ""
    kind: SensorKind = SensorKind.READINGS
    template: str | None = None
    equipment_id: UUID | None = None
    department_id: UUID | None = None
    responsible_id: UUID | None = None
    post_id: UUID | None = None
    standard: str = ""


def adopt_sources(
    tx: Transaction,
    site_id: UUID,
    codes: Sequence[str],
    adoption: Adoption,
    *,
    by: Viewer,
    names: Mapping[str, Text] | None = None,
) -> bulk.Results:
    """Take each of these sources into service in the same way; by `source_key`. `names`: by code; the code
    itself where there is none.

    Each is adopted or refused by itself. Raises Refused: NOT_FOUND, NOT_ALLOWED, INVALID_INPUT (none, or too
    many).
    """
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    keys = {source_key(site_id, code): code for code in codes}

    def adopt(key: UUID) -> Sensor:
        code = keys[key]
        name = (names or {}).get(code) or Text(code, code)
        return adopt_source(tx, site_id=site_id, code=code, name=name, adoption=adoption, by=by)

    return bulk.each(list(keys), adopt)


def source_key(site_id: UUID, code: str) -> UUID:
    """An id for a source that is not in service yet, by which one command names many."""
    return uuid5(site_id, code)


def adopt_source(
    tx: Transaction, *, site_id: UUID, code: str, name: Text, adoption: Adoption, by: Viewer
) -> Sensor:
    """Take a listed source into service. What the site knows already stays as it is.

    Raises Refused: SOURCE_OUT_OF_SERVICE where the site knows it and judges nothing of it: it is returned to
    service instead; SOURCE_UNKNOWN where it is not listed, AREA_UNKNOWN, EQUIPMENT_UNKNOWN and OWNER_UNKNOWN
    for those of another site, NOT_FOUND (template), NOT_ALLOWED, AREA_CLOSED, NAME_INVALID, UNIT_DIFFERS,
    INVALID_INPUT.
    """
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    site = tx.get(Sites).get(site_id)
    known = tx.get(Sensors).by_code(site_id, code)
    if known is not None and known.state is SensorState.OUT_OF_SERVICE:
        raise Refused(ErrorCode.SOURCE_OUT_OF_SERVICE, "it is known, and out of service")
    if known is not None:
        return known
    _require_at_site(tx, site, adoption)
    source = tx.get(Quarantine).find_unknown(site.code, code)
    if source is None:
        raise Refused(ErrorCode.SOURCE_UNKNOWN, "no source sends under this code")
    indicator = _first_indicator(source, adoption)
    return _adopt(tx, site, code, name=name, adoption=adoption, indicator=indicator, by=by)


def register_source(
    tx: Transaction, site_id: UUID, *, code: str, name: Text, adoption: Adoption, by: Viewer
) -> Sensor:
    """Take a source into service that has sent nothing yet: it is known to the site before it is mounted.

    Raises Refused: CODE_NOT_LATIN, CODE_TAKEN, and as `adopt_source`.
    """
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    if SOURCE_CODE.fullmatch(code) is None:
        raise Refused(ErrorCode.CODE_NOT_LATIN, "letters, digits, and . _ - between them")
    if tx.get(Sensors).by_code(site_id, code) is not None:
        raise Refused(ErrorCode.CODE_TAKEN, f"there is a source {code} already")
    site = tx.get(Sites).get(site_id)
    _require_at_site(tx, site, adoption)
    return _adopt(tx, site, code, name=name, adoption=adoption, indicator=_indicator(adoption), by=by)


def _adopt(
    tx: Transaction,
    site: Site,
    code: str,
    *,
    name: Text,
    adoption: Adoption,
    indicator: Indicator,
    by: Viewer,
) -> Sensor:
    if max(len(adoption.unit), len(adoption.standard)) > MAX_TEXT:
        raise Refused(ErrorCode.INVALID_INPUT, f"unit and standard have at most {MAX_TEXT} characters")
    if adoption.kind is SensorKind.SYSTEM:
        raise Refused(ErrorCode.INVALID_INPUT, "this source is the product itself")
    membership = by.membership_at(site.site_id)
    is_owned = any((adoption.department_id, adoption.post_id, adoption.responsible_id))
    return sensors.adopt(
        tx,
        site,
        code,
        area_id=adoption.area_id,
        stage=adoption.stage,
        indicator=indicator,
        reason=REASON,
        by=by.person_id,
        name=checked_name(name.zh, name.en),
        kind=adoption.kind,
        equipment_id=adoption.equipment_id,
        department_id=adoption.department_id
        if is_owned
        else (membership.department_id if membership else None),
        responsible_id=adoption.responsible_id if is_owned else by.person_id,
        post_id=adoption.post_id,
    )


def _require_at_site(tx: Transaction, site: Site, adoption: Adoption) -> None:
    """Raises Refused with the code of what is not of this site, or AREA_CLOSED."""
    with _unknown(ErrorCode.AREA_UNKNOWN):
        require_open_area(tx, site.site_id, adoption.area_id)
    with _unknown(ErrorCode.EQUIPMENT_UNKNOWN):
        require_equipment(tx, site.site_id, adoption.equipment_id)
    with _unknown(ErrorCode.OWNER_UNKNOWN):
        tx.get(People).require_at_site(
            site.site_id,
            department_id=adoption.department_id,
            person_id=adoption.responsible_id,
            post_id=adoption.post_id,
        )


@contextmanager
def _unknown(code: ErrorCode) -> Iterator[None]:
    """Say by a code of its own what was not found; the same words, whether it is there elsewhere."""
    try:
        yield
    except Refused as refused:
        if refused.code is ErrorCode.NOT_FOUND:
            raise Refused(code, "no such thing at this site") from refused
        raise


def require_equipment(tx: Transaction, site_id: UUID, equipment_id: UUID | None) -> None:
    """Raises Refused(NOT_FOUND) where the machine is not of this site."""
    if equipment_id is not None and tx.get(EquipmentStore).get(equipment_id).site_id != site_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such equipment at this site")


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


def _first_indicator(source: UnknownSource, adoption: Adoption) -> Indicator:
    if adoption.kind is SensorKind.READINGS and adoption.template == SUGGESTED:
        found = suggestion(source, unit=adoption.unit) or _plain(adoption.unit, adoption.kind)
        return replace(found, standard=adoption.standard.strip() or found.standard)
    return _indicator(adoption)


def _indicator(adoption: Adoption) -> Indicator:
    """By the template, or without limits."""
    if adoption.kind is not SensorKind.READINGS or adoption.template is None:
        return replace(_plain(adoption.unit, adoption.kind), standard=adoption.standard.strip())
    template = template_of(adoption.template)
    check_unit(template, adoption.unit)
    found = indicator_from(template, indicator_id=uuid4())
    return replace(found, standard=adoption.standard.strip() or found.standard)


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
