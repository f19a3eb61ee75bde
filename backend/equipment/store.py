"""Equipment as rows."""

from uuid import UUID

from sqlmodel import Session, select

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.equipment.rules import Equipment, EquipmentState
from backend.equipment.tables import EquipmentRow


class EquipmentStore:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, item: Equipment) -> None:
        row = EquipmentRow(
            id=item.equipment_id,
            site_id=item.site_id,
            code=item.code,
            name_zh=item.name.zh,
            name_en=item.name.en,
            state=item.state,
            stage=item.stage,
            area_id=item.area_id,
            next_maintenance_at=item.next_maintenance_at,
        )
        self._session.merge(row)
        self._session.flush()

    def get(self, equipment_id: UUID) -> Equipment:
        """Raises Refused(NOT_FOUND)."""
        row = self._session.get(EquipmentRow, equipment_id)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such equipment")
        return equipment_of(row)

    def by_code(self, site_ids: tuple[UUID, ...], code: str) -> Equipment:
        """Raises Refused(NOT_FOUND) where none of these sites has it."""
        for site_id in site_ids:
            statement = select(EquipmentRow).where(EquipmentRow.site_id == site_id, EquipmentRow.code == code)
            if row := self._session.exec(statement).first():
                return equipment_of(row)
        raise Refused(ErrorCode.NOT_FOUND, "no equipment with this code")


def equipment_of(row: EquipmentRow) -> Equipment:
    return Equipment(
        equipment_id=row.id,
        site_id=row.site_id,
        code=row.code,
        name=Text(row.name_zh, row.name_en),
        state=EquipmentState(row.state),
        stage=Stage(row.stage),
        area_id=row.area_id,
        next_maintenance_at=row.next_maintenance_at,
    )
