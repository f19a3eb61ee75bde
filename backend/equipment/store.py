"""Equipment as rows."""

from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.equipment.rules import Equipment, EquipmentState
from backend.equipment.tables import EquipmentRow


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
