"""A starting set beside what holds at a site, entry by entry."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

import msgspec
from sqlmodel import Session

from backend.cases.tasks.task_rules_rules import TaskRule
from backend.core.vocabulary import Tier
from backend.policies.rules import POLICY
from backend.sensors.camera_events.defaults_rules import DEFAULT_RULES
from backend.sites.settings.rules import Trade
from backend.starting_sets import rules
from backend.starting_sets.rules import Item, SetFunction, SetPart, Times, Today
from backend.starting_sets.store import StartingSets, plain, starting_set

Items = Mapping[SetPart, Mapping[str, Item]]


class Previews:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, site_id: UUID, trade: Trade, departments: Mapping[SetFunction, UUID]) -> tuple[Today, Items]:
        """Return the values in force at the site, and every entry of the set beside them."""
        today = StartingSets(self._session).today(site_id)
        return today, {
            SetPart.TIMES: _times(today, trade),
            SetPart.TASK_RULES: _tasks(today, trade, site_id, departments),
            SetPart.OBSERVATIONS: _observations(today, trade),
            SetPart.ADVICE: _advice(today, trade),
        }


def seen_as(items: Iterable[Item]) -> str:
    """A mark that changes with anything that the preview of a part shows."""
    shown = [(each.key, plain(each.today), plain(each.wanted), each.state) for each in items]
    return hashlib.sha256(msgspec.json.encode(shown, order="deterministic")).hexdigest()[:16]


def _times(today: Today, trade: Trade) -> dict[str, Item]:
    started = {tier.name: plain(Times.of(policy)) for tier, policy in POLICY.items()}
    baseline = started | _applied(today, SetPart.TIMES)
    found = {}
    for tier in sorted(Tier, reverse=True):
        entry, now = starting_set(trade).times[tier.name], Times.of(today.policy[tier])
        state = rules.state_of(tier.name, plain(now), plain(entry.value), baseline)
        is_longer = entry.value.is_longer_than(now)
        found[tier.name] = Item(tier.name, now, entry.value, state, entry.source, is_longer)
    return found


def _tasks(
    today: Today, trade: Trade, site_id: UUID, departments: Mapping[SetFunction, UUID]
) -> dict[str, Item]:
    baseline = _applied(today, SetPart.TASK_RULES)
    applied = today.applied.get(SetPart.TASK_RULES)
    ids = applied.ids if applied else {}
    found = {}
    for key, entry in starting_set(trade).tasks.items():
        department_id = departments.get(entry.value.function)
        wanted = entry.value.rule(uuid4(), site_id, department_id) if department_id else None
        now = _rule_there(today.tasks, ids.get(key), wanted)
        state = rules.state_of(key, plain(now), plain(wanted), baseline)
        if wanted is not None and now is not None:
            wanted = entry.value.rule(now.rule_id, site_id, wanted.department_id)
        found[key] = Item(key, now, wanted, state, entry.source)
    return found


def _rule_there(there: tuple[TaskRule, ...], rule_id: str | None, wanted: TaskRule | None) -> TaskRule | None:
    """The rule that a set wrote once, or one that people wrote for the same."""
    by_id = next((each for each in there if str(each.rule_id) == rule_id), None)
    if by_id is not None or wanted is None:
        return by_id
    return next((each for each in there if rules.is_about_the_same(each, wanted)), None)


def _observations(today: Today, trade: Trade) -> dict[str, Item]:
    started = {rules.key_of(rule): plain(rule) for rule in DEFAULT_RULES}
    baseline = started | _applied(today, SetPart.OBSERVATIONS)
    found = {}
    for key, entry in starting_set(trade).observations.items():
        about = [rule for rule in today.observations if rules.key_of(rule) == key]
        now = next((rule for rule in about if rule == entry.value), about[0] if about else None)
        state = rules.state_of(key, plain(now), plain(entry.value), baseline)
        is_looser = rules.is_looser_observation(now, entry.value)
        found[key] = Item(key, now, entry.value, state, entry.source, is_looser)
    return found


def _advice(today: Today, trade: Trade) -> dict[str, Item]:
    baseline = _applied(today, SetPart.ADVICE)
    found = {}
    for key, entry in starting_set(trade).advice.items():
        now = today.advice.get(key)
        state = rules.state_of(key, plain(now), plain(entry.value), baseline)
        found[key] = Item(key, now, entry.value, state, entry.source)
    return found


def _applied(today: Today, part: SetPart) -> dict[str, Any]:
    applied = today.applied.get(part)
    return applied.values if applied else {}
