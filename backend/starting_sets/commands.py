"""A site takes over what its trade begins with, in one step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend.cases.tasks import task_rules_commands
from backend.cases.tasks.task_rules_rules import TaskRule
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.people.store import People
from backend.policies import commands as policies
from backend.sensors.camera_events import commands as observations
from backend.sensors.camera_events.loosening_rules import loosened
from backend.sensors.camera_events.rules import ObservationRule
from backend.sensors.site_advice_rules import SiteAdvice
from backend.sensors.site_advice_store import SiteAdvices
from backend.sites.modules.store import Modules
from backend.sites.settings.rules import Trade
from backend.starting_sets import rules
from backend.starting_sets.preview_store import Previews, seen_as
from backend.starting_sets.rules import (
    STARTING_SET_APPLIED,
    Item,
    ItemState,
    SetFunction,
    SetPart,
    Times,
    Today,
    Value,
)
from backend.starting_sets.store import StartingSets


@dataclass(frozen=True, slots=True)
class Choice:
    """Entries of a set that somebody takes over. `seen`: what `seen_as` said of each part at the look."""

    site_id: UUID
    trade: Trade
    keys: Mapping[SetPart, frozenset[str]]
    seen: Mapping[SetPart, str]
    departments: Mapping[SetFunction, UUID]
    reason: str
    asks_second_person: bool


def apply_starting_set(tx: Transaction, choice: Choice, *, by: Viewer) -> UUID:
    """Take over the chosen entries, each by the command of its part, all or none.

    Rules for what cameras see that would call less, and times that let a red or orange alert wait longer, are
    asked of a second person; the old ones stay until then. Raises Refused: NOT_ALLOWED, NOT_FOUND,
    REASON_REQUIRED, INVALID_INPUT, CONFLICT where something changed since they looked, and what the command
    of a part refuses.
    """
    by.require(Permission.MANAGE_SITE, site_id=choice.site_id)
    _check(tx, choice)
    today, items = tx.get(Previews).of(choice.site_id, choice.trade, choice.departments)
    rules.require_keys(choice.keys, items)
    for part, keys in choice.keys.items():
        if keys:
            _require_module(tx, choice.site_id, part)
        if keys and choice.seen.get(part) != seen_as(items[part].values()):
            raise Refused(ErrorCode.CONFLICT, f"{part} changed since it was looked at")
    taken: dict[SetPart, list[Item]] = {}
    for part in SetPart:
        keys = choice.keys.get(part, frozenset())
        found = [item for key, item in items[part].items() if key in keys]
        taken[part] = [item for item in found if item.state is not ItemState.SAME]
        if taken[part]:
            APPLY[part](tx, choice, today, taken[part], by)
    said = "; ".join(
        f"{part}: {', '.join(item.key for item in found)}" for part, found in taken.items() if found
    )
    if said:
        note = f"{choice.trade}: {said}: {choice.reason.strip()}"
        about = refs(site=choice.site_id)
        tx.announce(Event(STARTING_SET_APPLIED, choice.site_id, about=about, by=by.person_id, note=note))
    return choice.site_id


def _check(tx: Transaction, choice: Choice) -> None:
    """Raises Refused: REASON_REQUIRED, NOT_FOUND for a department of another site."""
    if not choice.reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say why the set is taken over")
    for department_id in choice.departments.values():
        tx.get(People).require_at_site(choice.site_id, department_id=department_id, person_id=None)


def _require_module(tx: Transaction, site_id: UUID, part: SetPart) -> None:
    """Raises Refused(MODULE_OFF)."""
    module = rules.MODULES.get(part)
    if module is not None and not tx.get(Modules).is_on(site_id, module):
        raise Refused(ErrorCode.MODULE_OFF, f"the site has switched {module} off")


def _times(tx: Transaction, choice: Choice, today: Today, items: list[Item], by: Viewer) -> None:
    wanted = {Tier[item.key]: item.wanted for item in items}
    tiers = {
        tier: times.over(policy) if isinstance(times := wanted.get(tier), Times) else policy
        for tier, policy in today.policy.items()
    }
    is_in_force = policies.change_tier_policy(
        tx,
        choice.site_id,
        tiers,
        based_on=today.policy_version,
        reason=choice.reason,
        by=by,
        asks_second_person=choice.asks_second_person,
    )
    # What two people decide is theirs: no set overwrites it unasked.
    if is_in_force:
        _record(tx, choice, SetPart.TIMES, items, by)


def _task_rules(tx: Transaction, choice: Choice, today: Today, items: list[Item], by: Viewer) -> None:
    wanted = [(item.key, item.wanted) for item in items if isinstance(item.wanted, TaskRule)]
    anew = {rule.rule_id: rule for _, rule in wanted}
    kept = [anew.pop(rule.rule_id, rule) for rule in today.tasks]
    changed = task_rules_commands.change_task_rules(
        tx,
        choice.site_id,
        [*kept, *anew.values()],
        based_on=today.tasks_version,
        reason=choice.reason,
        by=by,
    )
    there = list(changed.rules)
    written = {
        key: next(each for each in there if rules.is_about_the_same(each, rule)) for key, rule in wanted
    }
    _record(tx, choice, SetPart.TASK_RULES, items, by, rules_of=written)


def _observations(tx: Transaction, choice: Choice, today: Today, items: list[Item], by: Viewer) -> None:
    after = list(today.observations)
    for item in items:
        if isinstance(item.wanted, ObservationRule):
            at = after.index(item.today) if isinstance(item.today, ObservationRule) else len(after)
            after[at : at + 1] = [item.wanted]
    observations.set_rules(
        tx,
        site_id=choice.site_id,
        rules=after,
        reason=choice.reason,
        by=by,
        asks_second_person=choice.asks_second_person,
    )
    if not loosened(today.observations, after):
        _record(tx, choice, SetPart.OBSERVATIONS, items, by)


def _advice(tx: Transaction, choice: Choice, _: Today, items: list[Item], by: Viewer) -> None:
    by.require(rules.PERMISSIONS[SetPart.ADVICE], site_id=choice.site_id)
    for item in items:
        if isinstance(item.wanted, SiteAdvice):
            tx.get(SiteAdvices).put(choice.site_id, item.wanted, at=tx.now, by=by.person_id)
    _record(tx, choice, SetPart.ADVICE, items, by)


def _record(
    tx: Transaction,
    choice: Choice,
    part: SetPart,
    items: list[Item],
    by: Viewer,
    *,
    rules_of: Mapping[str, TaskRule] | None = None,
) -> None:
    values: dict[str, Value] = {item.key: item.wanted for item in items if item.wanted is not None}
    tx.get(StartingSets).record(
        choice.site_id,
        part,
        trade=choice.trade,
        at=tx.now,
        by=by.person_id,
        values=values,
        rules=rules_of or {},
    )


Apply = Callable[[Transaction, Choice, Today, list[Item], Viewer], None]
APPLY: Final[Mapping[SetPart, Apply]] = {
    SetPart.TIMES: _times,
    SetPart.TASK_RULES: _task_rules,
    SetPart.OBSERVATIONS: _observations,
    SetPart.ADVICE: _advice,
}
