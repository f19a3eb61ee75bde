"""Equipment as rows."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from backend.core.columns import columns_of, value_of, write_next
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.equipment.rules import DocumentKind, Equipment, EquipmentDocument, EquipmentState, LifeStep
from backend.equipment.tables import EquipmentCodeRow, EquipmentDocumentRow, EquipmentRow, LifeStepRow
from backend.sites.labels.rules import LabelKind
from backend.sites.labels.store import Labels


class EquipmentStore:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, item: Equipment) -> None:
        """Add the machine with its label, or write over it as it is."""
        self._session.merge(EquipmentRow(**_columns(item)))
        self._session.flush()
        Labels(self._session).give(item.site_id, item.equipment_id, item.code, LabelKind.EQUIPMENT)

    def change(self, item: Equipment) -> None:
        """Write over the version that was read. Raises Refused(CONFLICT) if someone wrote in between."""
        row = self._session.get_one(EquipmentRow, item.equipment_id, with_for_update=True)
        write_next(row, _columns(item))
        self._session.add(row)
        self._session.flush()

    def get(self, equipment_id: UUID) -> Equipment:
        """Raises Refused(NOT_FOUND)."""
        row = self._session.get(EquipmentRow, equipment_id)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such equipment")
        return equipment_of(row)

    def by_code(self, site_ids: tuple[UUID, ...], code: str) -> Equipment:
        """The machine that has this code, had it, or has it on its label. Raises Refused(NOT_FOUND) where
        none of these sites has it.
        """
        for site_id in site_ids:
            statement = select(EquipmentRow).where(EquipmentRow.site_id == site_id, EquipmentRow.code == code)
            if row := self._session.exec(statement).first():
                return equipment_of(row)
            if alias := self._session.get(EquipmentCodeRow, (site_id, code)):
                return self.get(alias.equipment_id)
        label = Labels(self._session).find(code)
        if label and label.site_id in site_ids and label.kind is LabelKind.EQUIPMENT:
            return self.get(label.object_id)
        raise Refused(ErrorCode.NOT_FOUND, "no equipment with this code")

    def of_site(self, site_id: UUID) -> list[Equipment]:
        """The machines of a site, by code."""
        statement = select(EquipmentRow).where(EquipmentRow.site_id == site_id)
        return [equipment_of(row) for row in self._session.exec(statement.order_by(col(EquipmentRow.code)))]

    def parents_above(self, site_id: UUID, equipment_id: UUID) -> dict[UUID, UUID | None]:
        """Return the parents of this machine of the site, of its parent, and so on: parents by machine."""
        found: dict[UUID, UUID | None] = {}
        at: UUID | None = equipment_id
        while at is not None and at not in found:
            row = self._session.get(EquipmentRow, at)
            if row is None or row.site_id != site_id:
                break
            found[at], at = row.parent_id, row.parent_id
        return found

    def stands_in(self, area_id: UUID) -> bool:
        """Whether a machine that is not scrapped is in this area."""
        statement = select(EquipmentRow.id).where(
            EquipmentRow.area_id == area_id, EquipmentRow.state != EquipmentState.SCRAPPED
        )
        return self._session.exec(statement.limit(1)).first() is not None

    def count_codes(self, site_id: UUID) -> int:
        """How many codes lead to machines of the site, those that they had before among them."""
        tables = EquipmentRow, EquipmentCodeRow
        counts = [select(func.count()).select_from(each).where(each.site_id == site_id) for each in tables]
        return sum(self._session.exec(each).one() for each in counts)

    def holders(self, site_id: UUID, codes: Collection[str]) -> dict[str, UUID]:
        """The machines of the site to which these codes lead, or led before, by code in lower case."""
        wanted = {code.casefold() for code in codes}
        own = select(EquipmentRow.code, EquipmentRow.id).where(
            EquipmentRow.site_id == site_id, one_of(func.lower(EquipmentRow.code), wanted)
        )
        others = select(EquipmentCodeRow.code, EquipmentCodeRow.equipment_id).where(
            EquipmentCodeRow.site_id == site_id, one_of(func.lower(EquipmentCodeRow.code), wanted)
        )
        found = [*self._session.exec(others).all(), *self._session.exec(own).all()]
        return {code.casefold(): equipment_id for code, equipment_id in found}

    def other_codes(self, equipment_id: UUID) -> list[str]:
        """The codes that lead to the machine beside its own."""
        statement = select(EquipmentCodeRow.code).where(EquipmentCodeRow.equipment_id == equipment_id)
        return list(self._session.exec(statement.order_by(col(EquipmentCodeRow.code))))

    def other_codes_of_site(self, site_id: UUID) -> dict[UUID, list[str]]:
        """The codes that lead to each machine beside its own."""
        statement = select(EquipmentCodeRow).where(EquipmentCodeRow.site_id == site_id)
        found: dict[UUID, list[str]] = {}
        for row in self._session.exec(statement.order_by(col(EquipmentCodeRow.code))):
            found.setdefault(row.equipment_id, []).append(row.code)
        return found

    def set_other_codes(self, item: Equipment, codes: Iterable[str]) -> None:
        """From now on these codes lead to the machine beside its own."""
        wanted = set(codes) - {item.code}
        statement = select(EquipmentCodeRow).where(EquipmentCodeRow.equipment_id == item.equipment_id)
        for row in self._session.exec(statement).all():
            if row.code in wanted:
                wanted.discard(row.code)
            else:
                self._session.delete(row)
        for code in sorted(wanted):
            self._session.add(
                EquipmentCodeRow(site_id=item.site_id, code=code, equipment_id=item.equipment_id)
            )
        self._session.flush()

    def add_document(self, document: EquipmentDocument) -> None:
        self._session.add(EquipmentDocumentRow(**columns_of(document, key="document_id")))
        self._session.flush()

    def document(self, document_id: UUID) -> EquipmentDocument:
        """Raises Refused(NOT_FOUND)."""
        row = self._session.get(EquipmentDocumentRow, document_id)
        if row is None or row.removed_at is not None or row.first_page_id is not None:
            raise Refused(ErrorCode.NOT_FOUND, "no such document")
        return value_of(row, EquipmentDocument, key="document_id")

    def remove_document(self, document_id: UUID, *, at: datetime) -> None:
        """Take it out of the file with all its pages; the rows stay."""
        first = self._session.get_one(EquipmentDocumentRow, document_id)
        statement = select(EquipmentDocumentRow).where(
            EquipmentDocumentRow.equipment_id == first.equipment_id,
            EquipmentDocumentRow.first_page_id == document_id,
        )
        for row in (first, *self._session.exec(statement)):
            row.removed_at = at
            self._session.add(row)

    def has_document(self, equipment_id: UUID, kind: DocumentKind) -> bool:
        """Whether a picture of this kind is in the file of the machine."""
        statement = select(EquipmentDocumentRow.id).where(
            EquipmentDocumentRow.equipment_id == equipment_id,
            EquipmentDocumentRow.kind == kind,
            col(EquipmentDocumentRow.removed_at).is_(None),
        )
        return self._session.exec(statement.limit(1)).first() is not None

    def add_step(self, step: LifeStep) -> None:
        self._session.add(LifeStepRow(**columns_of(step, key="step_id")))
        self._session.flush()

    def last_step_at(self, equipment_id: UUID) -> datetime | None:
        """When the machine moved on last, as the person says who recorded it; None where it never did."""
        statement = select(LifeStepRow.at).where(LifeStepRow.equipment_id == equipment_id)
        newest = col(LifeStepRow.recorded_at).desc(), col(LifeStepRow.at).desc()
        return self._session.exec(statement.order_by(*newest).limit(1)).first()

    def last_steps_of_site(self, site_id: UUID) -> dict[UUID, datetime]:
        """When each machine of the site that ever moved on did so last."""
        statement = select(LifeStepRow.equipment_id, LifeStepRow.at).where(LifeStepRow.site_id == site_id)
        in_order = statement.order_by(col(LifeStepRow.recorded_at), col(LifeStepRow.at))
        return dict(self._session.exec(in_order).all())


def equipment_of(row: EquipmentRow) -> Equipment:
    has_position = row.plan_x is not None and row.plan_y is not None
    return Equipment(
        equipment_id=row.id,
        site_id=row.site_id,
        code=row.code,
        name=Text(row.name_zh, row.name_en),
        state=EquipmentState(row.state),
        stage=Stage(row.stage),
        area_id=row.area_id,
        next_maintenance_at=row.next_maintenance_at,
        kind=row.kind,
        parent_id=row.parent_id,
        maker=row.maker,
        serial_number=row.serial_number,
        is_special=row.is_special,
        next_inspection_at=row.next_inspection_at,
        plan_id=row.plan_id,
        position=(row.plan_x or 0.0, row.plan_y or 0.0) if has_position else None,
        version=row.version,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )


def _columns(item: Equipment) -> dict[str, Any]:
    columns = columns_of(item, key="equipment_id")
    del columns["position"]
    plan_x, plan_y = item.position or (None, None)
    return {**columns, "plan_x": plan_x, "plan_y": plan_y}
