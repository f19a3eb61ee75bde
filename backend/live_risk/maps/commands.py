"""Maps issued, and the time by which a site draws its next one."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from backend.cases.store import Cases
from backend.core import words
from backend.core.allowances import DAY
from backend.core.audit_chain import content_digest
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.text import Text
from backend.core.transaction import follows_many
from backend.core.viewer import Permission, Viewer
from backend.deadlines import commands as deadlines
from backend.deadlines.responsible_commands import Post, Responsible, first_of
from backend.deadlines.rules import Deadline, DeadlineStep, by_days
from backend.deadlines.store import Deadlines
from backend.live_risk.events import RISK_MAP_ISSUED
from backend.live_risk.maps import rules
from backend.live_risk.maps.rules import MAPS_PER_DAY, PREFIX, USUAL_MONTHS, RiskMap
from backend.live_risk.maps.store import RiskMaps
from backend.live_risk.register_store import LiveRegisters
from backend.people.rules import Audience
from backend.sites.plans.rules import Plan, PlanPicture
from backend.sites.plans.store import Plans
from backend.sites.store import Sites

NOUN: Final = "risk_map"
"""Of the deadline, whose object is the site."""
STEPS: Final = by_days([-14, -3], {0: [Audience.OFFICER], 7: [Audience.EXECUTIVE]})
"""The officers hear two weeks and three days before, and when it is due; the executive a week later."""


def issue_map(tx: Transaction, site_id: UUID, *, months: int, by: Viewer) -> UUID:
    """Freeze the residual levels of a site as its official map, to be drawn again after so many months.

    Returns its id. Raises Refused: NOT_FOUND, NOT_ALLOWED, INVALID_INPUT, TOO_MANY_ATTEMPTS, PLAN_MISSING
    without a plan on which an area is drawn, RISK_MAP_EMPTY while no event is in force.
    """
    if site_id not in by.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, "no such site of the viewer's")
    by.require(Permission.EDIT_ALL_RISKS, site_id=site_id)
    until = rules.redrawn_by(tx.now, months)
    maps = tx.get(RiskMaps)
    maps.taken(site_id, since=tx.now - DAY).require_room(MAPS_PER_DAY, within=DAY, now=tx.now)
    register = tx.get(LiveRegisters).read(site_id, at=tx.now)
    if not register.risks:
        raise Refused(ErrorCode.RISK_MAP_EMPTY, "no event of the register is in force")
    pictures = _pictures(tx, site_id, by=by)
    content = rules.freeze(maps.drawn(site_id, register, pictures))
    if not any(area["plan"] for area in content["areas"]):
        raise Refused(ErrorCode.PLAN_MISSING, "no area of the site is drawn on a plan")
    year = tx.now.astimezone(ZoneInfo(tx.get(Sites).get(site_id).timezone)).year
    issued = RiskMap(
        map_id=uuid4(),
        site_id=site_id,
        number=tx.get(Cases).next_number(site_id, PREFIX, year=year),
        issued_at=tx.now,
        issued_by=by.person_id,
        redrawn_by=until,
        sha256=content_digest(content),
        content=content,
    )
    maps.add(issued)
    deadlines.end(tx, site_id, DeadlineStep.REDRAW)
    deadlines.begin(tx, _deadline(site_id, at=tx.now, due_at=until))
    note = f"{issued.number} · SHA-256 {issued.sha256}"
    about = refs(risk_map=issued.map_id)
    tx.announce(Event(RISK_MAP_ISSUED, site_id, about=about, by=by.person_id, note=note))
    return issued.map_id


@follows_many
def follow_first(tx: Transaction, several: Sequence[Event]) -> None:
    """Events hold: a site without a map has three months for its first one. Twice: nothing more happens."""
    sites = {each.site_id for each in several}
    running = {each.object_id for each in tx.get(Deadlines).running_of(sites)}
    due_at = rules.redrawn_by(tx.now, USUAL_MONTHS)
    begun = [_deadline(each, at=tx.now, due_at=due_at) for each in sorted(sites - running)]
    deadlines.begin_all(tx, begun)


def responsible(tx: Transaction, deadline: Deadline) -> Responsible:
    """Return the officers of the site, else the executives: who may issue a map."""
    post = Post(deadline.site_id, None, None)
    return Responsible(post, first_of(tx, post, (Audience.OFFICER, Audience.EXECUTIVE)))


def describe(tx: Transaction, site_id: UUID) -> Text:  # noqa: ARG001 - as other nouns do
    """Name the map of a site in a message."""
    return words.text("riskMap.official")


def _pictures(tx: Transaction, site_id: UUID, *, by: Viewer) -> dict[UUID, str | None]:
    """Return the hash of each plan's picture; a drawing of the product is kept like an uploaded one, so that
    the map shows it after the plan has another.
    """
    found: dict[UUID, str | None] = {}
    for plan in tx.get(Plans).all(site_id):
        found[plan.plan_id] = plan.sha256
        if plan.sha256 is None and plan.svg:
            picture = _drawing(plan)
            tx.get(Plans).keep(site_id, picture, at=tx.now, by=by.person_id)
            found[plan.plan_id] = picture.sha256
    return found


def _drawing(plan: Plan) -> PlanPicture:
    content = plan.svg.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return PlanPicture(sha256, "image/svg+xml", round(plan.width), round(plan.height), content)


def _deadline(site_id: UUID, *, at: datetime, due_at: datetime) -> Deadline:
    return Deadline(
        deadline_id=uuid4(),
        site_id=site_id,
        noun=NOUN,
        object_id=site_id,
        step=DeadlineStep.REDRAW,
        tier=None,
        policy_id=None,
        started_at=at,
        due_at=due_at,
    )
