"""State of each source between readings: saved limits, last reading, when it falls silent."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, Select, and_, bindparam, not_, select, text, update
from sqlmodel import Session, col

from backend.core.statements import among, execute_many, one_of
from backend.core.vocabulary import Quality
from backend.readings.rules import STRETCHES, LatestReading
from backend.readings.tables import source_states
from backend.sensors.rules import SensorState
from backend.sensors.store import is_expected, is_never_heard
from backend.sensors.tables import SensorRow

KNOW = text("INSERT INTO source_states (sensor_id) VALUES (:sensor_id) ON CONFLICT DO NOTHING")
SAVE_LIMITS = text(
    "INSERT INTO source_states (sensor_id, limits) VALUES (:sensor_id, :limits) "
    "ON CONFLICT (sensor_id) DO UPDATE SET limits = excluded.limits"
)
SAVE_LATEST: Final = "INSERT INTO source_states (sensor_id, sampled_us, value, quality, stretch) "
OF_ARRAYS: Final = (
    "SELECT * FROM unnest(%s::text::int[], %s::text::bigint[], %s::text::float8[], %s::text::int2[], "
    "%s::text::int2[])"
)
LATEST_AT_ONCE: Final = 500
"""SQLite has no arrays, and takes a number out of JSON longer than a parameter."""
UNLESS_EARLIER: Final = (
    " ON CONFLICT (sensor_id) DO UPDATE SET sampled_us = excluded.sampled_us, value = excluded.value, "
    "quality = excluded.quality, stretch = excluded.stretch "
    "WHERE source_states.sampled_us IS NULL "
    "OR (excluded.stretch = source_states.stretch AND excluded.sampled_us > source_states.sampled_us) "
    f"OR (excluded.stretch - source_states.stretch + {STRETCHES}) % {STRETCHES} "
    f"BETWEEN 1 AND {STRETCHES // 2 - 1}"
)
COUNT_ODD = text(
    "INSERT INTO source_states (sensor_id, late, from_the_future) "
    "VALUES (:sensor_id, :late, :from_the_future) "
    "ON CONFLICT (sensor_id) DO UPDATE SET late = source_states.late + excluded.late, "
    "from_the_future = source_states.from_the_future + excluded.from_the_future"
)

LISTEN: Final = (
    update(SensorRow)
    .where(among(col(SensorRow.id), "sensors"), col(SensorRow.state) == SensorState.IN_SERVICE)
    .values(silent_due_at=bindparam("due_at"))
    .execution_options(synchronize_session=False)
)


class SourceState(NamedTuple):
    """`limits`: a `LimitState` as JSON. Both are None until there is something to keep."""

    limits: str | None
    latest: LatestReading | None


class Sources:
    def __init__(self, session: Session) -> None:
        self._session = session

    def states(self, sensor_ids: Collection[int]) -> dict[int, SourceState]:
        """The state of each of these sources that has one."""
        return self._states(select(source_states), sensor_ids)

    def retired(self, sensor_ids: Collection[int] | None = None) -> dict[int, SourceState]:
        """Of these sources those out of service of which rules are still saved; None: of all."""
        statement = (
            select(source_states)
            .join(SensorRow, col(SensorRow.id) == source_states.c.sensor_id)
            .where(col(SensorRow.state) == SensorState.OUT_OF_SERVICE, source_states.c.limits.is_not(None))
        )
        return self._states(statement, sensor_ids)

    def latest(self, sensor_ids: Iterable[int]) -> dict[int, LatestReading]:
        """The last reading of each of these sources that has one; one statement."""
        statement = select(source_states).where(one_of(source_states.c.sensor_id, set(sensor_ids)))
        found = {row.sensor_id: _latest_of(row) for row in self._session.connection().execute(statement)}
        return {sensor_id: latest for sensor_id, latest in found.items() if latest is not None}

    def know(self, sensor_ids: set[int]) -> None:
        """Make sure that each of these has a row."""
        self._plain(KNOW, [{"sensor_id": sensor_id} for sensor_id in sorted(sensor_ids)])

    def save_limits(self, limits: dict[int, str | None]) -> None:
        self._plain(SAVE_LIMITS, [{"sensor_id": key, "limits": json} for key, json in limits.items()])

    def save_latest(self, latest: dict[int, LatestReading]) -> None:
        """Keep the last reading of each source; an earlier one than the kept, by stretch and time, changes
        nothing.
        """
        if not latest:
            return
        connection = self._session.connection()
        ids = sorted(latest)
        found = [latest[sensor_id] for sensor_id in ids]
        columns = (
            ids,
            [each.sampled_us for each in found],
            [each.value for each in found],
            [int(each.quality) for each in found],
            [each.stretch for each in found],
        )
        if connection.dialect.name == "postgresql":
            statement = SAVE_LATEST + OF_ARRAYS + UNLESS_EARLIER.replace("%", "%%")
            # As text: the driver would ask of each number what it is, which takes ten times as long.
            arrays = tuple(f"{{{','.join(map(repr, column))}}}" for column in columns)
            connection.exec_driver_sql(statement, arrays)
            return
        for begin in range(0, len(ids), LATEST_AT_ONCE):
            some = [column[begin : begin + LATEST_AT_ONCE] for column in columns]
            values = f"VALUES {', '.join(['(?, ?, ?, ?, ?)'] * len(some[0]))}"
            numbers = tuple(chain.from_iterable(zip(*some, strict=True)))
            connection.exec_driver_sql(SAVE_LATEST + values + UNLESS_EARLIER, numbers)

    def count_odd(self, *, late: dict[int, int], from_the_future: dict[int, int]) -> None:
        """Add to the counts of readings that came late, and of those that were ahead of our clock."""
        self._plain(
            COUNT_ODD,
            [
                {
                    "sensor_id": sensor_id,
                    "late": late.get(sensor_id, 0),
                    "from_the_future": from_the_future.get(sensor_id, 0),
                }
                for sensor_id in sorted(late.keys() | from_the_future.keys())
            ],
        )

    def hear(self, sensor_ids: dict[int, datetime | None], *, at: datetime) -> None:
        """These sources were heard at `at`; each falls silent at its own time (None: never)."""
        sensors: Any = SensorRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it without a type
        statement = (
            update(sensors)
            .where(sensors.c.id == bindparam("heard_id"))
            .values(last_seen_at=bindparam("heard_at"), silent_due_at=bindparam("due_at"))
        )
        rows = [
            {"heard_id": sensor_id, "heard_at": at, "due_at": due_at}
            for sensor_id, due_at in sorted(sensor_ids.items())
        ]
        self._each(statement, rows)

    def sites_of_unheard(self, sensor_ids: Iterable[int]) -> list[UUID]:
        """Return the sites of those of these sources that have never been heard."""
        is_one = and_(one_of(col(SensorRow.id), set(sensor_ids)), col(SensorRow.last_seen_at).is_(None))
        return list(self._session.scalars(select(col(SensorRow.site_id)).where(is_one).distinct()))

    def listen(self, dues: dict[int, datetime]) -> None:
        """Give sources that are not silent until then to be heard: nobody listened before."""
        by_due: dict[datetime, list[int]] = {}
        for sensor_id, at in dues.items():
            by_due.setdefault(at, []).append(sensor_id)
        for at, sensor_ids in by_due.items():  # of thousands of sources a few: most have the same limit
            self._session.connection().execute(LISTEN, {"due_at": at, "sensors": sorted(sensor_ids)})

    def to_fall_silent(self, *, now: datetime) -> list[int]:
        """The sources that `fall_silent` would mark."""
        return self._in(SensorState.IN_SERVICE, _is_overdue(now))

    def is_one_overdue(self, site_id: UUID, *, now: datetime) -> bool:
        """Whether a source of this site was not heard in time, and is not marked as silent yet."""
        is_here = and_(col(SensorRow.site_id) == site_id, col(SensorRow.state) == SensorState.IN_SERVICE)
        statement = select(col(SensorRow.id)).where(is_here, _is_overdue(now)).limit(1)
        return self._session.scalar(statement) is not None

    def to_wake(self, *, now: datetime) -> list[int]:
        """The sources that `wake` would mark."""
        return self._in(SensorState.SILENT, _is_heard(now))

    def fall_silent(self, sensor_ids: Collection[int], *, now: datetime) -> list[int]:
        """Mark those of these sources whose time to be heard is over; answers those that were not silent
        before, in their order.

        Silence begins with the first reading: a source that has never sent one is none (`is_never_heard`).
        Nobody expects to hear from a simulated source while its plant is not being simulated.
        """
        return self._move(SensorState.IN_SERVICE, SensorState.SILENT, _is_overdue(now), sensor_ids)

    def wake(self, sensor_ids: Collection[int], *, now: datetime) -> list[int]:
        """Mark those of these silent sources that have been heard again; answers these, in their order."""
        return self._move(SensorState.SILENT, SensorState.IN_SERVICE, _is_heard(now), sensor_ids)

    def end_unheard_silence(self) -> list[int]:
        """Mark the silent sources that never sent anything as in service; answers these."""
        return self._move(SensorState.SILENT, SensorState.IN_SERVICE, is_never_heard())

    def _states(self, statement: Select[Any], sensor_ids: Collection[int] | None) -> dict[int, SourceState]:
        if sensor_ids is not None:
            statement = statement.where(one_of(source_states.c.sensor_id, sensor_ids))
        rows = self._session.connection().execute(statement)
        return {row.sensor_id: SourceState(row.limits, _latest_of(row)) for row in rows}

    def _in(self, state: SensorState, condition: Any) -> list[int]:
        found = self._session.scalars(
            select(col(SensorRow.id)).where(col(SensorRow.state) == state, condition)
        )
        return sorted(sensor_id for sensor_id in found if sensor_id is not None)

    def _move(
        self,
        before: SensorState,
        after: SensorState,
        condition: Any,
        sensor_ids: Collection[int] | None = None,
    ) -> list[int]:
        """None: whichever there are."""
        # The state in the condition makes it a compare-and-set: of two sweeps only one gets the source.
        statement = (
            update(SensorRow)
            .where(col(SensorRow.state) == before, condition)
            .values(state=after.value)
            .returning(col(SensorRow.id))
            .execution_options(synchronize_session=False)
        )
        params = {}
        if sensor_ids is not None:
            statement = statement.where(among(col(SensorRow.id), "sensors"))
            params = {"sensors": list(sensor_ids)}
        found = self._session.connection().execute(statement, params).scalars()
        moved = {sensor_id for sensor_id in found if sensor_id is not None}
        return [each for each in (sorted(moved) if sensor_ids is None else sensor_ids) if each in moved]

    def _plain(self, statement: Executable, rows: Sequence[dict[str, Any]]) -> None:
        execute_many(self._session.connection(), statement, rows)

    def _each(self, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._session.connection().execute(statement, rows)


def _is_overdue(now: datetime) -> ColumnElement[bool]:
    return and_(col(SensorRow.silent_due_at) <= now, is_expected(), not_(is_never_heard()))


def _is_heard(now: datetime) -> ColumnElement[bool]:
    return col(SensorRow.silent_due_at) > now


def _latest_of(row: Any) -> LatestReading | None:
    if row.sampled_us is None:
        return None
    return LatestReading(row.sampled_us, row.value, Quality(row.quality), row.stretch)
