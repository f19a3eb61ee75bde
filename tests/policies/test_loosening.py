"""More time for a red or orange alert takes two; less is in force at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from backend.agreements import commands as agreements
from backend.agreements import queries as requests
from backend.agreements.queries import AgreementView
from backend.agreements.tables import AgreementRow
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.people.rules import Audience
from backend.policies import commands as policies
from backend.policies import queries as views
from backend.policies.loosening_rules import loosened
from backend.policies.rules import POLICY, Channel, Rung, TierPolicy
from backend.policies.site_policy_rules import from_json, to_json
from backend.policies.words_rules import lost_words
from backend.sites import area_commands as areas
from backend.sites.area_commands import AreaDetails
from tests.support.plants import Plants
from tests.support.refusals import code_of

pytestmark = pytest.mark.both_databases("policies and requests are JSON, and the last ones are locked")
REASON = "夜班只有两个人，来不及"


def with_tier(tier: Tier, **changed: Any) -> dict[Tier, TierPolicy]:
    return {**POLICY, tier: replace(POLICY[tier], **changed)}


def minutes(tier: Tier, number: int) -> dict[Tier, TierPolicy]:
    return with_tier(tier, acknowledge_within=timedelta(minutes=number))


def want(
    database: Database,
    plants: Plants,
    tiers: Mapping[Tier, TierPolicy],
    *,
    area: UUID | None = None,
    based_on: int = 1,
    by: Viewer | None = None,
    asks: bool = True,
    reason: str = REASON,
) -> bool:
    return database.transact(
        lambda tx: policies.change_tier_policy(
            tx,
            plants.north,
            tiers,
            based_on=based_on,
            reason=reason,
            by=by or plants.alice,
            area_id=area,
            asks_second_person=asks,
        )
    )


def withdraw(database: Database, plants: Plants, *, based_on: int, asks: bool) -> bool:
    return database.transact(
        lambda tx: policies.withdraw_area_policy(
            tx,
            plants.north,
            plants.area,
            based_on=based_on,
            reason="罐区改回和全厂一样吧",
            by=plants.alice,
            asks_second_person=asks,
        )
    )


def holds(database: Database, plants: Plants, area: UUID | None = None) -> Mapping[Tier, TierPolicy]:
    return database.transact(lambda tx: policies.in_force(tx, plants.north, lambda: area)).tiers


def waiting(database: Database, viewer: Viewer) -> list[AgreementView]:
    return database.read(lambda session: requests.waiting(session, viewer))


def decide(database: Database, viewer: Viewer, *, is_agreed: bool = True) -> None:
    (asked,) = waiting(database, viewer)
    asked_id = asked.agreement.agreement_id
    database.transact(lambda tx: agreements.decide(tx, asked_id, is_agreed=is_agreed, note="不行", by=viewer))


def states(database: Database) -> list[str]:
    statement = select(AgreementRow.state).order_by(AgreementRow.asked_at)  # type: ignore[arg-type]  # a column
    return list(database.read(lambda session: session.exec(statement).all()))


@pytest.mark.parametrize("tier", [Tier.RED, Tier.ORANGE])
def test_more_time_waits_for_a_second_person_and_holds_from_their_word_on(
    database: Database, plants: Plants, tier: Tier
) -> None:
    longer = with_tier(tier, dispose_within=timedelta(hours=9))
    alone = code_of(lambda: want(database, plants, longer, asks=False))
    is_in_force = want(database, plants, longer)
    before = holds(database, plants)
    (asked,) = waiting(database, plants.dora)
    decide(database, plants.dora)

    assert alone is ErrorCode.SECOND_PERSON_REQUIRED
    assert not is_in_force
    assert before == POLICY
    assert asked.agreement.tier is tier
    assert ("30 分钟" if tier is Tier.RED else "4 小时") + " → 9 小时" in asked.agreement.what.zh
    assert holds(database, plants) == longer
    changed = database.transact(lambda tx: policies.in_force(tx, plants.north))
    assert (changed.version, changed.by, changed.reason) == (2, plants.alice.person_id, REASON)


def test_who_asked_does_not_agree_and_a_no_changes_nothing(database: Database, plants: Plants) -> None:
    want(database, plants, minutes(Tier.ORANGE, 9))

    assert code_of(lambda: decide(database, plants.alice)) is ErrorCode.SECOND_PERSON_REQUIRED
    decide(database, plants.dora, is_agreed=False)
    assert holds(database, plants) == POLICY


@pytest.mark.parametrize(
    "tighter",
    [
        minutes(Tier.ORANGE, 4),
        with_tier(Tier.RED, notified_first=frozenset(Audience)),
        with_tier(Tier.YELLOW, acknowledge_within=timedelta(hours=3)),
        with_tier(Tier.BLUE, opens_case_after=timedelta(hours=48)),
    ],
)
def test_less_time_and_what_is_yellow_or_blue_are_in_force_at_once(
    database: Database, plants: Plants, tighter: dict[Tier, TierPolicy]
) -> None:
    assert want(database, plants, tighter, asks=False)
    assert holds(database, plants) == tighter


@pytest.mark.parametrize(
    "quieter",
    [
        {"opens_case_after": timedelta(hours=1)},
        {"recheck_within": timedelta(hours=49)},
        {"channels": frozenset({Channel.IN_APP})},
        {"notified_first": POLICY[Tier.ORANGE].notified_first - {Audience.OFFICER}},
        {"ladder": POLICY[Tier.ORANGE].ladder[:2]},
        {"ladder": (Rung(125, POLICY[Tier.ORANGE].ladder[0].notifies), *POLICY[Tier.ORANGE].ladder[1:])},
    ],
)
def test_a_later_case_and_fewer_or_later_calls_are_looser_too(quieter: dict[str, Any]) -> None:
    lost = loosened(POLICY, with_tier(Tier.ORANGE, **quieter))

    assert [each.tier for each in lost] == [Tier.ORANGE]
    assert lost_words(lost).zh.startswith("橙色")
    assert loosened(with_tier(Tier.ORANGE, **quieter), POLICY) == []


def test_what_waits_ends_when_the_times_change_otherwise(database: Database, plants: Plants) -> None:
    want(database, plants, minutes(Tier.ORANGE, 9))
    want(database, plants, minutes(Tier.ORANGE, 3), reason="先紧一点")

    assert states(database) == ["ENDED"]
    assert waiting(database, plants.dora) == []


def test_an_area_takes_two_where_its_own_is_looser_than_what_holds_there(
    database: Database, plants: Plants
) -> None:
    assert not want(database, plants, minutes(Tier.RED, 3), area=plants.area, based_on=0)
    assert holds(database, plants, plants.area) == POLICY
    decide(database, plants.dora)

    assert holds(database, plants, plants.area) == minutes(Tier.RED, 3)
    assert holds(database, plants) == POLICY


def test_taking_a_stricter_policy_from_an_area_takes_two(database: Database, plants: Plants) -> None:
    assert want(database, plants, minutes(Tier.ORANGE, 2), area=plants.area, based_on=0, asks=False)
    alone = code_of(lambda: withdraw(database, plants, based_on=2, asks=False))
    assert not withdraw(database, plants, based_on=2, asks=True)
    before = holds(database, plants, plants.area)
    (asked,) = waiting(database, plants.dora)
    decide(database, plants.dora)

    assert alone is ErrorCode.SECOND_PERSON_REQUIRED
    assert before == minutes(Tier.ORANGE, 2)
    assert "2 分钟 → 5 分钟" in asked.agreement.what.zh
    assert holds(database, plants, plants.area) == POLICY


def test_a_draft_says_what_it_would_take_before_anybody_is_asked(database: Database, plants: Plants) -> None:
    def loses(tiers: Mapping[Tier, TierPolicy], area: UUID | None = None) -> Text | None:
        return database.read(lambda s: views.loses(s, plants.alice, plants.north, area, tiers))

    want(database, plants, minutes(Tier.ORANGE, 2), area=plants.area, based_on=0)

    assert loses(POLICY) is loses(minutes(Tier.ORANGE, 4)) is loses(minutes(Tier.BLUE, 900)) is None
    assert "2 分钟 → 5 分钟" in str(loses(POLICY, plants.area))
    assert "5 分钟 → 9 分钟" in str(loses(minutes(Tier.ORANGE, 9)))
    here = database.read(lambda s: views.of_areas(s, plants.alice, plants.north, plants.area))
    assert here.loses(here.without_own.tiers) == loses(POLICY, plants.area)


def test_only_who_may_change_the_times_may_try_a_draft_and_only_a_whole_one(
    database: Database, plants: Plants
) -> None:
    def code(by: Viewer, tiers: Mapping[Tier, TierPolicy] = POLICY) -> ErrorCode:
        return code_of(lambda: database.read(lambda s: views.loses(s, by, plants.north, None, tiers)))

    assert code(plants.bob) is ErrorCode.NOT_ALLOWED
    assert code(plants.carol) is ErrorCode.NOT_FOUND
    assert code(plants.alice, {Tier.RED: POLICY[Tier.RED]}) is ErrorCode.INVALID_INPUT


def test_taking_a_looser_policy_from_an_area_needs_nobody(database: Database, plants: Plants) -> None:
    want(database, plants, minutes(Tier.ORANGE, 9), area=plants.area, based_on=0)
    decide(database, plants.dora)

    assert withdraw(database, plants, based_on=2, asks=False)


def test_a_change_of_the_site_ends_what_waits_for_an_area_and_one_of_another_area_does_not(
    database: Database, plants: Plants
) -> None:
    """It was compared with what held in the area; then other times hold there."""
    other = database.transact(
        lambda tx: areas.add_area(tx, plants.north, AreaDetails("B2", Text("库", "")), by=plants.alice)
    ).area_id
    want(database, plants, minutes(Tier.ORANGE, 9), area=plants.area, based_on=0)
    want(database, plants, minutes(Tier.ORANGE, 3), area=other, based_on=0, reason="库里紧一点")
    assert states(database) == ["ASKED"]

    want(database, plants, minutes(Tier.ORANGE, 4), reason="全厂紧一点")
    assert states(database) == ["ENDED"]


def test_an_area_that_was_closed_meanwhile_gets_no_policy(database: Database, plants: Plants) -> None:
    shed = database.transact(
        lambda tx: areas.add_area(tx, plants.north, AreaDetails("S1", Text("棚", "")), by=plants.alice)
    )
    want(database, plants, minutes(Tier.ORANGE, 9), area=shed.area_id, based_on=0)
    database.transact(lambda tx: areas.close_area(tx, shed.area_id, version=shed.version, by=plants.alice))

    assert code_of(lambda: decide(database, plants.dora)) is ErrorCode.AREA_CLOSED


@pytest.mark.parametrize("later", [timedelta(minutes=30), timedelta(0)])
def test_ringing_again_later_or_never_takes_two(database: Database, plants: Plants, later: timedelta) -> None:
    quieter = with_tier(Tier.RED, rings_again_after=later)

    assert code_of(lambda: want(database, plants, quieter, asks=False)) is ErrorCode.SECOND_PERSON_REQUIRED
    want(database, plants, quieter)
    (asked,) = waiting(database, plants.dora)
    assert "10 分钟 → " + ("30 分钟" if later else "不提醒") in asked.agreement.what.zh
    decide(database, plants.dora)
    assert holds(database, plants) == quieter


def test_asking_everybody_is_in_force_at_once_and_asking_fewer_takes_two(
    database: Database, plants: Plants
) -> None:
    officers = with_tier(Tier.RED, confirmed_by=frozenset({Audience.OFFICER}))
    assert want(database, plants, officers, asks=False)
    assert holds(database, plants) == officers

    alone = code_of(lambda: want(database, plants, dict(POLICY), based_on=2, asks=False))
    want(database, plants, dict(POLICY), based_on=2)
    (asked,) = waiting(database, plants.dora)
    decide(database, plants.dora)

    assert alone is ErrorCode.SECOND_PERSON_REQUIRED
    assert asked.agreement.what.zh.endswith("红色安全管理人员不再逐人确认。已有的不变。")
    assert holds(database, plants) == POLICY


@pytest.mark.parametrize(
    "impossible",
    [
        with_tier(Tier.RED, rings_again_after=timedelta(seconds=30)),
        with_tier(Tier.RED, rings_again_after=timedelta(hours=9)),
        with_tier(Tier.YELLOW, confirmed_by=frozenset({Audience.LEAD})),
        with_tier(Tier.ORANGE, confirmed_by=frozenset({Audience.EXECUTIVE})),
    ],
)
def test_what_cannot_follow_an_acknowledgement_is_refused(
    database: Database, plants: Plants, impossible: dict[Tier, TierPolicy]
) -> None:
    assert code_of(lambda: want(database, plants, impossible)) is ErrorCode.INVALID_INPUT


def test_a_version_of_before_it_was_said_rings_again_as_a_new_site_does() -> None:
    packed = to_json(POLICY)
    for entry in packed.values():
        del entry["rings_again_after_s"], entry["confirmed_by"]

    assert from_json(packed) == POLICY
    assert from_json(to_json(POLICY)) == POLICY
