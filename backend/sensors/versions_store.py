"""Versions of the sensors whose readings are evaluated: what the intake compares to see what has changed."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import BigInteger, CompoundSelect, and_, bindparam, cast, func, null, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from backend.core.statements import among
from backend.sensors.rules import SensorKind, SensorState
from backend.sensors.tables import IndicatorRow, SensorRow

BLOCK: Final = 256
"""Sources whose ids follow one another: a site may have all of them, a block never many."""
Figures: TypeAlias = tuple[int, ...]
"""Other numbers once a sensor of a block, or the version of an indicator of one, has come or gone, or one is
described anew."""
_id: Final = cast(col(SensorRow.id), BigInteger)  # their squares are beyond 32 bits
_block: Final = col(SensorRow.id).op("/", return_type=BigInteger())(BLOCK)  # both databases round down
_of: Final = col(IndicatorRow.sensor_id).op("/", return_type=BigInteger())(BLOCK)
_is_in_service: Final = col(SensorRow.state) != SensorState.OUT_OF_SERVICE
_is_evaluated: Final = and_(_is_in_service, col(SensorRow.kind) != SensorKind.SYSTEM)
FIGURES: Final[CompoundSelect[Any]] = union_all(
    select(
        _block.label("block"),
        null(),
        func.count(_id),
        func.sum(_id),
        func.sum(_id * _id),
        func.sum(col(SensorRow.version)),
    )
    .where(_is_in_service)
    .group_by(_block),
    # A new version is one more, and higher than those before it.
    select(_of, func.sum(col(IndicatorRow.version)), null(), null(), null(), null()).group_by(_of),
)
# Asked for each by itself: after an import PostgreSQL has no figures yet by which it would join well.
_any: Final = aliased(IndicatorRow)
_version: Final = (
    select(func.max(col(_any.version))).where(col(_any.sensor_id) == col(SensorRow.id)).scalar_subquery()
)
VERSIONS: Final = select(
    col(SensorRow.id),
    col(SensorRow.site_id),
    col(SensorRow.code),
    _version,
    col(SensorRow.last_seen_at).is_not(None),
).where(_is_evaluated)
OF_BLOCK: Final = VERSIONS.where(
    col(SensorRow.id) >= bindparam("first"), col(SensorRow.id) < bindparam("after")
)
OF_IDS: Final = VERSIONS.where(among(col(SensorRow.id), "sensors"))
OF_CODES: Final = (
    select(col(SensorRow.id))
    .where(col(SensorRow.site_id) == bindparam("site"), among(col(SensorRow.code), "codes"))
    .where(_is_evaluated)
)
SILENT_AFTER: Final = (
    select(col(SensorRow.id), col(IndicatorRow.silent_after_s))
    .join(IndicatorRow, col(IndicatorRow.sensor_id) == col(SensorRow.id))
    .where(_is_evaluated, col(IndicatorRow.version) == _version, col(IndicatorRow.silent_after_s) > 0)
)


class SensorVersion(NamedTuple):
    """A sensor in service; `version`: of its indicator in force (None: it has none)."""

    sensor_id: int
    site_id: UUID
    code: str
    version: int | None
    is_heard: bool
    """Whether it has ever been heard."""


class SensorVersions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def figures(self) -> dict[int, Figures]:
        """The figures of each block that has any; one statement, for all sources of all sites."""
        sensors: dict[int, Figures] = {}
        indicators: dict[int, Figures] = {}
        for block, versions, *of_sensors in self._session.connection().execute(FIGURES):
            if versions is None:
                sensors[block] = tuple(of_sensors)
            else:
                indicators[block] = (versions,)
        return {each: sensors.get(each, ()) + indicators.get(each, ()) for each in sensors | indicators}

    def all(self) -> list[SensorVersion]:
        """Every sensor whose readings are evaluated."""
        return self._found(VERSIONS)

    def of_block(self, block: int) -> list[SensorVersion]:
        """The sensors of this block whose readings are evaluated."""
        return self._found(OF_BLOCK, {"first": block * BLOCK, "after": (block + 1) * BLOCK})

    def of_ids(self, sensor_ids: list[int]) -> list[SensorVersion]:
        """Return those of these sensors whose readings are evaluated."""
        return self._found(OF_IDS, {"sensors": sensor_ids})

    def of_codes(self, site_id: UUID, codes: Collection[str]) -> list[int]:
        """The sensors of a site whose readings are evaluated, of those with these codes."""
        found = self._session.scalars(OF_CODES, {"site": site_id, "codes": list(codes)})
        return [sensor_id for sensor_id in found if sensor_id is not None]

    def silent_after(self) -> dict[int, timedelta]:
        """The time after which each sensor is silent whose readings are evaluated, of those that ever are."""
        rows = self._session.connection().execute(SILENT_AFTER)
        return {sensor_id: timedelta(seconds=s) for sensor_id, s in rows if sensor_id is not None}

    def _found(self, statement: Any, params: dict[str, Any] | None = None) -> list[SensorVersion]:
        return [SensorVersion(*row) for row in self._session.connection().execute(statement, params)]
