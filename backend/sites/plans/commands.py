"""Plans of a site: added with a picture, named, given another picture, removed."""

from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from backend.core.allowances import DAY
from backend.core.codes import checked_name
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.sites.events import PLAN_ADDED, PLAN_CHANGED, PLAN_REMOVED
from backend.sites.plans import rules
from backend.sites.plans.rules import MOST_PLANS, Plan, PlanPicture, Point
from backend.sites.plans.store import Plans

UNITS: Final = 1200.0
"""Width of every plan: a finer picture of the same drawing leaves everything where it is."""
PICTURES_PER_DAY: Final = 100


def check_allowance(tx: Transaction, site_id: UUID, *, by: Viewer) -> None:
    """Raises Refused: NOT_FOUND, NOT_ALLOWED, TOO_MANY_ATTEMPTS (enough pictures within a day)."""
    by.require(Permission.MANAGE_PLACES, site_id=site_id)
    tx.get(Plans).taken(site_id, since=tx.now - DAY).require_room(PICTURES_PER_DAY, within=DAY, now=tx.now)


def keep_picture(tx: Transaction, site_id: UUID, picture: PlanPicture, *, by: Viewer) -> None:
    """Keep a clean picture, so that a plan can show it. The same again changes nothing."""
    by.require(Permission.MANAGE_PLACES, site_id=site_id)
    tx.get(Plans).keep(site_id, picture, at=tx.now, by=by.person_id)


def check_place(tx: Transaction, site_id: UUID, plan_id: UUID | None, at: Point | None) -> Point | None:
    """The point on this plan of the site; None where nothing is to stand on a plan.

    Raises Refused: NOT_FOUND, INVALID_INPUT without a point, POLYGON_OUTSIDE.
    """
    if plan_id is None:
        return None
    plan = tx.get(Plans).of_site(site_id, plan_id)
    if at is None:
        raise Refused(ErrorCode.INVALID_INPUT, "where on the plan?")
    return rules.check_point(at, width=plan.width, height=plan.height)


def add_plan(tx: Transaction, site_id: UUID, name: Text, sha256: str, *, by: Viewer) -> Plan:
    """Add a plan with a picture that was sent before, behind the others. Raises Refused: NOT_ALLOWED,
    NOT_FOUND, INVALID_INPUT, PHOTO_MISSING.
    """
    by.require(Permission.MANAGE_PLACES, site_id=site_id)
    others = tx.get(Plans).all(site_id)
    if len(others) >= MOST_PLANS:
        raise Refused(ErrorCode.INVALID_INPUT, f"a site has at most {MOST_PLANS} plans")
    plan = Plan(
        plan_id=uuid4(),
        site_id=site_id,
        name=checked_name(name.zh, name.en),
        position=1 + max((each.position for each in others), default=0),
        width=UNITS,
        height=_height(tx, site_id, sha256),
        sha256=sha256,
        changed_at=tx.now,
        changed_by=by.person_id,
    )
    tx.get(Plans).put(plan)
    _announce(tx, PLAN_ADDED, plan, note=plan.name.zh, by=by)
    return plan


def change_plan(
    tx: Transaction, plan_id: UUID, name: Text, sha256: str | None, *, version: int, by: Viewer
) -> Plan:
    """Name the plan anew; with `sha256` also show another picture, on which what is drawn stays where it is.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT, INVALID_INPUT, PHOTO_MISSING, POLYGON_OUTSIDE where
    something drawn would be outside of the new picture.
    """
    before = _plan(tx, plan_id, version=version, by=by)
    after = replace(before, name=checked_name(name.zh, name.en))
    if sha256 is not None and sha256 != before.sha256:
        height = _height(tx, before.site_id, sha256) * before.width / UNITS
        for polygon in tx.get(Plans).polygons(plan_id):
            for corner in rules.corners_of(polygon):
                rules.check_point(corner, width=before.width, height=height)
        after = replace(after, sha256=sha256, svg="", height=height)
    if after == before:
        return before
    tx.get(Plans).change(replace(after, changed_at=tx.now, changed_by=by.person_id))
    _announce(tx, PLAN_CHANGED, after, note=after.name.zh, by=by)
    return tx.get(Plans).get(plan_id)


def remove_plan(tx: Transaction, plan_id: UUID, *, version: int, by: Viewer) -> Plan:
    """Take a plan away on which no area is drawn. Raises Refused: as `change_plan`, PLAN_IN_USE."""
    before = _plan(tx, plan_id, version=version, by=by)
    if tx.get(Plans).polygons(plan_id):
        raise Refused(ErrorCode.PLAN_IN_USE, "areas are drawn on it")
    after = replace(before, removed_at=tx.now, changed_at=tx.now, changed_by=by.person_id)
    tx.get(Plans).change(after)
    _announce(tx, PLAN_REMOVED, after, note=after.name.zh, by=by)
    return after


def _plan(tx: Transaction, plan_id: UUID, *, version: int, by: Viewer) -> Plan:
    plan = tx.get(Plans).get(plan_id)
    by.require(Permission.MANAGE_PLACES, site_id=plan.site_id)
    if plan.version != version:
        raise Refused(ErrorCode.CONFLICT, f"version {version} was changed by somebody else")
    return plan


def _height(tx: Transaction, site_id: UUID, sha256: str) -> float:
    width, height = tx.get(Plans).picture_size(site_id, sha256)
    return round(UNITS * height / width, 3)


def _announce(tx: Transaction, kind: EventKind, plan: Plan, *, note: str, by: Viewer) -> None:
    tx.announce(Event(kind, plan.site_id, about=refs(plan=plan.plan_id), by=by.person_id, note=note))
