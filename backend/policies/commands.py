"""Which tier policy holds: for what begins now the last version of its area or site, for a case the one it
began under.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from backend.agreements import commands as agreements
from backend.agreements.loosening_commands import Change, Guarded, Loosened
from backend.agreements.rules import Agreement, AgreementKind
from backend.agreements.store import Agreements
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, Ref, refs
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.policies import site_policy_rules as rules
from backend.policies.loosening_rules import loosened
from backend.policies.rules import POLICY, TIER_POLICY_CHANGED, TierPolicy
from backend.policies.site_policy_rules import SitePolicy
from backend.policies.store import Policies
from backend.policies.words_rules import lost_words
from backend.sites.area_commands import require_open_area
from backend.sites.store import Sites

FIRST_REASON: Final = "defaults"
MOVED_REASON: Final = "AREA_MOVED"
"""Of the version that an area keeps when it is moved to where alerts wait longer; pages word it."""


def in_force(tx: Transaction, site_id: UUID, area: Callable[[], UUID | None] = lambda: None) -> SitePolicy:
    """The policy for what begins now, in this area: its own, or that of the nearest around it, or the site's.

    `area` is asked only where an area of the site has its own. A site that never had a policy begins with the
    defaults, as version 1.
    """
    own = tx.get(Policies).of_areas(site_id)
    if own and (found := rules.nearest(own, tx.get(Sites).around(area()))):
        return found
    return _of_site(tx, site_id)


def _of_site(tx: Transaction, site_id: UUID) -> SitePolicy:
    found = tx.get(Policies).in_force(site_id)
    if found is None:
        found = SitePolicy(uuid4(), site_id, 1, tx.now, None, FIRST_REASON, POLICY)
        tx.get(Policies).add(found)
    return found


def begun_under(tx: Transaction, policy_id: UUID) -> SitePolicy:
    """The policy that a case began under."""
    return tx.get(Policies).get(policy_id)


def change_tier_policy(
    tx: Transaction,
    site_id: UUID,
    tiers: Mapping[Tier, TierPolicy],
    *,
    based_on: int,
    reason: str,
    by: Viewer,
    area_id: UUID | None = None,
    asks_second_person: bool = False,
) -> bool:
    """A new version, of the site or of an area, for what begins from now on: no case that is open moves.

    `based_on`: the version that the person saw; 0 where the area never had its own. `asks_second_person`:
    where red or orange alerts would wait longer, ask one to agree; what holds goes on until then. Returns
    whether the version is in force. Raises Refused: CONFLICT (somebody changed it in between),
    REASON_REQUIRED, RED_TOO_SLOW, LADDER_INVALID, INVALID_INPUT, NOT_ALLOWED, NOT_FOUND, AREA_CLOSED,
    SECOND_PERSON_REQUIRED.
    """
    by.require(Permission.CHANGE_POLICY, site_id=site_id)
    if area_id is not None:
        require_open_area(tx, site_id, area_id)
    rules.check(tiers, reason=reason)
    step = Step(site_id, area_id, tiers, based_on, reason, asks_second_person)
    return _change(tx, step, holds_then=tiers, by=by)


def withdraw_area_policy(
    tx: Transaction,
    site_id: UUID,
    area_id: UUID,
    *,
    based_on: int,
    reason: str,
    by: Viewer,
    asks_second_person: bool = False,
) -> bool:
    """The area does as the one around it, or the site, from now on; where that is looser, as above. Returns
    whether that is in force. Raises Refused: CONFLICT, REASON_REQUIRED, NOT_ALLOWED, SECOND_PERSON_REQUIRED,
    NOT_FOUND where it has no policy of its own.
    """
    by.require(Permission.CHANGE_POLICY, site_id=site_id)
    rules.check_reason(reason)
    own = tx.get(Policies).of_areas(site_id)
    if area_id not in own or not own[area_id].tiers:
        raise Refused(ErrorCode.NOT_FOUND, "the area has no policy of its own")
    around = [each for each in tx.get(Sites).around(area_id) if each != area_id]
    holds_then = (rules.nearest(own, around) or _of_site(tx, site_id)).tiers
    step = Step(site_id, area_id, {}, based_on, reason, asks_second_person)
    return _change(tx, step, holds_then=holds_then, by=by)


def keep_times_of_moved_area(tx: Transaction, happened: Event) -> None:
    """Moving takes one person, more time for red or orange alerts two: an area that comes to where they wait
    longer has its times of before as its own.
    """
    area_id, by = happened.ref("area"), happened.by
    if area_id is None or by is None:
        return
    last = _locked(tx, happened.site_id)
    own = {area: policy for area, policy in last.items() if area is not None}
    outwards = tx.get(Sites).around
    before = rules.nearest(own, [area_id, *happened.refs_of("former_area")]) or last[None]
    after = rules.nearest(own, outwards(area_id)) or last[None]
    if loosened(before.tiers, after.tiers):
        _add(tx, Change(happened.site_id, Ref("area", area_id), before.tiers, MOVED_REASON, by))
    else:
        _end_requests(tx, happened.site_id, area_id)


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the policy of a site, or of an area of it; without tiers the area has none of its own any
    more. `based_on`: the version that it changes, 0 for none.
    """

    site_id: UUID
    area_id: UUID | None
    tiers: Mapping[Tier, TierPolicy]
    based_on: int
    reason: str
    asks_second_person: bool


