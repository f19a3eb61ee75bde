"""Rows on which an import rests: read for its rehearsal, compared before it is written, written in bulk."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)
from sqlmodel import Session, SQLModel, col

from backend.agreements.tables import AgreementRow
from backend.core.statements import among
from backend.core.tables import AuditHeadRow
from backend.core.types import UtcDateTime
from backend.equipment.tables import EquipmentCodeRow, EquipmentRow, LifeStepRow
from backend.people.account_links.tables import AccountLinkRow
from backend.people.accounts.tables import AccountRow, DevicePinRow, InvitationRow
from backend.people.rules import NO_PASSWORD
from backend.people.tables import DepartmentRow, MembershipRow, PersonAddressRow, PersonRow, PostRow
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.revisions.contents_rules import with_sensor_ids
from backend.risks.revisions.dangers_store import in_danger
from backend.risks.revisions.rules import EventState
from backend.risks.revisions.store import LASTING
from backend.risks.revisions.tables import CheckItemRow, ControlMeasureRow, RiskEventRow, RiskRevisionRow
from backend.risks.settings.store import RiskSettingsRow
from backend.risks.tables import RiskObjectRow, RiskUnitMachineRow, RiskUnitRow
from backend.roster.rules import SwapState
from backend.roster.tables import RosterRow, ShiftRow, ShiftSwapRow
from backend.sensors.camera_events.tables import TagRow
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.sites.labels.tables import LabelRow
from backend.sites.tables import AreaCodeRow, AreaRow, SiteRow
from backend.workbooks.rules import SHIFTS_KNOWN_FOR, Columns, Key, Snapshot, TableChange

HIDDEN: Final = "-"
"""In place of a secret that is there."""
SENSORS: Final = "sensors"
SHIFTS: Final = "shifts"
REVISIONS: Final = "risk_revisions"
BINDINGS: Final = "source_bindings"
"""Table whose ids the database gives; no row refers to them."""
AT_ONCE: Final = 500

_HERE: Final = select(col(MembershipRow.person_id)).where(col(MembershipRow.site_id) == bindparam("site"))
_PEOPLE: Final = select(col(PersonRow.id)).where(
    or_(
        col(PersonRow.id).in_(_HERE),
        among(func.lower(col(PersonRow.username), type_=String()), "usernames"),
    )
)
_IN_FORCE: Final = (
    select(col(IndicatorRow.sensor_id), func.max(col(IndicatorRow.version)))
    .join(SensorRow, col(SensorRow.id) == col(IndicatorRow.sensor_id))
    .where(col(SensorRow.site_id) == bindparam("site"))
    .group_by(col(IndicatorRow.sensor_id))
)
_LAST: Final = (
    select(col(RiskRevisionRow.event_id), func.max(col(RiskRevisionRow.number)))
    .where(col(RiskRevisionRow.site_id) == bindparam("site"))
    .group_by(col(RiskRevisionRow.event_id))
)
_UNITS: Final = select(col(RiskUnitRow.id)).where(col(RiskUnitRow.site_id) == bindparam("site"))
_OPEN: Final = col(InvitationRow.accepted_at).is_(None) & col(InvitationRow.ended_at).is_(None)


@dataclass(frozen=True)
class Copied:
    """A table of which rows are copied. `masks`: in place of what an import neither needs nor may know, or
    what changes by itself.
    """

    row: type[SQLModel]
    condition: ColumnElement[bool]
    masks: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        found: Table = getattr(self.row, "__table__")  # noqa: B009 - SQLModel does not name it
        return found


def _at_site(row: Any) -> ColumnElement[bool]:
    return col(row.site_id) == bindparam("site")


def _of_people(row: Any) -> ColumnElement[bool]:
    return col(row.person_id).in_(_PEOPLE)


def _nothing(_: object) -> None:
    return None


def _hidden(kept: str | None) -> str | None:
    """Whether there is one, and not which."""
    return HIDDEN if kept else kept


def _digest(kept: str) -> str:
    """Another one for each, from which nothing is found."""
    return hashlib.sha256(kept.encode()).hexdigest()


COPIED: Final = (
    Copied(
        SiteRow,
        col(SiteRow.id) == bindparam("site"),
        {"anonymous_pass": _nothing, "is_simulation_running": _nothing, "simulation_started_at": _nothing}
        | {"history_until": _nothing, "is_history_written": bool},
    ),
    Copied(
        PersonRow,
        col(PersonRow.id).in_(_PEOPLE),
        {"password_hash": lambda kept: HIDDEN if kept != NO_PASSWORD else kept, "is_demo": _nothing},
    ),
    Copied(DepartmentRow, _at_site(DepartmentRow)),
    Copied(PostRow, _at_site(PostRow)),
    Copied(MembershipRow, _of_people(MembershipRow)),
    Copied(AccountLinkRow, _of_people(AccountLinkRow)),
    Copied(PersonAddressRow, _of_people(PersonAddressRow)),
    Copied(AccountRow, _of_people(AccountRow)),
    Copied(
        InvitationRow,
        _of_people(InvitationRow) & _OPEN,
        {"secret_hash": _digest, "sealed_secret": _hidden},
    ),
    Copied(DevicePinRow, _of_people(DevicePinRow), {"pin_hash": _hidden, "failures": lambda _: 0}),
    Copied(AreaRow, _at_site(AreaRow)),
    Copied(AreaCodeRow, _at_site(AreaCodeRow)),
    Copied(EquipmentRow, _at_site(EquipmentRow)),
    Copied(EquipmentCodeRow, _at_site(EquipmentCodeRow)),
    Copied(LifeStepRow, _at_site(LifeStepRow)),
    Copied(LabelRow, _at_site(LabelRow)),
    Copied(SensorRow, _at_site(SensorRow), {"last_seen_at": _nothing, "silent_due_at": _nothing}),
    Copied(IndicatorRow, tuple_(col(IndicatorRow.sensor_id), col(IndicatorRow.version)).in_(_IN_FORCE)),
    Copied(TagRow, _at_site(TagRow)),
    Copied(RosterRow, _at_site(RosterRow)),
    Copied(
        ShiftRow,
        _at_site(ShiftRow)
        & col(ShiftRow.cancelled_at).is_(None)
        & (col(ShiftRow.ends_at) > bindparam("since", type_=UtcDateTime())),
        dict.fromkeys(("reminded_at", "handed_over_at", "hand_over_read_at", "hand_over_read_by"), _nothing)
        | {"hand_over": lambda _: ""},
    ),
    Copied(
        ShiftSwapRow,
        _at_site(ShiftSwapRow) & (col(ShiftSwapRow.state) == SwapState.ASKED.value),
        {"reason": lambda _: ""},
    ),
    Copied(RiskSettingsRow, _at_site(RiskSettingsRow)),
    Copied(RiskObjectRow, _at_site(RiskObjectRow)),
    Copied(RiskUnitRow, _at_site(RiskUnitRow)),
    Copied(RiskUnitMachineRow, col(RiskUnitMachineRow.unit_id).in_(_UNITS)),
    Copied(RiskEventRow, _at_site(RiskEventRow)),
    Copied(
        RiskRevisionRow,
        _at_site(RiskRevisionRow)
        & (
            col(RiskRevisionRow.state).in_(LASTING)
            | tuple_(col(RiskRevisionRow.event_id), col(RiskRevisionRow.number)).in_(_LAST)
        ),
    ),
    Copied(ControlMeasureRow, _at_site(ControlMeasureRow)),
    Copied(CheckItemRow, _at_site(CheckItemRow)),
    Copied(SourceBindingRow, _at_site(SourceBindingRow) & col(SourceBindingRow.until_at).is_(None)),
    Copied(AgreementRow, _at_site(AgreementRow) & (col(AgreementRow.state) == "ASKED")),
)
"""In an order in which none refers to a later one."""
BY_NAME: Final = {each.table.name: each for each in COPIED}


class Snapshots:
    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, site_id: UUID, usernames: Iterable[str], *, now: datetime) -> Snapshot:
        """Everything that an import at this site reads. `usernames`: of the file, in small letters; names are
        taken by people of any site. `now`: shifts that were over long before it are left out.
        """
        self._session.flush()
        connection = self._session.connection()
        asked = {"site": site_id, "usernames": sorted(usernames), "since": now - SHIFTS_KNOWN_FOR}
        position = connection.scalar(
            select(col(AuditHeadRow.position)).where(col(AuditHeadRow.site_id) == site_id)
        )
        tables = {}
        for each in COPIED:
            found = connection.execute(select(each.table).where(each.condition), asked).mappings()
            tables[each.table.name] = _masked(each, keyed(each.table, found))
        events = tables[RiskEventRow.__tablename__].values()
        in_force = [row["id"] for row in events if row["state"] == EventState.IN_FORCE.value]
        dangers = in_danger(self._session, in_force) if in_force else ()
        return Snapshot(site_id, now, position or 0, tables, frozenset(dangers))

    def lock(self, changes: Iterable[TableChange]) -> None:
        """Keep others from writing to the rows that change or go, until the end of the transaction."""
        for each in changes:
            table = BY_NAME[each.table].table
            keys = [*each.changed, *each.removed]
            columns = list(table.primary_key)
            for start in range(0, len(keys), AT_ONCE):
                some = tuple_(*columns).in_(keys[start : start + AT_ONCE])
                self._session.connection().execute(select(*columns).where(some).with_for_update())

    def write(self, changes: Sequence[TableChange]) -> None:
        """Write the rows of an import, with few statements for each table. Ids of sources are given here."""
        sensor_ids: dict[int, int] = {}
        for each in changes:
            table = BY_NAME[each.table].table
            self._remove(table, each.removed)
            self._change(
                table, {key: _with_ids(columns, sensor_ids) for key, columns in each.changed.items()}
            )
            if each.table == SENSORS:
                sensor_ids = self._add_sensors(table, each.added)
                continue
            added = [_with_ids(row, sensor_ids) for row in each.added]
            self._add(table, list(map(_without_id, added)) if each.table == BINDINGS else added)
        self._session.expire_all()

    def _add(self, table: Table, rows: Sequence[Columns]) -> None:
        if rows:
            self._session.connection().execute(insert(table), list(rows))

    def _add_sensors(self, table: Table, rows: Sequence[Columns]) -> dict[int, int]:
        """The ids that the sources have, by those that they had in the rehearsal."""
        if not rows:
            return {}
        without = list(map(_without_id, rows))
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        given = self._session.connection().execute(statement, without).scalars()
        return dict(zip((row["id"] for row in rows), given, strict=True))

    def _change(self, table: Table, changed: Mapping[Key, Columns]) -> None:
        keys = {column.name: column == bindparam(f"key_{column.name}") for column in table.primary_key}
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for key, columns in changed.items():
            named = {f"key_{name}": value for name, value in zip(keys, key, strict=True)}
            alike.setdefault(tuple(columns), []).append({**columns, **named})
        for names, rows in alike.items():
            values: dict[str, Any] = {name: bindparam(name) for name in names}
            statement = update(table).where(*keys.values()).values(values)
            self._session.connection().execute(statement, rows)

    def _remove(self, table: Table, keys: Sequence[Key]) -> None:
        columns = list(table.primary_key)
        for start in range(0, len(keys), AT_ONCE):
            some = tuple_(*columns).in_(keys[start : start + AT_ONCE])
            self._session.connection().execute(delete(table).where(some))


def keyed(table: Table, found: Iterable[Mapping[Any, Any]]) -> dict[Key, dict[str, Any]]:
    """Rows by their keys."""
    names = [column.name for column in table.primary_key]
    return {tuple(row[name] for name in names): dict(row) for row in found}


def _masked(copied: Copied, rows: dict[Key, dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    for name, mask in copied.masks.items():
        for row in rows.values():
            row[name] = mask(row[name])
    return rows


def _with_ids(row: Columns, sensor_ids: Mapping[int, int]) -> Columns:
    """Return the row with the ids that new sources have now: of an indicator, a binding, a content."""
    if not sensor_ids:
        return row
    known = sensor_ids.get(row.get("sensor_id", 0))
    found = row if known is None else {**row, "sensor_id": known}
    if isinstance(content := found.get("content"), Mapping):
        found = {**found, "content": with_sensor_ids(content, sensor_ids)}
    return found


def _without_id(row: Columns) -> Columns:
    return {name: value for name, value in row.items() if name != "id"}
