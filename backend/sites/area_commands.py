"""Areas of a site: added, described, drawn, closed."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID, uuid4

from backend.core.codes import checked_name
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, Ref, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Stage
from backend.sites import rules
from backend.sites.events import AREA_ADDED, AREA_CHANGED, AREA_CLOSED, AREA_MOVED, AREA_REOPENED
from backend.sites.plans.rules import Point, check_point, check_polygon
from backend.sites.plans.store import Plans
from backend.sites.rules import EMPTY, LONGEST_LINE, SYSTEM_AREA, Area
from backend.sites.store import Sites

MOST_AREAS: Final = 500


@dataclass(frozen=True, slots=True)
class AreaDetails:
    """Details of an area, as a person enters them."""

    code: str
    name: Text
    parent_id: UUID | None = None
    default_stage: Stage | None = None
    muster: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Drawing:
    """An area on a plan, in its units; without a plan it is on none. `polygon`: x, y of each corner."""

    plan_id: UUID | None
    polygon: tuple[float, ...] = ()
    muster_at: Point | None = None


def add_area(
    tx: Transaction, site_id: UUID, details: AreaDetails, *, drawing: Drawing | None = None, by: Viewer
) -> Area:
    """Add an area; without a drawing it is on no plan yet. Raises Refused: NOT_ALLOWED, NOT_FOUND,
    CODE_NOT_LATIN, CODE_TAKEN, INVALID_INPUT, and as `draw_area`.
    """
    by.require(Permission.MANAGE_PLACES, site_id=site_id)
    if len(tx.get(Sites).areas(site_id)) >= MOST_AREAS:
        raise Refused(ErrorCode.INVALID_INPUT, f"a site has at most {MOST_AREAS} areas")
    plain = Area(uuid4(), site_id, "", EMPTY, (), changed_at=tx.now, changed_by=by.person_id)
    area = _described(tx, plain, details)
    if drawing:
        area = _drawn(tx, area, drawing)
    tx.get(Sites).put_area(area)
    _announce(tx, AREA_ADDED, area, note=area.code, by=by)
    return area


def change_area(
    tx: Transaction,
    area_id: UUID,
    details: AreaDetails,
    *,
    drawing: Drawing | None = None,
    version: int,
    by: Viewer,
) -> Area:
    """Describe the area anew, and draw it where there is a drawing: both, or neither. Raises Refused:
    NOT_FOUND, NOT_ALLOWED, CONFLICT where it is not at this version any more, CODE_NOT_LATIN, CODE_TAKEN,
    PARENT_CYCLE, INVALID_INPUT, and as `draw_area`.
    """
    before = area_of(tx, area_id, by)
    after = _described(tx, before, details)
    if drawing:
        after = _drawn(tx, after, drawing)
    fields = [
        name
        for name in ("code", "name", "parent_id", "default_stage", "muster", "polygon", "muster_at")
        if getattr(before, name) != getattr(after, name)
    ]
    kind = AREA_CHANGED if after.parent_id == before.parent_id else AREA_MOVED
    return _change(tx, before, after, kind, version=version, note=", ".join(fields), by=by)


def draw_area(tx: Transaction, area_id: UUID, drawing: Drawing, *, version: int, by: Viewer) -> Area:
    """Draw the area and its muster point on a plan, or take it off.

    Raises Refused: as `change_area`, POLYGON_INVALID, POLYGON_OUTSIDE, POLYGON_CROSSED.
    """
    before = area_of(tx, area_id, by)
    after = _drawn(tx, before, drawing)
    return _change(tx, before, after, AREA_CHANGED, version=version, note="polygon", by=by)


def close_area(tx: Transaction, area_id: UUID, *, version: int, by: Viewer) -> Area:
    """Close an area in which nothing stands any more; its history stays. Closing twice changes nothing.

    Raises Refused: as `change_area`, AREA_IN_USE where equipment, sources or areas are in it.
    """
    before = area_of(tx, area_id, by)
    if before.closed_at is not None:
        return before
    if any(
        each.parent_id == area_id and each.closed_at is None for each in tx.get(Sites).areas(before.site_id)
    ):
        raise Refused(ErrorCode.AREA_IN_USE, "areas are within it")
    after = replace(before, closed_at=tx.now)
    return _change(tx, before, after, AREA_CLOSED, version=version, note="", by=by)


def reopen_area(tx: Transaction, area_id: UUID, *, version: int, by: Viewer) -> Area:
    """Take a closed area into use again. Twice changes nothing."""
    before = area_of(tx, area_id, by)
    if before.closed_at is None:
        return before
    after = replace(before, closed_at=None)
    return _change(tx, before, after, AREA_REOPENED, version=version, note="", by=by)


def area_of(tx: Transaction, area_id: UUID, by: Viewer) -> Area:
    """The area, for who may change it. Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    area = tx.get(Sites).area(area_id)
    by.require(Permission.MANAGE_PLACES, site_id=area.site_id)
    if area.code == SYSTEM_AREA:
        raise Refused(ErrorCode.NOT_FOUND, "the place of the product itself is changed by nobody")
    return area