def _change(tx: Transaction, step: Step, *, holds_then: Mapping[Tier, TierPolicy], by: Viewer) -> bool:
    own = _locked(tx, step.site_id).get(step.area_id)
    if (own.version if own else 0) != step.based_on:
        raise Refused(ErrorCode.CONFLICT, "somebody changed the policy in between")
    about = Ref("area", step.area_id) if step.area_id else Ref("site", step.site_id)
    return GUARDED.change(
        tx,
        Change(step.site_id, about, step.tiers, step.reason, by.person_id),
        _loosened(tx, step, holds_then),
        by=by,
        asks_second_person=step.asks_second_person,
    )


def _loosened(tx: Transaction, step: Step, holds_then: Mapping[Tier, TierPolicy]) -> Loosened | None:
    lost = loosened(in_force(tx, step.site_id, lambda: step.area_id).tiers, holds_then)
    if not lost:
        return None
    place = tx.get(Sites).area(step.area_id).name if step.area_id else words.text("policy.wholeSite")
    return Loosened(
        words.text("agreement.title.policy", place=place),
        words.text("agreement.what.policy", place=place, lost=lost_words(lost)),
        lost[0].tier,
    )


def _locked(tx: Transaction, site_id: UUID) -> dict[UUID | None, SitePolicy]:
    """The last versions of the site and of its areas; who changes another of them waits."""
    of_site = tx.get(Policies).in_force(site_id, lock=True) or _of_site(tx, site_id)
    found: dict[UUID | None, SitePolicy] = {None: of_site}
    return found | tx.get(Policies).of_areas(site_id)


def _write(tx: Transaction, wanted: Change[Mapping[Tier, TierPolicy]]) -> None:
    """Add the version. Raises Refused(AREA_CLOSED) for an area that was closed while a request waited."""
    if wanted.about.noun == "area" and wanted.value:
        require_open_area(tx, wanted.site_id, wanted.about.object_id)
    _add(tx, wanted)


def _add(tx: Transaction, wanted: Change[Mapping[Tier, TierPolicy]]) -> None:
    area_id = wanted.about.object_id if wanted.about.noun == "area" else None
    changed = SitePolicy(
        policy_id=uuid4(),
        site_id=wanted.site_id,
        area_id=area_id,
        version=1 + max(each.version for each in _locked(tx, wanted.site_id).values()),
        valid_from=tx.now,
        by=wanted.by,
        reason=wanted.reason,
        tiers=dict(wanted.value),
    )
    tx.get(Policies).add(changed)
    _end_requests(tx, wanted.site_id, area_id)
    place = f"{tx.get(Sites).area(area_id).code} " if area_id else ""
    about = refs(policy=changed.policy_id, area=area_id)
    note = f"{place}v{changed.version}: {changed.reason}"
    tx.announce(Event(TIER_POLICY_CHANGED, wanted.site_id, about=about, by=wanted.by, note=note))


def _end_requests(tx: Transaction, site_id: UUID, area_id: UUID | None) -> None:
    """End what waits for areas inside the changed one: it was compared with what they did as it did."""
    for asked in tx.get(Agreements).waiting_at(AgreementKind.LENGTHEN_TIMES, site_id):
        is_inside = asked.noun == "area" and (
            area_id is None or area_id in tx.get(Sites).around(asked.object_id)
        )
        if is_inside:
            agreements.end(tx, AgreementKind.LENGTHEN_TIMES, asked.object_id)


GUARDED: Final = Guarded(
    AgreementKind.LENGTHEN_TIMES,
    _write,
    pack=lambda tiers: {"tiers": rules.to_json(tiers)},
    unpack=lambda packed: rules.from_json(packed["tiers"]),
)


def set_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed to more time."""
    GUARDED.set_agreed(tx, agreed)
