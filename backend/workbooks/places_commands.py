"""Rows of areas, machines, sources and tags become commands."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final, cast
from uuid import UUID

from backend.core.codes import checked_name
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Permission
from backend.core.vocabulary import Stage
from backend.equipment.commands import (
    EquipmentDetails,
    add_equipment,
    change_equipment,
    equipment_of,
    take_over,
)
from backend.equipment.rules import Equipment, EquipmentState, Standing
from backend.sensors.adoption_commands import Adoption, register_source
from backend.sensors.camera_events.store import Tags
from backend.sensors.camera_events.tags_commands import MOST_AREAS, ROLE, add_tag, change_tag
from backend.sensors.camera_events.tags_rules import Tag, TagKind, loosening
from backend.sensors.edit_commands import SourceDetails, change_source, set_first_limits, source_of
from backend.sensors.rules import SensorKind
from backend.sites.area_commands import AreaDetails, add_area, change_area
from backend.workbooks.importing_commands import CellRefused, Importing, text
from backend.workbooks.rules import Known, Value

CELLS_OF_TAG: Final = {
    "areas": "allowed_areas",
    "equipment": "equipment",
    "kind": "tag_kind",
    "role": "tag_role",
}
"""The cell that a change is about which would call less, by the field of the tag."""


def put_area(work: Importing, known: Known | None, row: Mapping[str, Value]) -> UUID:
    stage = text(row, "default_stage")
    details = AreaDetails(
        code=text(row, "code"),
        name=_name(row),
        parent_id=work.id_of("areas", row["parent"]),
        default_stage=Stage(stage) if stage else None,
        muster=Text(text(row, "muster_zh"), text(row, "muster_en")),
    )
    if known is None:
        return add_area(work.tx, work.site_id, details, by=work.by).area_id
    area_id = cast(UUID, known.object_id)
    return change_area(work.tx, area_id, details, version=known.version, by=work.by).area_id


def put_equipment(work: Importing, known: Known | None, row: Mapping[str, Value]) -> UUID:
    before = equipment_of(work.tx, cast(UUID, known.object_id), work.by) if known else None
    details = EquipmentDetails(
        code=text(row, "code"),
        name=_name(row),
        area_id=_area(work, row),
        stage=Stage(text(row, "stage")),
        kind=text(row, "kind"),
        parent_id=work.id_of("equipment", row["parent"]),
        maker=text(row, "maker"),
        serial_number=text(row, "serial_number"),
        is_special=bool(row["is_special"]),
        next_inspection_at=_moment(
            work, row["next_inspection"], before.next_inspection_at if before else None
        ),
        next_maintenance_at=_moment(
            work, row["next_maintenance"], before.next_maintenance_at if before else None
        ),
        other_codes=cast("tuple[str, ...]", row["other_codes"]),
    )
    if before is None:
        return _new_machine(work, row, details).equipment_id
    changed = change_equipment(work.tx, before.equipment_id, details, version=before.version, by=work.by)
    return changed.equipment_id


def put_source(work: Importing, known: Known | None, row: Mapping[str, Value]) -> int:
    """A source that is new need not have sent anything. Limits come from a template where there are none yet;
    others stay as they are: to change limits takes a reason and a second person.
    """
    template = text(row, "template") or None
    kind = SensorKind(text(row, "source_kind"))
    details = SourceDetails(
        name=_name(row),
        area_id=_area(work, row),
        stage=Stage(text(row, "stage")),
        kind=kind,
        equipment_id=work.id_of("equipment", row["equipment"]),
        department_id=work.id_of("departments", row["department"]),
        responsible_id=work.id_of("people", row["responsible"]),
        post_id=work.id_of("posts", row["post"]),
        unit=text(row, "unit"),
        standard=text(row, "standard"),
        sampling_plan=text(row, "sampling_plan"),
    )
    if known is None:
        sensor_id = _register(work, row, details, template)
    else:
        sensor_id = cast(int, known.object_id)
        if template is not None and template != known.values["template"]:
            set_first_limits(work.tx, sensor_id, template, by=work.by)
    version = source_of(work.tx, sensor_id, work.by).version
    change_source(work.tx, sensor_id, details, version=version, by=work.by)
    return sensor_id


def put_tag(work: Importing, known: Known | None, row: Mapping[str, Value]) -> UUID:
    """A tag that the site does not know, or one that changes; taken out of use it is on its page. Raises
    CellRefused, where the cell is not the one that names the row, also for what would call less: no second
    person is asked by a file.
    """
    tag = Tag(
        code=text(row, "tag_code"),
        kind=TagKind(text(row, "tag_kind")),
        name=Text(text(row, "name_zh"), text(row, "name_en")),
        role=text(row, "tag_role"),
        areas=frozenset(cast("tuple[str, ...]", row["allowed_areas"])),
        equipment=text(row, "equipment"),
        person_id=work.id_of("people", row["holder"]),
        version=known.version if known else 1,
    )
    if tag.person_id and tag.kind is not TagKind.PERSON:
        raise CellRefused("holder", ErrorCode.CELL_NO_HOLDER, "a thing is held by nobody")
    if ROLE.fullmatch(tag.role) is None:
        raise CellRefused("tag_role", ErrorCode.CELL_ROLE_INVALID, "no code of a role")
    if len(tag.areas) > MOST_AREAS:
        raise CellRefused("allowed_areas", ErrorCode.CELL_TOO_LONG, f"more than {MOST_AREAS} areas")
    if known is None:
        return add_tag(work.tx, work.site_id, tag, by=work.by)
    try:
        return change_tag(
            work.tx,
            work.site_id,
            tag,
            is_closed=False,
            reason="",
            asks_second_person=False,
            by=work.by,
        )
    except Refused as refused:
        if refused.code is not ErrorCode.SECOND_PERSON_REQUIRED:
            raise
        before = work.tx.get(Tags).known(work.site_id, tag.code)
        column = next((CELLS_OF_TAG[each] for each in loosening(before, tag)), "tag_code") if before else ""
        raise CellRefused(column, refused.code, refused.reason) from refused


def _new_machine(work: Importing, row: Mapping[str, Value], details: EquipmentDetails) -> Equipment:
    """A machine that is new here. With a day, its state is as the ledger has it that was kept before."""
    since = _moment(work, row["state_since"], None)
    if since is None:
        return add_equipment(work.tx, work.site_id, details, by=work.by)
    state = EquipmentState(text(row, "state"))
    if state is EquipmentState.UNDER_REPAIR and not work.by.may(Permission.SUPPRESS, site_id=work.site_id):
        raise CellRefused("state", ErrorCode.NOT_ALLOWED, "it holds back the alerts of its sources")
    return take_over(work.tx, work.site_id, details, Standing(state, since), by=work.by)


def _register(work: Importing, row: Mapping[str, Value], details: SourceDetails, template: str | None) -> int:
    adoption = Adoption(
        area_id=details.area_id,
        stage=details.stage,
        unit=details.unit,
        kind=details.kind,
        template=template,
        equipment_id=details.equipment_id,
        department_id=details.department_id,
        responsible_id=details.responsible_id,
        post_id=details.post_id,
    )
    code = text(row, "code")
    source = register_source(
        work.tx, work.site_id, code=code, name=details.name, adoption=adoption, by=work.by
    )
    return source.sensor_id


def _name(row: Mapping[str, Value]) -> Text:
    return checked_name(text(row, "name_zh"), text(row, "name_en"))


def _area(work: Importing, row: Mapping[str, Value]) -> UUID:
    return cast(UUID, work.id_of("areas", row["area"]))


def _moment(work: Importing, day: Value, before: datetime | None) -> datetime | None:
    """The start of the day at the site; what is on that day already stays at its hour."""
    if day is None:
        return None
    if before is not None and before.astimezone(work.zone).date() == day:
        return before
    return datetime.combine(cast(date, day), time(), work.zone)
