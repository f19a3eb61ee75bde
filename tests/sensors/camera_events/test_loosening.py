"""Rules that would call less: which they are, and that one person alone does not put them in force."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.agreements import commands as agreements
from backend.agreements import queries as requests
from backend.agreements.rules import AgreementState
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.sensors.camera_events import commands
from backend.sensors.camera_events.defaults_rules import DEFAULT_RULES
from backend.sensors.camera_events.loosening_rules import covers, loosened
from backend.sensors.camera_events.rules import Count, Hours, ObservationRule, Sight, TagCondition, judge
from backend.sensors.camera_events.store import ObservationRules
from backend.sensors.camera_events.tags_rules import TagKind
from tests.sensors.camera_events.test_rules import rules, sights
from tests.support.cases import refusal
from tests.support.examples import examples
from tests.support.people import add_executive
from tests.support.plants import Plants

FIRE = ObservationRule("FIRE", Tier.RED, min_sightings=2, areas=frozenset({"A1"}), hours=Hours(480, 1080))
REASON = "夜班巡检由人工完成，摄像头检修"
sightings = st.lists(st.tuples(st.integers(0, 7200), st.floats(0, 1)), max_size=8)


def counting(earlier: Sequence[tuple[int, float]]) -> Count:
    """How often it was seen, with this one: each sighting so many seconds ago and so sure."""

    def count(within: timedelta, sure: float) -> int:
        return 1 + sum(ago <= within.total_seconds() and how >= sure for ago, how in earlier)

    return count


@examples(500)
@given(st.lists(rules, max_size=3), st.lists(rules, max_size=3), st.booleans(), sights, sightings)
def test_rules_that_are_not_looser_call_whatever_was_called(
    before: list[ObservationRule],
    more: list[ObservationRule],
    keeps: bool,
    sight: Sight,
    earlier: list[tuple[int, float]],
) -> None:
    after = [*before, *more] if keeps else more
    called = {each.aspect: each.tier for each in judge(after, sight, counting(earlier))}

    if not loosened(before, after):
        for verdict in judge(before, sight, counting(earlier)):
            if verdict.tier >= Tier.ORANGE:
                assert called[verdict.aspect] >= verdict.tier


@pytest.mark.parametrize(
    "looser",
    [
        {"tier": Tier.ORANGE},
        {"min_confidence": 0.6},
        {"min_sightings": 3},
        {"within": timedelta(seconds=59)},
        {"clear_after": timedelta(minutes=4)},
        {"areas": frozenset({"B2"})},
        {"tag_kinds": frozenset({TagKind.PERSON})},
        {"tag": TagCondition.MISPLACED},
        {"unless_roles": frozenset({"VISITOR"})},
        {"hours": Hours(481, 1080)},
        {"raises": "SOMETHING_ELSE"},
    ],
)
def test_whatever_makes_a_rule_call_less_is_loosening(looser: dict[str, object]) -> None:
    assert loosened([FIRE], [replace(FIRE, **looser)]) == (FIRE,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "stricter",
    [
        {"min_confidence": 0.4},
        {"min_sightings": 1, "within": timedelta(seconds=1)},
        {"areas": frozenset({"A1", "B2"})},
        {"areas": frozenset()},
        {"hours": None},
        {"hours": Hours(0, 1440)},
        {"clear_after": timedelta(hours=1)},
    ],
)
def test_what_makes_it_call_more_is_not(stricter: dict[str, object]) -> None:
    assert covers(replace(FIRE, **stricter), FIRE)  # type: ignore[arg-type]


def test_yellow_rules_may_go_alone_but_never_the_last_of_all() -> None:
    yellow = replace(FIRE, tier=Tier.YELLOW)

    assert loosened([FIRE, yellow], [FIRE]) == ()
    assert loosened([yellow], []) == (yellow,)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


def set_rules(
    database: Database, plants: Plants, wanted: Sequence[ObservationRule], *, asks: bool = False
) -> None:
    database.transact(
        lambda tx: commands.set_rules(
            tx, site_id=plants.north, rules=wanted, reason=REASON, by=plants.alice, asks_second_person=asks
        )
    )


def in_force(database: Database, plants: Plants) -> tuple[int, tuple[ObservationRule, ...]] | None:
    return database.transact(lambda tx: tx.get(ObservationRules).in_force(plants.north))


def decide(database: Database, request: UUID, by: Viewer) -> None:
    database.transact(lambda tx: agreements.decide(tx, request, is_agreed=True, note="", by=by))


def last_request(database: Database, plants: Plants) -> tuple[UUID, AgreementState]:
    views = database.read(lambda s: requests.of_objects(s, plants.alice, [plants.north]))[plants.north]
    return views[-1].agreement.agreement_id, views[-1].agreement.state


def test_nobody_clears_the_rules_alone(database: Database, plants: Plants) -> None:
    executive = database.transact(lambda tx: add_executive(tx, plants))

    alone = refusal(lambda: set_rules(database, plants, []))
    set_rules(database, plants, [], asks=True)
    request, _ = last_request(database, plants)
    meanwhile = in_force(database, plants)
    own = refusal(lambda: decide(database, request, plants.alice))
    decide(database, request, executive)

    assert (alone, own) == (ErrorCode.SECOND_PERSON_REQUIRED, ErrorCode.SECOND_PERSON_REQUIRED)
    assert meanwhile is None
    assert in_force(database, plants) == (1, ())


def test_stricter_rules_take_one_person_and_end_a_request_that_compared_with_the_old_ones(
    database: Database, plants: Plants
) -> None:
    set_rules(database, plants, DEFAULT_RULES[:1], asks=True)
    request, _ = last_request(database, plants)

    set_rules(database, plants, [*DEFAULT_RULES, FIRE])

    assert last_request(database, plants) == (request, AgreementState.ENDED)
    assert refusal(lambda: decide(database, request, plants.dora)) is ErrorCode.ILLEGAL_TRANSITION
    assert in_force(database, plants) == (1, (*DEFAULT_RULES, FIRE))


def test_the_second_person_reads_what_is_no_longer_called(database: Database, plants: Plants) -> None:
    set_rules(database, plants, [each for each in DEFAULT_RULES if each.type != "FIRE"], asks=True)

    (view,) = database.read(lambda s: requests.waiting(s, plants.dora))

    assert view.agreement.title.zh == "明火"
    assert "明火" in view.agreement.what.zh
    assert view.agreement.tier is Tier.RED
