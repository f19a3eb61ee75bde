"""The risk register of a site, as a workbook says it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from backend.core.text import Text
from backend.risks.revisions.rules import EventContent, RiskEvent
from backend.risks.revisions.store import RiskEvents
from backend.risks.rules import Owner, RiskUnit
from backend.risks.store import RiskTree
from backend.workbooks.cells_rules import blank
from backend.workbooks.register_rules import Codes, cells_of_event, cells_of_item, cells_of_measure
from backend.workbooks.register_sheets_rules import EVENTS, ITEMS, MEASURES, OBJECTS, UNITS
from backend.workbooks.rules import Known, Value, folded

Inventory = dict[str, dict[str, Known]]
"""By sheet and code, folded: what the site has."""


class RegisterInventory:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of_site(
        self, site_id: UUID, codes: Codes, *, areas: Mapping[Any, str], equipment: Mapping[Any, str]
    ) -> Inventory:
        """Return the register of this site by sheet and folded code, closed parts included. `areas` and
        `equipment`: their codes by their ids.
        """
        tree = RiskTree(self._session)
        machines = tree.machines_of_site(site_id)
        objects = {
            each.object_id: Known(
                each.object_id,
                each.version,
                {
                    "code": each.code,
                    **_names(each.name),
                    **codes.of_owner(Owner(each.department_id, each.post_id, each.person_id)),
                },
                each.closed_at is not None,
            )
            for each in tree.objects_of_site(site_id)
        }
        units = {
            each.unit_id: Known(
                each.unit_id,
                each.version,
                {
                    **_cells_of_unit(each, areas, codes),
                    "risk_object": objects[each.object_id].values["code"],
                    "machines": tuple(sorted(equipment[one] for one in machines.get(each.unit_id, ()))),
                },
                each.closed_at is not None,
            )
            for each in tree.units_of_site(site_id)
        }
        unit_codes = {unit_id: str(each.values["code"]) for unit_id, each in units.items()}
        return {
            OBJECTS.key: {folded(str(each.values["code"])): each for each in objects.values()},
            UNITS.key: {folded(str(each.values["code"])): each for each in units.values()},
            **_contents(RiskEvents(self._session).of_site(site_id), unit_codes, codes),
        }


def _contents(
    found: Iterable[tuple[RiskEvent, EventContent | None]], units: Mapping[UUID, str], codes: Codes
) -> Inventory:
    events: dict[str, Known] = {}
    measures: dict[str, Known] = {}
    items: dict[str, Known] = {}
    for event, content in found:
        unit = units[event.unit_id]
        if content is None:
            cells = {each.key: blank(each) for each in EVENTS.columns} | {
                "code": event.code,
                "risk_unit": unit,
            }
            events[folded(event.code)] = Known(event.event_id, event.version, cells, is_closed=True)
            continue
        cells = cells_of_event(event, unit, content, codes)
        events[folded(event.code)] = Known(event.event_id, event.version, cells)
        for measure in content.measures:
            reduces = measure.measure_id in content.rests_on
            of_measure = cells_of_measure(event.code, measure, codes, reduces=reduces)
            known = Known(measure.measure_id, event.version, of_measure)
            measures[MEASURES.code_of(of_measure)] = known
            for item in measure.items:
                of_item = cells_of_item(event.code, measure.code, item, codes)
                items[ITEMS.code_of(of_item)] = Known(item.item_id, event.version, of_item)
    return {EVENTS.key: events, MEASURES.key: measures, ITEMS.key: items}


def _cells_of_unit(unit: RiskUnit, areas: Mapping[Any, str], codes: Codes) -> dict[str, Value]:
    return {
        "code": unit.code,
        **_names(unit.name),
        "unit_kind": unit.kind.value,
        "area": areas[unit.area_id],
        **codes.of_owner(Owner(unit.department_id, unit.post_id, unit.person_id)),
    }


def _names(name: Text) -> dict[str, Value]:
    return {"name_zh": name.zh, "name_en": name.en}
