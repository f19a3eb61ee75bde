"""Words of people about the coverage of a site, as rows."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.vocabulary import Stage
from backend.equipment.rules import EquipmentState
from backend.equipment.tables import EquipmentRow
from backend.live_risk.coverage.rules import MACHINE, SOURCE, Exclusion
from backend.live_risk.coverage.tables import RegisteredMatterRow, StageExclusionRow
from backend.sensors.rules import SensorKind
from backend.sensors.tables import SensorRow


class CoverageRecords:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, said: Exclusion) -> None:
        """Say that a stage does not apply, or say it anew."""
        row = self._session.get(StageExclusionRow, (said.area_id, said.stage.value))
        row = row or StageExclusionRow(
            area_id=said.area_id,
            stage=said.stage.value,
            site_id=said.site_id,
            reason=said.reason,
            by=said.by,
            at=said.at,
        )
        row.reason, row.by, row.at, row.things = said.reason, said.by, said.at, sorted(said.things)
        self._session.add(row)
        self._session.flush()

    def drop(self, area_id: UUID, stage: Stage) -> bool:
        """Take the statement back; False where nobody made it."""
        row = self._session.get(StageExclusionRow, (area_id, stage.value))
        if row is None:
            return False
        self._session.delete(row)
        self._session.flush()
        return True

    def things(self, area_id: UUID, stage: Stage) -> frozenset[str]:
        """Return the machines and sources of this stage in this area, as cells name them."""
        machines = select(EquipmentRow.id).where(
            EquipmentRow.area_id == area_id,
            EquipmentRow.stage == stage.value,
            EquipmentRow.state != EquipmentState.SCRAPPED.value,
        )
        sources = select(SensorRow.id).where(
            SensorRow.area_id == area_id,
            SensorRow.stage == stage.value,
            SensorRow.kind != SensorKind.SYSTEM.value,
        )
        return frozenset(
            [f"{MACHINE}{each}" for each in self._session.exec(machines)]
            + [f"{SOURCE}{each}" for each in self._session.exec(sources)]
        )

    def register(
        self,
        site_id: UUID,
        event_id: UUID,
        *,
        case_ids: Collection[UUID],
        sensor_id: int | None,
        by: UUID,
        at: datetime,
    ) -> None:
        """Note that an event stands for these cases, and for the alerts of this source."""
        same = select(RegisteredMatterRow)
        rows = list(self._session.exec(same.where(one_of(col(RegisteredMatterRow.case_id), case_ids))))
        if sensor_id is not None:
            rows += self._session.exec(same.where(RegisteredMatterRow.sensor_id == sensor_id))
        for row in rows:
            row.event_id, row.by, row.at = event_id, by, at
            self._session.add(row)
        known = {row.case_id for row in rows}
        has_source = any(row.sensor_id is not None for row in rows)
        wanted: list[tuple[UUID | None, int | None]] = [
            (each, None) for each in dict.fromkeys(case_ids) if each not in known
        ]
        if sensor_id is not None and not has_source:
            wanted.append((None, sensor_id))
        for case_id, source in wanted:
            self._session.add(
                RegisteredMatterRow(
                    id=uuid4(),
                    site_id=site_id,
                    event_id=event_id,
                    case_id=case_id,
                    sensor_id=source,
                    by=by,
                    at=at,
                )
            )
        self._session.flush()


def exclusion_of(row: StageExclusionRow) -> Exclusion:
    return Exclusion(
        site_id=row.site_id,
        area_id=row.area_id,
        stage=Stage(row.stage),
        reason=row.reason,
        by=row.by,
        at=row.at,
        things=frozenset(row.things),
    )
