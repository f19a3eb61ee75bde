"""Changes of the settings of a site, and of its calendar."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from backend.core.codes import checked_phone
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.sites.events import SITE_CHANGED
from backend.sites.settings import rules
from backend.sites.settings.rules import SiteDay, SiteDetails, SiteSettings
from backend.sites.settings.store import SitesSettings

SHORTEST_EXTENSION: Final = 3
LONGEST_CODE: Final = 64


def change_site(tx: Transaction, site_id: UUID, details: SiteDetails, *, version: int, by: Viewer) -> UUID:
    """Describe the site anew; as it was: nothing changes. Raises Refused: NOT_ALLOWED, NOT_FOUND, CONFLICT
    where it is not at this version any more, INVALID_INPUT, PHONE_INVALID.
    """
    before = settings_of_site(tx, site_id, by=by)
    name = Text(details.name.zh.strip(), details.name.en.strip() or details.name.zh.strip())
    after = replace(
        details,
        name=name,
        control_room=checked_phone(details.control_room, fewest=SHORTEST_EXTENSION),
        wind_speed_source=_code(details.wind_speed_source, before.details.wind_speed_source),
        wind_direction_source=_code(details.wind_direction_source, before.details.wind_direction_source),
    )
    after.check()
    if after == before.details:
        return site_id
    require_version(before, version)
    note = rules.differences(before.details, after)
    write(tx, replace(before, details=after), note=note, by=by.person_id)
    return site_id


def _code(said: str | None, before: str | None) -> str:
    """The code as it was said, or as it was. Raises Refused(INVALID_INPUT) for a longer one than any is."""
    code = (before if said is None else said) or ""
    if len(code.strip()) > LONGEST_CODE:
        raise Refused(ErrorCode.INVALID_INPUT, f"a code has at most {LONGEST_CODE} characters")
    return code.strip()


def set_site_days(
    tx: Transaction, site_id: UUID, year: int, days: Sequence[SiteDay], *, version: int, by: Viewer
) -> UUID:
    """Write down the holidays of a year and the days worked in their place; those of before go.

    Raises Refused: as `change_site`.
    """
    before = settings_of_site(tx, site_id, by=by)
    named = sorted((replace(each, name=each.name.strip()) for each in days), key=lambda each: each.day)
    rules.check_days(year, named)
    if named == tx.get(SitesSettings).days(site_id, year):
        return site_id
    require_version(before, version)
    tx.get(SitesSettings).set_days(site_id, year, named)
    working = sum(each.is_working for each in named)
    note = f"calendar {year}: {len(named) - working} off, {working} worked"
    write(tx, before, note=note, by=by.person_id)
    return site_id


def settings_of_site(tx: Transaction, site_id: UUID, *, by: Viewer) -> SiteSettings:
    """The settings, for who may change them. Raises Refused: NOT_ALLOWED, NOT_FOUND."""
    by.require(Permission.MANAGE_SITE, site_id=site_id)
    return tx.get(SitesSettings).get(site_id)


def require_version(settings: SiteSettings, version: int) -> None:
    """Raises Refused(CONFLICT)."""
    if settings.version != version:
        raise Refused(ErrorCode.CONFLICT, f"version {version} was changed by somebody else")


def write(tx: Transaction, settings: SiteSettings, *, note: str, by: UUID, to: tuple[UUID, ...] = ()) -> None:
    """Write the settings, with what changed, when and by whom; `to` are notified."""
    changed = replace(settings, changed_at=tx.now, changed_by=by, changed=note)
    tx.get(SitesSettings).put(changed)
    about = refs(site=settings.site_id)
    tx.announce(Event(SITE_CHANGED, settings.site_id, about=about, by=by, note=note, to=to))
