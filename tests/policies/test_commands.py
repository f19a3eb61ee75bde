"""A site's own tier policy: versions, who may change it, and what cannot be asked for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.people.rules import Audience
from backend.policies import commands as policies
from backend.policies import queries as views
from backend.policies.rules import POLICY, Channel, Rung, TierPolicy
from backend.policies.site_policy_rules import SitePolicy, from_json, to_json
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("policies are JSON, and the last one is locked")


def with_tier(tier: Tier, **changed: Any) -> dict[Tier, TierPolicy]:
    return {**POLICY, tier: replace(POLICY[tier], **changed)}


def change(
    database: Database,
    plants: Plants,
    tiers: Mapping[Tier, TierPolicy],
    *,
    by: Viewer | None = None,
    based_on: int = 1,
    reason: str = "夜班",
) -> SitePolicy:
    return database.transact(
        lambda tx: policies.change_tier_policy(
            tx, plants.north, tiers, based_on=based_on, reason=reason, by=by or plants.alice
        )
    )


def code_of(step: Callable[[], object]) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        step()
    return refused.value.code


def test_a_site_begins_with_the_defaults_and_keeps_every_version(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    slower = with_tier(Tier.ORANGE, dispose_within=timedelta(hours=8))
    clock.advance(timedelta(hours=1))
    changed = change(database, plants, slower)

    found = database.read(lambda s: views.history(s, plants.bob, plants.north, first=10))

    assert [(each.version, each.reason) for each in found] == [(2, "夜班"), (1, "defaults")]
    assert found[0] == changed
    assert found[0].of(Tier.ORANGE).dispose_within == timedelta(hours=8)
    assert dict(found[1].tiers) == dict(POLICY)
    assert database.transact(lambda tx: policies.in_force(tx, plants.north)) == changed


def test_another_site_neither_sees_nor_changes_it(database: Database, plants: Plants) -> None:
    assert code_of(lambda: change(database, plants, POLICY, by=plants.carol)) is ErrorCode.NOT_FOUND
    south = database.transact(lambda tx: policies.in_force(tx, plants.south))
    change(database, plants, with_tier(Tier.RED, dispose_within=timedelta(hours=1)))
    assert database.transact(lambda tx: policies.in_force(tx, plants.south)) == south


@pytest.mark.parametrize("name", ["bob", "erik"])
def test_only_an_officer_or_the_administrator_changes_it(
    database: Database, plants: Plants, name: str
) -> None:
    assert (
        code_of(lambda: change(database, plants, POLICY, by=getattr(plants, name))) is ErrorCode.NOT_ALLOWED
    )


def test_who_did_not_see_the_last_version_does_not_overwrite_it(database: Database, plants: Plants) -> None:
    change(database, plants, POLICY)

    assert code_of(lambda: change(database, plants, POLICY)) is ErrorCode.CONFLICT
    assert change(database, plants, POLICY, based_on=2).version == 3


def test_a_change_needs_a_reason(database: Database, plants: Plants) -> None:
    assert code_of(lambda: change(database, plants, POLICY, reason=" ")) is ErrorCode.REASON_REQUIRED


@pytest.mark.parametrize(
    "slow",
    [{"acknowledge_within": timedelta(minutes=5, seconds=1)}, {"channels": frozenset({Channel.IN_APP})}],
)
def test_a_red_alert_is_never_made_quiet_or_slow(
    database: Database, plants: Plants, slow: dict[str, Any]
) -> None:
    tiers = with_tier(Tier.RED, **slow)
    assert code_of(lambda: change(database, plants, tiers)) is ErrorCode.RED_TOO_SLOW


LEAD = frozenset({Audience.LEAD})


@pytest.mark.parametrize(
    "wrong",
    [
        {"acknowledge_within": timedelta(0)},
        {"recheck_within": timedelta(days=91)},
        {"acknowledge_within": timedelta(hours=4)},
        {"opens_case_after": timedelta(seconds=-1)},
        {"notified_first": frozenset()},
        {"channels": frozenset({Channel.WEB_PUSH})},
    ],
)
def test_what_cannot_be_kept_is_refused(database: Database, plants: Plants, wrong: dict[str, Any]) -> None:
    tiers = with_tier(Tier.ORANGE, **wrong)
    assert code_of(lambda: change(database, plants, tiers)) is ErrorCode.INVALID_INPUT
    missing = {tier: policy for tier, policy in POLICY.items() if tier is not Tier.BLUE}
    assert code_of(lambda: change(database, plants, missing)) is ErrorCode.INVALID_INPUT


@pytest.mark.parametrize(
    "ladder",
    [
        (),
        (Rung(100, LEAD), Rung(100, LEAD)),
        (Rung(200, LEAD), Rung(150, LEAD)),
        (Rung(99, LEAD),),
        (Rung(1_001, LEAD),),
        (Rung(100, frozenset()),),
        tuple(Rung(100 + n, LEAD) for n in range(6)),
    ],
)
def test_a_ladder_has_one_to_five_rungs_that_climb_and_notify_somebody(
    database: Database, plants: Plants, ladder: tuple[Rung, ...]
) -> None:
    tiers = with_tier(Tier.ORANGE, ladder=ladder)
    assert code_of(lambda: change(database, plants, tiers)) is ErrorCode.LADDER_INVALID


def test_a_policy_survives_the_database() -> None:
    assert from_json(to_json(POLICY)) == POLICY


def test_the_change_stands_in_the_audit_log(database: Database, plants: Plants) -> None:
    change(database, plants, POLICY)

    assert database.transact(lambda tx: tx.get(Audit).broken_at(plants.north)) is None
