"""A site writes what its people do first: nobody is sent into a gas by it, nobody overwrites it unseen."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.modules import Module
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.sensors import site_advice_commands as commands
from backend.sensors import site_advice_queries as queries
from backend.sensors.camera_events.defaults_rules import DEFAULT_RULES
from backend.sensors.site_advice_queries import AdviceView
from backend.sensors.site_advice_rules import checked_steps, product_steps, sends_in, topics
from backend.sites.settings.rules import Trade
from backend.starting_sets.store import starting_set
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

TOXIC = "TOXIC_GAS/LIMIT_HIGH/OUT_OF_RANGE/RATE_OF_CHANGE"
LEAVE = Text("往上风向走，去东门集合点", "Leave upwind, to the muster point at the east gate")
ENTER = Text("两人佩戴空呼进入关阀", "Two people with breathing apparatus enter and close the valve")
REASON = "演练后改"
pytestmark = pytest.mark.both_databases("when advice was written is compared to the microsecond")


def change(
    database: Database,
    plants: Plants,
    *steps: Text,
    code: str = TOXIC,
    seen_at: datetime | None = None,
    reason: str = REASON,
    by: Viewer | None = None,
) -> UUID:
    return database.transact(
        lambda tx: commands.change_advice(
            tx, plants.north, code, steps, seen_at=seen_at, reason=reason, by=by or plants.alice
        )
    )


def withdraw(database: Database, plants: Plants, seen_at: datetime | None, reason: str = REASON) -> UUID:
    return database.transact(
        lambda tx: commands.withdraw_advice(
            tx, plants.north, TOXIC, seen_at=seen_at, reason=reason, by=plants.alice
        )
    )


def shown(database: Database, plants: Plants, code: str = TOXIC, by: Viewer | None = None) -> AdviceView:
    found = database.read(lambda s: queries.of_site(s, by or plants.alice, plants.north))
    return next(each for each in found if each.topic.code == code)


def refusal(step: object, *arguments: object, **more: object) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        step(*arguments, **more)  # type: ignore[operator]
    return refused.value.code


def test_a_site_writes_its_own_first_steps_and_takes_them_back(database: Database, plants: Plants) -> None:
    assert shown(database, plants).own == ()

    change(database, plants, LEAVE, ENTER)
    written = shown(database, plants)
    assert (written.own, written.changed_by and written.changed_by[0]) == (
        (LEAVE, ENTER),
        plants.alice.person_id,
    )

    withdraw(database, plants, written.changed_at)
    assert (shown(database, plants).own, shown(database, plants).changed_at) == ((), None)
    withdraw(database, plants, None)
    notes = database.read(
        lambda s: s.exec(
            select(AuditRow.kind, AuditRow.note)
            .where(col(AuditRow.kind).startswith("ADVICE_"))
            .order_by(col(AuditRow.id))
        ).all()
    )
    assert [kind for kind, _ in notes] == ["ADVICE_CHANGED", "ADVICE_WITHDRAWN"], "twice is once"
    assert all(REASON in str(note) for _, note in notes)


def test_what_a_site_wrote_for_every_tier_is_shown_where_alerts_say_it_while_early_too(
    database: Database, plants: Plants
) -> None:
    early = "TOXIC_GAS/LIMIT_HIGH/RATE_OF_CHANGE/EARLY"
    assert shown(database, plants, early).of_site == ()

    change(database, plants, LEAVE)
    assert (shown(database, plants, early).own, shown(database, plants, early).of_site) == ((), (LEAVE,))

    change(database, plants, ENTER, code=early)
    assert (shown(database, plants, early).of_site, shown(database, plants).of_site) == ((ENTER,), (LEAVE,))


def test_of_two_at_once_the_second_is_refused_and_sees_who_was_faster(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    change(database, plants, LEAVE)
    seen = shown(database, plants).changed_at
    clock.advance(timedelta(microseconds=1))
    change(database, plants, LEAVE, ENTER, seen_at=seen, by=plants.dora)

    assert refusal(change, database, plants, ENTER, seen_at=seen) is ErrorCode.CONFLICT
    assert refusal(change, database, plants, ENTER, seen_at=None) is ErrorCode.CONFLICT
    assert refusal(withdraw, database, plants, seen) is ErrorCode.CONFLICT
    found = shown(database, plants)
    assert found.own == (LEAVE, ENTER)
    assert found.changed_by is not None
    assert found.changed_by[0] == plants.dora.person_id


@pytest.mark.parametrize(
    "step",
    [
        Text("到现场确认，无关人员撤离", "Leave"),
        Text("闻味判断是否泄漏", "Leave"),
        Text("撤离", "Go and look, listen, smell"),
        Text("进入罐区关阀", ""),
        Text("", "Enter the pit and close the valve"),
    ],
)
def test_nobody_is_sent_into_a_gas_by_advice_of_a_site(
    database: Database, plants: Plants, step: Text
) -> None:
    assert refusal(change, database, plants, LEAVE, step) is ErrorCode.ADVICE_INTO_GAS
    assert refusal(change, database, plants, LEAVE, step, code="LEAK/EVENT") is ErrorCode.ADVICE_INTO_GAS
    change(database, plants, step, code="VIBRATION/LIMIT_HIGH/OUT_OF_RANGE/RATE_OF_CHANGE")


@pytest.mark.parametrize(
    "words",
    [
        "严禁进入",
        "佩戴空呼方可进入，两人同行",
        "Never enter without apparatus",
        "Do not enter",
        "撤离，去集合点",
    ],
)
def test_what_forbids_or_protects_may_be_said(words: str) -> None:
    assert not sends_in(words)


def test_what_the_product_and_its_sets_say_about_a_gas_would_be_taken() -> None:
    for topic in topics(each.subject for each in DEFAULT_RULES):
        assert checked_steps(topic, product_steps(topic))
    for trade in Trade:
        for entry in starting_set(trade).advice.values():
            assert checked_steps(entry.value, entry.value.steps)


@pytest.mark.parametrize(
    ("steps", "reason", "code"),
    [
        ((), REASON, ErrorCode.INVALID_INPUT),
        ((Text(" ", ""),), REASON, ErrorCode.INVALID_INPUT),
        ((Text("撤" * 101, ""),), REASON, ErrorCode.INVALID_INPUT),
        ((LEAVE,) * 7, REASON, ErrorCode.INVALID_INPUT),
        ((LEAVE,), " ", ErrorCode.REASON_REQUIRED),
        ((LEAVE,), "x" * 201, ErrorCode.INVALID_INPUT),
    ],
)
def test_advice_without_a_step_or_a_reason_is_refused(
    database: Database, plants: Plants, steps: tuple[Text, ...], reason: str, code: ErrorCode
) -> None:
    assert refusal(change, database, plants, *steps, reason=reason) is code
    assert shown(database, plants).own == ()


def test_advice_is_written_by_who_manages_sources_of_that_site_about_what_alerts_are_about(
    database: Database, plants: Plants
) -> None:
    assert refusal(change, database, plants, LEAVE, by=plants.bob) is ErrorCode.NOT_ALLOWED
    assert refusal(change, database, plants, LEAVE, by=plants.carol) is ErrorCode.NOT_FOUND
    assert refusal(change, database, plants, LEAVE, code="MOON/EVENT") is ErrorCode.NOT_FOUND
    assert database.read(lambda s: queries.of_site(s, plants.bob, plants.north)) == []
    assert database.read(lambda s: queries.of_site(s, plants.carol, plants.north)) == []


def test_one_language_stands_in_for_the_other(database: Database, plants: Plants) -> None:
    change(database, plants, Text(" 往上风向走 ", ""))

    assert shown(database, plants).own == (Text("往上风向走", "往上风向走"),)


def test_a_site_without_camera_events_is_asked_about_measured_things_only(
    database: Database, plants: Plants
) -> None:
    from dataclasses import replace

    off = replace(
        plants.alice,
        memberships=tuple(
            replace(each, modules_off=frozenset({Module.CAMERA_EVENTS})) for each in plants.alice.memberships
        ),
    )

    found = database.read(lambda s: queries.of_site(s, off, plants.north))

    assert found
    assert not [each for each in found if "EVENT" in each.topic.code]
    assert refusal(change, database, plants, LEAVE, code="LEAK/EVENT", by=off) is ErrorCode.NOT_FOUND
