"""Four-colour map 四色图 of a site: its residual levels at a moment, frozen with a hash.

The official map shows residual risk. It is drawn again each quarter (a default of the product; regulations
ask for regular updates and name no period that could be verified), and after every change that matters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.live_risk.rules import PlaceLevels, Shown, ShownUnit
from backend.risks.assessment.rules import CutoffSet
from backend.risks.reviews.rules import months_after
from backend.sites.plans.rules import Plan
from backend.sites.rules import Area, Site

FrozenMap: TypeAlias = Mapping[str, Any]
"""All of a map as plain JSON: the site, its plans and areas with their residual levels, cut-off sets."""
FORMAT: Final = 1
PREFIX: Final = "RM"
USUAL_MONTHS: Final = 3
MOST_MONTHS: Final = 12
MAPS_PER_DAY: Final = 20


@dataclass(frozen=True, slots=True)
class RiskMap:
    """A map that was issued 出图; nothing changes it. `sha256`: of `content`, in which the picture of each
    plan stands by its own hash. `redrawn_by`: when it is to be drawn again.
    """

    map_id: UUID
    site_id: UUID
    number: str
    issued_at: datetime
    issued_by: UUID
    redrawn_by: datetime
    sha256: str
    content: FrozenMap


def redrawn_by(at: datetime, months: int) -> datetime:
    """Return by when a map of this moment is drawn again. Raises Refused(INVALID_INPUT) beyond 12 months."""
    if not 1 <= months <= MOST_MONTHS:
        raise Refused(ErrorCode.INVALID_INPUT, f"a map is drawn again after 1 to {MOST_MONTHS} months")
    return months_after(at, months)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Parts of a map. `events`, `units`: names of the worst event of each area, and of each unit in
    force; `pictures`: hash of the picture of each plan, None where nobody has put one there.
    """

    site: Site
    plans: Sequence[Plan]
    areas: Iterable[Area]
    levels: Mapping[UUID, PlaceLevels]
    units: Mapping[UUID, PlaceLevels]
    events: Mapping[UUID, Shown]
    unit_names: Mapping[UUID, ShownUnit]
    cutoff_sets: Iterable[CutoffSet]
    pictures: Mapping[UUID, str | None]


def freeze(drawn: Drawn) -> FrozenMap:
    """Return everything that the map says, in the order in which it is printed: the worst area first."""
    areas = [_area(area, drawn) for area in drawn.areas]
    areas.sort(key=lambda each: (-(each["residual"] or 0), each["code"]))
    return {
        "format": FORMAT,
        "site": {"name": drawn.site.name.both(), "timezone": drawn.site.timezone},
        "label_set": drawn.site.label_set.value,
        "cutoff_sets": [_cutoffs(each) for each in drawn.cutoff_sets],
        "plans": [
            {
                "id": str(each.plan_id),
                "name": each.name.both(),
                "width": each.width,
                "height": each.height,
                "picture": drawn.pictures[each.plan_id],
            }
            for each in drawn.plans
        ],
        "areas": areas,
    }


def levels_of(content: FrozenMap) -> dict[int, int]:
    """Return how many areas have each level, 4 to 1; 0 are those that nobody assessed."""
    found = dict.fromkeys((4, 3, 2, 1, 0), 0)
    for area in content["areas"]:
        found[area["residual"] or 0] += 1
    return found


def _area(area: Area, drawn: Drawn) -> dict[str, Any]:
    levels = drawn.levels.get(area.area_id)
    first = next((each.plan_id for each in drawn.plans), None)  # of areas from before there were several
    worst = drawn.events[levels.residual.event_id] if levels else None
    units = [
        {**_shown(drawn.unit_names[unit_id]), "residual": int(of.residual.level)}
        for unit_id, of in drawn.units.items()
        if drawn.unit_names[unit_id].area_id == area.area_id
    ]
    units.sort(key=lambda each: (-each["residual"], each["code"]))
    return {
        "id": str(area.area_id),
        "code": area.code,
        "name": area.name.both(),
        "plan": str(area.plan_id or first) if area.polygon and first else None,
        "polygon": list(area.polygon),
        "residual": int(levels.residual.level) if levels else None,
        "inherent": int(levels.inherent.level) if levels and levels.inherent else None,
        "events": levels.events if levels else 0,
        "worst": _shown(worst) if worst else None,
        "units": units,
    }


def _cutoffs(each: CutoffSet) -> dict[str, Any]:
    return {
        "code": each.code,
        "version": each.version,
        "red": each.red,
        "orange": each.orange,
        "yellow": each.yellow,
        "source": each.source,
        "is_verified": each.is_verified,
    }


def _shown(named: Shown) -> dict[str, Any]:
    return {"code": named.code, "name": named.name.both()}
