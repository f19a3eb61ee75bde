"""Labels go to a printer: which, and who took them."""

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.viewer import Permission, Viewer
from backend.equipment.events import LABELS_PRINTED
from backend.equipment.labels.rules import MOST_LABELS, PrintedLabel, Wanted
from backend.equipment.rules import EquipmentState
from backend.equipment.store import EquipmentStore
from backend.sites.labels.rules import LabelKind
from backend.sites.labels.store import Labels
from backend.sites.rules import SYSTEM_AREA
from backend.sites.store import Sites


def print_labels(tx: Transaction, wanted: Wanted, *, by: Viewer) -> list[PrintedLabel]:
    """The labels that are wanted, each area before its machines, by code; on record. Raises Refused:
    NOT_FOUND, NOT_ALLOWED, INVALID_INPUT, TOO_MANY_LABELS.
    """
    by.require(Permission.MANAGE_PLACES, site_id=wanted.site_id)
    wanted.check()
    areas = {each.area_id: each for each in tx.get(Sites).areas(wanted.site_id) if each.code != SYSTEM_AREA}
    machines = {each.equipment_id: each for each in tx.get(EquipmentStore).of_site(wanted.site_id)}
    if not (wanted.equipment_ids <= machines.keys() and wanted.area_ids | wanted.whole_areas <= areas.keys()):
        raise Refused(ErrorCode.NOT_FOUND, "no such equipment or area")
    chosen = [
        each
        for each in machines.values()
        if each.equipment_id in wanted.equipment_ids
        or (each.area_id in wanted.whole_areas and each.state is not EquipmentState.SCRAPPED)
    ]
    places = [areas[area_id] for area_id in wanted.area_ids | wanted.whole_areas]
    if len(chosen) + len(places) > MOST_LABELS:
        raise Refused(ErrorCode.TOO_MANY_LABELS, f"at most {MOST_LABELS} labels in one file")
    labels = tx.get(Labels)
    found = []
    for area in places:
        label = labels.give(wanted.site_id, area.area_id, area.code, LabelKind.AREA)
        found.append(((area.code, ""), PrintedLabel(label.code, area.code, area.name, None)))
    for item in chosen:
        label = labels.give(wanted.site_id, item.equipment_id, item.code, LabelKind.EQUIPMENT)
        area = areas[item.area_id]
        found.append(((area.code, item.code), PrintedLabel(label.code, item.code, item.name, area.name)))
    note = f"{len(found)} · {wanted.sheet}"
    tx.announce(Event(LABELS_PRINTED, wanted.site_id, by=by.person_id, note=note))
    return [printed for _, printed in sorted(found, key=lambda each: each[0])]
