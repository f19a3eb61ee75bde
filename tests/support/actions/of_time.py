"""What people do about time: ask for more, decide on it, go on, chase, answer, see an alert, set limits."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.alerts import commands as alerts
from backend.cases.escalation import follow_ups_commands as follow_ups
from backend.cases.extensions import commands as extensions
from backend.cases.extensions.rules import ExtensionKind
from backend.cases.tasks.store import Tasks
from backend.core.database import Transaction
from backend.core.vocabulary import Tier
from backend.policies import commands as policies
from tests.support.actions.action import Command, Deed

WANTED: Final = (
    (ExtensionKind.EXTENSION, 30),
    (ExtensionKind.PAUSE, 120),
    (ExtensionKind.EXTENSION, 240),
    (ExtensionKind.PAUSE, 5),
)


def _ask(tx: Transaction, deed: Deed) -> UUID:
    kind, minutes = WANTED[deed.variant]
    return extensions.request(
        tx, deed.operation_id, deed.target, kind=kind, minutes=minutes, reason="等备件", by=deed.by
    ).extension_id


def _ask_for_task(tx: Transaction, deed: Deed) -> UUID:
    kind, minutes = WANTED[deed.variant]
    case_id = tx.get(Tasks).case_id_of(deed.target)
    more = {"kind": kind, "minutes": minutes, "reason": "等轴承", "task_id": deed.target}
    return extensions.request(tx, deed.operation_id, case_id, **more, by=deed.by).extension_id


def _decide(tx: Transaction, deed: Deed) -> UUID:
    return extensions.decide(
        tx, deed.target, is_approved=deed.variant != 3, note="知道了", by=deed.by
    ).extension_id


def _go_on(tx: Transaction, deed: Deed) -> UUID:
    return extensions.resume(tx, deed.target, by=deed.by).extension_id


def _follow_up(tx: Transaction, deed: Deed) -> UUID:
    return follow_ups.follow_up_cases(tx, [deed.target], text="请尽快", by=deed.by)[0].case_id


def _answer(tx: Transaction, deed: Deed) -> UUID:
    return follow_ups.answer_follow_up(tx, deed.target, answer="马上去", by=deed.by).follow_up_id


def _see_alert(tx: Transaction, deed: Deed) -> UUID:
    return alerts.acknowledge_alert(tx, deed.target, by=deed.by).alert_id


def _policy(tx: Transaction, deed: Deed) -> UUID:
    """Other times; never longer ones of red and orange, for which a second person would be asked."""
    before = policies.in_force(tx, deed.plants.north)
    minutes = timedelta(minutes=20 + 10 * deed.variant)
    tiers = {}
    for tier, each in before.tiers.items():
        within = max(minutes, 2 * each.acknowledge_within)
        is_guarded = tier in (Tier.RED, Tier.ORANGE)
        tiers[tier] = replace(each, dispose_within=min(within, each.dispose_within) if is_guarded else within)
    policies.change_tier_policy(
        tx, deed.plants.north, tiers, based_on=before.version, reason="夜班", by=deed.by
    )
    return deed.plants.north


CASE_CLOCK_DEEDS: Final[dict[str, Command]] = {"ask for time": _ask, "follow_up": _follow_up}
TASK_CLOCK_DEEDS: Final[dict[str, Command]] = {"ask for task time": _ask_for_task}
EXTENSION_DEEDS: Final[dict[str, Command]] = {"decide on time": _decide, "go on": _go_on}
FOLLOW_UP_DEEDS: Final[dict[str, Command]] = {"answer": _answer}
ALERT_DEEDS: Final[dict[str, Command]] = {"see alert": _see_alert}
POLICY_DEEDS: Final[dict[str, Command]] = {"change policy": _policy}
