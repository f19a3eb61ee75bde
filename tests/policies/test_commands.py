"""A site's own tier policy: versions, who may change it, and what cannot be asked for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.alerts import commands as alerts
from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.people.rules import Audience
from backend.policies import commands as policies
from backend.policies import queries as views
from backend.policies.rules import POLICY, Channel, Rung, TierPolicy
from backend.policies.site_policy_rules import SitePolicy, from_json, to_json
from backend.sites import area_commands as areas
from backend.sites.area_commands import AreaDetails
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of, more_sensors, over
from tests.support.refusals import code_of
from tests.support.statements import statements

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
    database.transact(
        lambda tx: policies.change_tier_policy(
            tx, plants.north, tiers, based_on=based_on, reason=reason, by=by or plants.alice
        )
    )
    return database.transact(lambda tx: policies.in_force(tx, plants.north))


def test_a_site_begins_with_the_defaults_and_keeps_every_version(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    faster = with_tier(Tier.ORANGE, dispose_within=timedelta(hours=2))
    clock.advance(timedelta(hours=1))
    changed = change(database, plants, faster)

    found = database.read(lambda s: views.history(s, plants.bob, plants.north, first=10))

    assert [(each.version, each.reason) for each in found] == [(2, "夜班"), (1, "defaults")]
    assert found[0] == changed
    assert found[0].of(Tier.ORANGE).dispose_within == timedelta(hours=2)
    assert dict(found[1].tiers) == dict(POLICY)
    assert database.transact(lambda tx: policies.in_force(tx, plants.north)) == changed


def test_another_site_neither_sees_nor_changes_it(database: Database, plants: Plants) -> None:
    assert code_of(lambda: change(database, plants, POLICY, by=plants.carol)) is ErrorCode.NOT_FOUND
    south = database.transact(lambda tx: policies.in_force(tx, plants.south))
    change(database, plants, with_tier(Tier.RED, dispose_within=timedelta(minutes=20)))
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


def test_quiet_hours_of_people_may_be_sixteen_hours_and_no_longer(database: Database, plants: Plants) -> None:
    longest = with_tier(Tier.YELLOW, quiet_at_most=timedelta(hours=16))
    too_long = with_tier(Tier.YELLOW, quiet_at_most=timedelta(hours=16, seconds=1))
    assert code_of(lambda: change(database, plants, too_long)) is ErrorCode.INVALID_INPUT
    change(database, plants, longest)
    found = database.transact(lambda tx: policies.in_force(tx, plants.north))
    assert found.of(Tier.YELLOW).quiet_at_most == timedelta(hours=16)


@pytest.mark.parametrize(
    "wrong",
    [
        {"acknowledge_within": timedelta(0)},
        {"recheck_within": timedelta(days=91)},
        {"acknowledge_within": timedelta(hours=4)},
        {"opens_case_after": timedelta(seconds=-1)},
        {"notified_first": frozenset()},
        {"quiet_at_most": timedelta(hours=8)},
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


@pytest.mark.parametrize("tier", [Tier.ORANGE, Tier.YELLOW, Tier.BLUE])
def test_a_telephone_rings_for_red_alone(database: Database, plants: Plants, tier: Tier) -> None:
    tiers = with_tier(tier, channels=POLICY[tier].channels | {Channel.VOICE})
    assert code_of(lambda: change(database, plants, tiers)) is ErrorCode.VOICE_RED_ONLY


def test_calls_that_an_older_policy_made_for_orange_are_read_as_none() -> None:
    before = with_tier(Tier.ORANGE, channels=POLICY[Tier.ORANGE].channels | {Channel.VOICE})
    assert from_json(to_json(before)) == POLICY


def test_a_policy_survives_the_database() -> None:
    assert from_json(to_json(POLICY)) == POLICY


def test_the_change_stands_in_the_audit_log(database: Database, plants: Plants) -> None:
    change(database, plants, POLICY)

    assert database.transact(lambda tx: tx.get(Audit).broken_at(plants.north)) is None


def own(
    database: Database,
    plants: Plants,
    tiers: Mapping[Tier, TierPolicy],
    *,
    area: UUID | None = None,
    by: Viewer | None = None,
    based_on: int = 0,
) -> SitePolicy:
    area_id = area or plants.area
    database.transact(
        lambda tx: policies.change_tier_policy(
            tx,
            plants.north,
            tiers,
            based_on=based_on,
            reason="罐区值守",
            by=by or plants.alice,
            area_id=area_id,
        )
    )
    return holds_in(database, plants, area_id)


def holds_in(database: Database, plants: Plants, area_id: UUID) -> SitePolicy:
    return database.transact(lambda tx: policies.in_force(tx, plants.north, lambda: area_id))


def withdraw(
    database: Database, plants: Plants, *, based_on: int, by: Viewer | None = None, asks: bool = False
) -> None:
    database.transact(
        lambda tx: policies.withdraw_area_policy(
            tx,
            plants.north,
            plants.area,
            based_on=based_on,
            reason="罐区改回和全厂一样",
            by=by or plants.alice,
            asks_second_person=asks,
        )
    )


def test_an_area_has_its_own_policy_until_it_does_as_the_site_again(
    database: Database, plants: Plants
) -> None:
    faster = with_tier(Tier.ORANGE, acknowledge_within=timedelta(minutes=2))
    before = holds_in(database, plants, plants.area)
    made = own(database, plants, faster)

    assert holds_in(database, plants, plants.area) == made
    assert made.of(Tier.ORANGE).acknowledge_within == timedelta(minutes=2)
    assert database.transact(lambda tx: policies.in_force(tx, plants.north)) == before

    fastest = change(database, plants, with_tier(Tier.ORANGE, acknowledge_within=timedelta(minutes=1)))
    assert fastest.version == made.version + 1
    assert holds_in(database, plants, plants.area) == made, "the area keeps its own"

    withdraw(database, plants, based_on=made.version)
    assert holds_in(database, plants, plants.area) == fastest
    notes = database.read(lambda s: s.exec(select(AuditRow.note).order_by(col(AuditRow.id))).all())
    of_area = [note for note in notes if note and note.startswith("A1 ")]
    assert of_area == ["A1 v2: 罐区值守", "A1 v4: 罐区改回和全厂一样"]


def test_an_area_within_another_does_as_the_nearest_that_has_its_own(
    database: Database, plants: Plants
) -> None:
    pit = database.transact(
        lambda tx: areas.add_area(
            tx, plants.north, AreaDetails("PIT", Text("泵坑", ""), parent_id=plants.area), by=plants.alice
        )
    ).area_id
    around = own(database, plants, with_tier(Tier.RED, dispose_within=timedelta(minutes=20)))
    assert holds_in(database, plants, pit) == around

    nearer = own(database, plants, with_tier(Tier.RED, dispose_within=timedelta(minutes=10)), area=pit)
    assert holds_in(database, plants, pit) == nearer
    assert holds_in(database, plants, plants.area) == around


def test_of_two_who_give_an_area_its_own_at_once_the_second_is_refused(
    database: Database, plants: Plants
) -> None:
    own(database, plants, POLICY)

    assert code_of(lambda: own(database, plants, POLICY)) is ErrorCode.CONFLICT
    assert code_of(lambda: withdraw(database, plants, based_on=0)) is ErrorCode.CONFLICT


def test_nobody_changes_the_policy_of_an_area_without_a_right_to_it(
    database: Database, plants: Plants
) -> None:
    made = own(database, plants, POLICY)

    assert code_of(lambda: own(database, plants, POLICY, by=plants.bob)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: own(database, plants, POLICY, by=plants.carol)) is ErrorCode.NOT_FOUND
    assert code_of(lambda: own(database, plants, POLICY, area=id_of("south/area"))) is ErrorCode.NOT_FOUND
    red_only = {Tier.RED: POLICY[Tier.RED]}
    assert code_of(lambda: own(database, plants, red_only)) is ErrorCode.INVALID_INPUT
    for by, code in ((plants.bob, ErrorCode.NOT_ALLOWED), (plants.carol, ErrorCode.NOT_FOUND)):
        found = code_of(lambda by=by: withdraw(database, plants, based_on=made.version, by=by))
        assert found is code
    withdraw(database, plants, based_on=made.version)
    assert code_of(lambda: withdraw(database, plants, based_on=made.version + 1)) is ErrorCode.NOT_FOUND


def test_a_flood_in_an_area_with_its_own_policy_looks_for_no_source_anew(
    database: Database, plants: Plants
) -> None:
    codes = [f"F-{n}" for n in range(20)]
    sensors = list(more_sensors(database, codes).values())

    def flood(chosen: list[int]) -> int:
        changes = [over(plants, Tier.YELLOW, sensor_id=each) for each in chosen]
        with statements(database) as seen:
            database.transact(lambda tx: alerts.apply_changes(tx, changes))
        return len([each for each in seen if "FROM sensors" in each])

    without = flood(sensors[:10])
    own(database, plants, POLICY)
    assert flood(sensors[10:]) - without < len(sensors) / 2, "once for each alert: where its case opens"