def require_open_area(tx: Transaction, site_id: UUID, area_id: UUID) -> Area:
    """The area of this site in which something new may stand. Raises Refused: NOT_FOUND, AREA_CLOSED."""
    area = tx.get(Sites).area(area_id)
    if area.site_id != site_id or area.code == SYSTEM_AREA:
        raise Refused(ErrorCode.NOT_FOUND, "no such area at this site")
    if area.closed_at is not None:
        raise Refused(ErrorCode.AREA_CLOSED, "the area is closed")
    return area


def _described(tx: Transaction, area: Area, details: AreaDetails) -> Area:
    code, name = rules.checked_code(details.code), checked_name(details.name.zh, details.name.en)
    muster = Text(details.muster.zh.strip(), details.muster.en.strip())
    if max(len(muster.zh), len(muster.en)) > LONGEST_LINE:
        raise Refused(ErrorCode.INVALID_INPUT, f"a muster point in at most {LONGEST_LINE} characters")
    areas = {each.area_id: each for each in tx.get(Sites).areas(area.site_id)}
    taken = {each.code: each.code for each in areas.values()} | tx.get(Sites).renamed(area.site_id)
    same = code.casefold()
    if any(each.casefold() == same and now != area.code for each, now in taken.items()):
        raise Refused(ErrorCode.CODE_TAKEN, f"there is an area {code} already")
    parents = {each.area_id: each.parent_id for each in areas.values() if each.code != SYSTEM_AREA}
    rules.check_parent(area.area_id, details.parent_id, parents)
    return replace(
        area,
        code=code,
        name=name,
        parent_id=details.parent_id,
        default_stage=details.default_stage,
        muster=muster,
    )


def _drawn(tx: Transaction, area: Area, drawing: Drawing) -> Area:
    if drawing.plan_id is None:
        return replace(area, plan_id=None, polygon=(), muster_at=None)
    plan = tx.get(Plans).of_site(area.site_id, drawing.plan_id)
    size = {"width": plan.width, "height": plan.height}
    polygon = check_polygon(drawing.polygon, **size) if drawing.polygon else ()
    muster = check_point(drawing.muster_at, **size) if drawing.muster_at else None
    return replace(
        area, plan_id=plan.plan_id if polygon or muster else None, polygon=polygon, muster_at=muster
    )


def _change(
    tx: Transaction, before: Area, after: Area, kind: EventKind, *, version: int, note: str, by: Viewer
) -> Area:
    if version != before.version:
        raise Refused(ErrorCode.CONFLICT, f"version {version} was changed by somebody else")
    if after == before:
        return before
    outwards = tx.get(Sites).around(before.parent_id) if kind is AREA_MOVED else ()
    former = [Ref("former_area", each) for each in outwards]
    tx.get(Sites).change_area(replace(after, changed_at=tx.now, changed_by=by.person_id))
    _announce(
        tx, kind, after, note=f"{after.code}: {note}" if note else after.code, by=by, former=tuple(former)
    )
    return tx.get(Sites).area(after.area_id)


def _announce(
    tx: Transaction, kind: EventKind, area: Area, *, note: str, by: Viewer, former: tuple[Ref, ...] = ()
) -> None:
    about = (*refs(area=area.area_id), *former)
    tx.announce(Event(kind, area.site_id, about=about, by=by.person_id, note=note))
