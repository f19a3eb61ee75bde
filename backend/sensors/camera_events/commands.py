"""The rules by which what is seen becomes an alert, as versions per site."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from typing import Final
from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import Agreement, AgreementKind
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, Ref
from backend.core.modules import Module
from backend.core.viewer import Permission, Viewer
from backend.sensors.camera_events.loosening_rules import loosened
from backend.sensors.camera_events.rules import ObservationRule, check
from backend.sensors.camera_events.store import ObservationRules, from_json, to_json
from backend.sensors.camera_events.words_rules import words_of
from backend.sensors.events import OBSERVATION_RULES_CHANGED
from backend.sites.modules.rules import id_of
from backend.sites.store import Sites

AREA_RENAMED: Final = "AREA_RENAMED"
"""Reason of the version that follows the new code of an area."""


def set_rules(
    tx: Transaction,
    *,
    site_id: UUID,
    rules: Iterable[ObservationRule],
    reason: str,
    by: Viewer,
    asks_second_person: bool = False,
) -> None:
    """Put new rules in force for what the sources of a site see. What holds by the old ones goes on until it
    ends.

    `asks_second_person`: where they would call less, ask one to agree; the old ones stay until then.
    Raises Refused: NOT_ALLOWED, INVALID_INPUT, REASON_REQUIRED, SECOND_PERSON_REQUIRED.
    """
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say why the rules change")
    checked = _present(tx, site_id, check(rules))
    lost = loosened(tx.get(ObservationRules).held_at(site_id), checked)
    if not lost:
        _set(tx, site_id, checked, reason=reason.strip(), by=by.person_id)
    elif asks_second_person:
        _ask(tx, site_id, checked, lost, reason=reason, by=by)
    else:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "a second person agrees to rules that call less")


def set_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed to looser rules: they are in force by the word of the one who asked."""
    rules = _present(tx, agreed.object_id, [from_json(each) for each in agreed.details["rules"]])
    _set(tx, agreed.object_id, rules, reason=agreed.reason, by=agreed.asked_by)


def follow_module(tx: Transaction, happened: Event) -> None:
    """The module was switched off: a request about its rules waits no more."""
    if happened.ref("module") == id_of(happened.site_id, Module.CAMERA_EVENTS):
        agreements.end(tx, AgreementKind.LOOSEN_OBSERVATION_RULES, happened.site_id)


def follow_area(tx: Transaction, happened: Event) -> None:
    """Rules name areas by their codes: where one changed, they follow it, as their next version."""
    held = tx.get(ObservationRules).held_at(happened.site_id)
    now = _present(tx, happened.site_id, held)
    if now != held and happened.by is not None:
        _set(tx, happened.site_id, now, reason=AREA_RENAMED, by=happened.by)


def _present(tx: Transaction, site_id: UUID, rules: Iterable[ObservationRule]) -> tuple[ObservationRule, ...]:
    """The rules with the codes that their areas have now."""
    now = tx.get(Sites).renamed(site_id)
    return tuple(replace(rule, areas=frozenset(now.get(each, each) for each in rule.areas)) for rule in rules)


def _set(tx: Transaction, site_id: UUID, rules: Iterable[ObservationRule], *, reason: str, by: UUID) -> None:
    version = tx.get(ObservationRules).add(site_id, rules, reason=reason, at=tx.now, by=by)
    # Whoever asked compared with the rules that were in force then.
    agreements.end(tx, AgreementKind.LOOSEN_OBSERVATION_RULES, site_id)
    tx.announce(Event(OBSERVATION_RULES_CHANGED, site_id, by=by, note=f"v{version}: {reason}"))


def _ask(
    tx: Transaction,
    site_id: UUID,
    rules: Iterable[ObservationRule],
    lost: Sequence[ObservationRule],
    *,
    reason: str,
    by: Viewer,
) -> None:
    first, *others = dict.fromkeys(words_of(rule.subject) for rule in lost)
    named = reduce(lambda some, one: words.text("agreement.and", some=some, one=one), others, first)
    agreements.ask(
        tx,
        AgreementKind.LOOSEN_OBSERVATION_RULES,
        Ref("site", site_id),
        site_id=site_id,
        title=named,
        what=words.text("agreement.what.rules", names=named),
        reason=reason,
        by=by,
        tier=max(rule.tier for rule in lost),
        details={"rules": [to_json(rule) for rule in rules]},
    )
