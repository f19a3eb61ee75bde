"""Patterns of shifts are added, changed and closed; what was planned by them stays as it is."""

from dataclasses import replace
from uuid import UUID, uuid4

from backend.core.database import Transaction
from backend.core.events import Event, EventKind, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.roster.commands import require_version
from backend.roster.events import SHIFT_PATTERN_ADDED, SHIFT_PATTERN_CHANGED
from backend.roster.rules import ShiftPattern
from backend.roster.store import Rosters


def add_pattern(
    tx: Transaction, site_id: UUID, *, name: Text, start_minute: int, minutes: int, by: Viewer
) -> UUID:
    """Raises Refused: NOT_ALLOWED, NOT_FOUND (site), SHIFT_LENGTH_INVALID."""
    by.require(Permission.PLAN_ROSTER, site_id=site_id)
    pattern = ShiftPattern(uuid4(), site_id, name, start_minute, minutes)
    pattern.check()
    tx.get(Rosters).add_pattern(pattern)
    _announce_pattern(tx, SHIFT_PATTERN_ADDED, pattern, by=by, note=_words(pattern))
    return pattern.pattern_id


def change_pattern(
    tx: Transaction,
    pattern_id: UUID,
    *,
    name: Text,
    start_minute: int,
    minutes: int,
    is_closed: bool,
    version: int,
    by: Viewer,
) -> UUID:
    """Change it, close it or open it again. Shifts that were planned by it stay as they are.

    `version`: of what the person saw. Raises Refused: as `add_pattern`, CONFLICT where somebody was faster.
    """
    before = tx.get(Rosters).pattern(pattern_id)
    by.require(Permission.PLAN_EVERY_ROSTER, site_id=before.site_id)
    require_version(before.version, version)
    closed_at = (before.closed_at or tx.now) if is_closed else None
    after = replace(before, name=name, start_minute=start_minute, minutes=minutes, closed_at=closed_at)
    if after == before:
        return pattern_id
    after.check()
    tx.get(Rosters).put_pattern(after)
    note = f"{_words(before)} → {_words(after)}{' ×' if is_closed else ''}"
    _announce_pattern(tx, SHIFT_PATTERN_CHANGED, after, by=by, note=note)
    return pattern_id


def _words(pattern: ShiftPattern) -> str:
    hours, minutes = divmod(pattern.start_minute, 60)
    return f"{pattern.name.zh} {hours:02}:{minutes:02} +{pattern.minutes} min"


def _announce_pattern(
    tx: Transaction, kind: EventKind, pattern: ShiftPattern, *, by: Viewer, note: str
) -> None:
    about = refs(shift_pattern=pattern.pattern_id)
    tx.announce(Event(kind, pattern.site_id, by=by.person_id, about=about, note=note))
