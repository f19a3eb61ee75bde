"""Rows of limits: those of a source that has none are set together, with its last row."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final, cast

from backend.core.errors import ErrorCode
from backend.core.vocabulary import Tier
from backend.sensors.adoption_commands import MAX_TEXT
from backend.sensors.rules import Indicator, Limit, LimitSide, SensorKind, room_between
from backend.sensors.store import Sensors
from backend.tuning.first_limits_commands import set_own_limits
from backend.tuning.limit_bounds_rules import limit_bounds
from backend.workbooks.cells_rules import is_same
from backend.workbooks.importing_commands import CellRefused, Importing, SkipRow, text
from backend.workbooks.rules import Known, Value, folded
from backend.workbooks.sheets_rules import BY_KEY
from backend.workbooks.store import SiteInventory

OF_SOURCE: Final = ("deadband", "on_delay", "off_delay", "silent_after", "standard")
"""Columns that hold for all limits of a source: one of its rows gives them, or each the same."""

Said = Mapping[str, Value]


def begin_limits(work: Importing, rows: Iterable[Said]) -> None:
    """Before the first row: what the file says of each source, and which limits the site has by now, those
    from templates of this file among them.
    """
    work.known["limits"] = work.tx.get(SiteInventory).limits_of_site(work.site_id)
    work.limited = {folded(str(each.values["source"])) for each in work.known["limits"].values()}
    for row in rows:
        work.limits[folded(str(row["source"]))].append(row)


def complete_limit(work: Importing, wanted: dict[str, Value], known: Known | None) -> None:
    """Fill in the cells that a row leaves open. Raises CellRefused for what is in force otherwise: a workbook
    loosens nothing, and tightens nothing without a back-test.
    """
    source = folded(str(wanted["source"]))
    if known is None:
        if source in work.limited:
            raise CellRefused("limit", ErrorCode.CELL_LIMITS_IN_FORCE, "other limits are in force")
        for column in OF_SOURCE:
            wanted[column] = _of_source(work, source, column)
        return
    for each in BY_KEY["limits"].columns:
        if wanted[each.key] in ("", None):
            wanted[each.key] = known.values[each.key]
        if not is_same(each, wanted[each.key], known.values[each.key]):
            raise CellRefused(each.key, ErrorCode.CELL_LIMITS_IN_FORCE, "other limits are in force")


def put_limit(work: Importing, _: Known | None, row: Said) -> int:
    """A limit of a source that has none; with its last row all of them come into force.

    Raises CellRefused for what contradicts another row or is out of reach; SkipRow where another row of the
    source is at fault.
    """
    source = folded(text(row, "source"))
    sensor_id = cast(int, work.known["sources"][source].object_id)
    sensor = work.tx.get(Sensors).one(sensor_id)
    if sensor.kind is not SensorKind.READINGS or sensor.indicator is None:
        raise CellRefused("source", ErrorCode.CELL_NO_READINGS, "it sends no readings")
    _check_limit(work, source, sensor.indicator, row)
    rows = work.limits[source]
    if _limit(row) != _limit(rows[-1]):
        return sensor_id
    if any(code.split("|")[0] == source for code in work.failed["limits"]):
        raise SkipRow
    set_own_limits(work.tx, sensor_id, _indicator(sensor.indicator, rows, row), by=work.by)
    return sensor_id


def _of_source(work: Importing, source: str, column: str) -> Value:
    said = (each.get(column) for each in work.limits[source])
    return next((each for each in said if each not in ("", None)), None)


def _check_limit(work: Importing, source: str, in_force: Indicator, row: Said) -> None:
    limit, bounds = _limit(row), limit_bounds(in_force)
    if not bounds.low <= limit.value <= bounds.high:
        raise CellRefused("limit", ErrorCode.CELL_OUT_OF_RANGE, "a limit that nothing reaches")
    others = [_limit(each) for each in work.limits[source]]
    if any(_is_beyond(other, limit) for other in others):
        raise CellRefused("limit", ErrorCode.CELL_LIMITS_CROSS, "not further out than a milder tier")
    for column in OF_SOURCE:
        _check_alike(work, source, column, row)
    widest = min(room_between(others), max(*(abs(each.value) for each in others), 1.0))
    if cast(float, row["deadband"] or 0) >= widest:
        raise CellRefused("deadband", ErrorCode.CELL_OUT_OF_RANGE, "so wide that no alert would end")
    if len(text(row, "standard")) > MAX_TEXT:
        raise CellRefused("standard", ErrorCode.CELL_TOO_LONG, "too long a standard")


def _check_alike(work: Importing, source: str, column: str, row: Said) -> None:
    """Raises CellRefused for a row that says otherwise than the first one of its source that says it."""
    own = next(each for each in work.limits[source] if _limit(each) == _limit(row)).get(column)
    if own not in ("", None) and own != row[column]:
        raise CellRefused(column, ErrorCode.CELL_ROWS_DIFFER, "one source, two values")


def _is_beyond(other: Limit, limit: Limit) -> bool:
    """Whether the other limit, of a milder tier or of the other side, is where only this one may be."""
    sign = 1 if limit.side is LimitSide.HIGH else -1
    is_milder = other.side is limit.side and other.tier < limit.tier
    is_low = other.side is LimitSide.LOW and limit.side is LimitSide.HIGH
    return (is_milder or is_low) and sign * other.value >= sign * limit.value


def _limit(row: Said) -> Limit:
    return Limit(LimitSide(text(row, "side")), Tier[text(row, "tier")], cast(float, row["limit"]))


def _indicator(in_force: Indicator, rows: list[Said], row: Said) -> Indicator:
    """The indicator with the limits of these rows, and what `row` says of them all; the rest stays."""

    def seconds(column: str, otherwise: timedelta) -> timedelta:
        return otherwise if row[column] is None else timedelta(seconds=cast(float, row[column]))

    limits = sorted(map(_limit, rows), key=lambda each: (each.side, each.tier))
    return replace(
        in_force,
        limits=tuple(limits),
        deadband=in_force.deadband if row["deadband"] is None else cast(float, row["deadband"]),
        on_delay=seconds("on_delay", in_force.on_delay),
        off_delay=seconds("off_delay", in_force.off_delay),
        silent_after=seconds("silent_after", in_force.silent_after),
        standard=text(row, "standard") or in_force.standard,
    )
