"""Objects and units of the register as rows."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.columns import columns_of, value_of, write_next
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import with_code
from backend.people.accounts.hand_over_store import hand_over
from backend.risks.rules import NOT_THERE, RiskObject, RiskUnit, UnitStop
from backend.risks.tables import RiskObjectRow, RiskUnitMachineRow, RiskUnitRow, RiskUnitStopRow


class RiskTree:
    def __init__(self, session: Session) -> None:
        self._session = session

    def object(self, object_id: UUID) -> RiskObject:
        """Return the object, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(RiskObjectRow, object_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
        return object_of(row)

    def unit(self, unit_id: UUID) -> RiskUnit:
        """Return the unit, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(RiskUnitRow, unit_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
        return unit_of(row)

    def object_by_code(self, site_id: UUID, code: str) -> RiskObject | None:
        row = self._session.exec(with_code(RiskObjectRow, site_id, code)).first()
        return object_of(row) if row else None

    def unit_by_code(self, site_id: UUID, code: str) -> RiskUnit | None:
        row = self._session.exec(with_code(RiskUnitRow, site_id, code)).first()
        return unit_of(row) if row else None

    def objects_of_site(self, site_id: UUID) -> list[RiskObject]:
        """Return every object of a site, closed ones included, by code."""
        statement = select(RiskObjectRow).where(RiskObjectRow.site_id == site_id)
        return [object_of(row) for row in self._session.exec(statement.order_by(col(RiskObjectRow.code)))]

    def units_of_site(self, site_id: UUID) -> list[RiskUnit]:
        """Return every unit of a site, closed ones included, by code."""
        statement = select(RiskUnitRow).where(RiskUnitRow.site_id == site_id)
        return [unit_of(row) for row in self._session.exec(statement.order_by(col(RiskUnitRow.code)))]

    def machines_of_site(self, site_id: UUID) -> dict[UUID, set[UUID]]:
        """Return the machines of each unit of a site."""
        statement = (
            select(RiskUnitMachineRow.unit_id, RiskUnitMachineRow.equipment_id)
            .join(RiskUnitRow, col(RiskUnitRow.id) == RiskUnitMachineRow.unit_id)
            .where(RiskUnitRow.site_id == site_id)
        )
        found: dict[UUID, set[UUID]] = {}
        for unit_id, equipment_id in self._session.exec(statement):
            found.setdefault(unit_id, set()).add(equipment_id)
        return found

    def units_of(self, object_id: UUID) -> list[RiskUnit]:
        """Return the units of an object that are not closed."""
        statement = select(RiskUnitRow).where(
            RiskUnitRow.object_id == object_id, col(RiskUnitRow.closed_at).is_(None)
        )
        return [unit_of(row) for row in self._session.exec(statement)]

    def add_object(self, found: RiskObject) -> None:
        self._session.add(RiskObjectRow(**columns_of(found, key="object_id")))
        self._session.flush()

    def put_object(self, found: RiskObject) -> None:
        """Write over the version that was read. Raises Refused(CONFLICT) if somebody wrote in between."""
        row = self._session.get_one(RiskObjectRow, found.object_id)
        write_next(row, columns_of(found, key="object_id"))
        self._session.add(row)
        self._session.flush()

    def add_unit(self, found: RiskUnit, *, machines: Collection[UUID]) -> None:
        self._session.add(RiskUnitRow(**columns_of(found, key="unit_id")))
        self._session.flush()
        self.set_machines(found.unit_id, machines)

    def put_unit(self, found: RiskUnit) -> None:
        """Write over the version that was read. Raises Refused(CONFLICT) if somebody wrote in between."""
        row = self._session.get_one(RiskUnitRow, found.unit_id)
        write_next(row, columns_of(found, key="unit_id"))
        self._session.add(row)
        self._session.flush()

    def machines(self, unit_id: UUID) -> set[UUID]:
        statement = select(RiskUnitMachineRow.equipment_id).where(RiskUnitMachineRow.unit_id == unit_id)
        return set(self._session.exec(statement))

    def set_machines(self, unit_id: UUID, machines: Collection[UUID]) -> None:
        """Make the unit of these machines."""
        statement = select(RiskUnitMachineRow).where(RiskUnitMachineRow.unit_id == unit_id)
        missing = set(machines)
        for row in self._session.exec(statement).all():
            if row.equipment_id in missing:
                missing.discard(row.equipment_id)
            else:
                self._session.delete(row)
        self._session.add_all(
            RiskUnitMachineRow(unit_id=unit_id, equipment_id=each) for each in sorted(missing)
        )
        self._session.flush()

    def units_with(self, equipment_id: UUID) -> list[RiskUnit]:
        """Return the units that this machine belongs to and that are not closed."""
        of_machine = select(RiskUnitMachineRow.unit_id).where(RiskUnitMachineRow.equipment_id == equipment_id)
        statement = select(RiskUnitRow).where(
            col(RiskUnitRow.id).in_(of_machine), col(RiskUnitRow.closed_at).is_(None)
        )
        return [unit_of(row) for row in self._session.exec(statement)]

    def units_in(self, area_id: UUID) -> list[RiskUnit]:
        """Return the units in an area that are not closed."""
        statement = select(RiskUnitRow).where(
            RiskUnitRow.area_id == area_id, col(RiskUnitRow.closed_at).is_(None)
        )
        return [unit_of(row) for row in self._session.exec(statement)]

    def begin_stop(self, stop: UnitStop) -> None:
        self._session.add(RiskUnitStopRow(**columns_of(stop, key="stop_id")))
        self._session.flush()

    def end_stop(self, unit_id: UUID, *, at: datetime, by: UUID) -> None:
        statement = select(RiskUnitStopRow).where(
            RiskUnitStopRow.unit_id == unit_id, col(RiskUnitStopRow.ended_at).is_(None)
        )
        for row in self._session.exec(statement):
            row.ended_at, row.ended_by = at, by
            self._session.add(row)
        self._session.flush()

    def has_of_department(self, department_id: UUID) -> bool:
        """Whether an object or unit that is not closed belongs to this department."""
        return self._is_owned("department_id", department_id)

    def has_of_post(self, post_id: UUID) -> bool:
        """Whether the holders of this post answer for an object or unit that is not closed."""
        return self._is_owned("post_id", post_id)

    def _is_owned(self, column: str, owner_id: UUID) -> bool:
        for table in (RiskObjectRow, RiskUnitRow):
            open_rows = select(table.id).where(col(table.closed_at).is_(None))
            if self._session.exec(open_rows.where(getattr(table, column) == owner_id).limit(1)).first():
                return True
        return False

    def hand_over(self, site_id: UUID, *, of: UUID, to: UUID | None) -> int:
        """Give the objects and units that this person answers for to another one; returns how many. None:
        count only.
        """
        count = 0
        for table in (RiskObjectRow, RiskUnitRow):
            theirs = (
                col(table.site_id) == site_id,
                col(table.person_id) == of,
                col(table.closed_at).is_(None),
            )
            count += hand_over(self._session, table, "person_id", theirs, to)
        return count


def object_of(row: RiskObjectRow) -> RiskObject:
    return value_of(row, RiskObject, key="object_id")


def unit_of(row: RiskUnitRow) -> RiskUnit:
    return value_of(row, RiskUnit, key="unit_id")
