"""Whose an alarm is, who was shown it, and what an answer to it sets going."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.responses import commands, queries
from backend.alerts.responses.queries import Alarm, Owner
from backend.alerts.responses.rules import Answer
from backend.cases import commands as cases
from backend.cases.store import Cases
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import OutboxRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.deadlines import sweep_commands as deadlines
from backend.people.directory.rules import AddressKind
from backend.people.tables import PersonAddressRow
from backend.sites.tables import SiteRow
from tests.support.alerts import all_alerts, history, say, shelve
from tests.support.declared import RESPONSIBILITIES
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import Plants, id_of, more_sensors, over

pytestmark = pytest.mark.both_databases(
    "what a person is notified is put over what they were notified before"
)


def mine(database: Database, viewer: Viewer) -> list[tuple[Tier, bool]]:
    return [(each.view.alert.tier, each.is_mine) for each in _alarms(database, viewer)]


def _alarms(database: Database, viewer: Viewer, *, with_unanswered: bool = False) -> list[Alarm]:
    return database.read(lambda session: queries.alarms(session, viewer, with_unanswered=with_unanswered))


def answer(database: Database, alert_id: UUID, what: Answer, by: Viewer) -> None:
    database.transact(lambda tx: commands.answer_alert(tx, alert_id, what, by=by))


def responses(database: Database, viewer: Viewer, alert_id: UUID) -> dict[str, str | None]:
    """Who was notified, by name, and their answer; `shown` where a screen showed it and nothing more."""
    found = database.read(lambda session: queries.responses(session, viewer, [alert_id])).get(alert_id, [])
    return {
        each.person.person.name.en: each.response.answer or ("shown" if each.response.shown_at else None)
        for each in found
    }


def raised(database: Database, plants: Plants, tier: Tier = Tier.RED) -> UUID:
    say(database, over(plants, tier))
    return all_alerts(database)[-1].alert_id


def escalated_to(database: Database) -> list[set[UUID]]:
    rows = database.read(lambda s: s.exec(select(OutboxRow).order_by(OutboxRow.id)).all())
    return [{UUID(each) for each in row.event["to"]} for row in rows if row.event["kind"] == "ESCALATED"]


def test_an_alarm_is_of_those_who_are_notified_a_red_one_stands_on_every_screen_of_its_site(
    database: Database, plants: Plants
) -> None:
    fay = database.transact(lambda tx: add_executive(tx, plants))
    say(database, over(plants, Tier.ORANGE))

    assert mine(database, plants.bob) == [(Tier.ORANGE, True)]
    assert mine(database, fay) == []  # orange is not notified to executives
    assert mine(database, plants.carol) == []

    say(database, over(plants, Tier.RED))
    assert mine(database, plants.bob) == mine(database, fay) == [(Tier.RED, True)]
    assert mine(database, plants.carol) == []


def test_who_was_not_notified_of_a_red_alert_sees_it_as_not_theirs(
    database: Database, plants: Plants
) -> None:
    raised(database, plants)
    newcomer = database.transact(lambda tx: add_executive(tx, plants))

    assert mine(database, newcomer) == [(Tier.RED, False)]


def test_what_is_suppressed_over_or_yellow_is_no_alarm(database: Database, plants: Plants) -> None:
    say(database, over(plants, Tier.YELLOW))
    assert mine(database, plants.bob) == []
    say(database, over(plants, Tier.ORANGE))
    shelve(database, plants.alice)
    assert mine(database, plants.bob) == []

    say(database, over(plants, None))
    assert mine(database, plants.bob) == []


def test_an_alarm_that_nobody_answered_stays_on_the_screens_that_ask_for_it(
    database: Database, plants: Plants
) -> None:
    def kept(viewer: Viewer) -> list[tuple[Tier, Tier, bool]]:
        found = _alarms(database, viewer, with_unanswered=True)
        return [(each.view.alert.rank, each.view.alert.tier, each.view.alert.is_active) for each in found]

    alert_id = raised(database, plants)
    newcomer = database.transact(lambda tx: add_executive(tx, plants))
    say(database, over(plants, Tier.YELLOW))
    say(database, over(plants, None))

    assert kept(plants.bob) == kept(newcomer) == [(Tier.RED, Tier.YELLOW, False)]
    assert kept(plants.carol) == []
    assert mine(database, plants.bob) == [], "an app of before rings for each that it gets"

    answer(database, alert_id, Answer.ON_THE_WAY, plants.bob)
    assert kept(plants.bob) == []


def test_the_next_rung_for_a_former_red_is_called_as_for_a_red(database: Database, plants: Plants) -> None:
    alert_id = raised(database, plants)
    say(database, over(plants, Tier.YELLOW))

    answer(database, alert_id, Answer.CANNOT_COME, plants.bob)

    rows = database.read(lambda s: s.exec(select(OutboxRow).order_by(OutboxRow.id)).all())
    assert [row.event["tier"] for row in rows if row.event["kind"] == "ESCALATED"] == [Tier.RED]


def test_an_alarm_of_before_is_another_occasion(database: Database, plants: Plants, clock: FakeClock) -> None:
    alert_id = raised(database, plants)
    answer(database, alert_id, Answer.ON_THE_WAY, plants.bob)
    say(database, over(plants, None))
    clock.advance(timedelta(minutes=10))

    again = raised(database, plants)
    assert responses(database, plants.bob, again)["bob"] is None


def test_a_rung_of_the_ladder_makes_it_an_alarm_of_its_people(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    raised(database, plants, Tier.ORANGE)
    fay = database.transact(lambda tx: add_executive(tx, plants))
    clock.advance(timedelta(minutes=11))

    deadlines.sweep(database, RESPONSIBILITIES)

    assert mine(database, fay) == [(Tier.ORANGE, True)]


def test_who_is_on_the_way_has_seen_it_and_everybody_notified_knows(
    database: Database, plants: Plants
) -> None:
    alert_id = raised(database, plants)

    answer(database, alert_id, Answer.ON_THE_WAY, plants.bob)

    [alert] = all_alerts(database)
    assert (alert.is_acknowledged, alert.acknowledged_by) == (True, plants.bob.person_id)
    assert history(database, plants, alert_id)[-2:] == ["ACKNOWLEDGED", "ON_THE_WAY"]
    seen = responses(database, plants.alice, alert_id)
    assert next(iter(seen.items())) == ("bob", Answer.ON_THE_WAY)
    assert set(seen) == {"alice", "bob", "dora", "erik"}
    assert escalated_to(database) == []


def test_who_cannot_come_acknowledges_nothing_and_the_next_rung_is_notified_now(
    database: Database, plants: Plants
) -> None:
    alert_id = raised(database, plants)

    answer(database, alert_id, Answer.CANNOT_COME, plants.bob)
    assert not all_alerts(database)[0].is_acknowledged
    assert escalated_to(database) == [{id_of("erik")}]

    answer(database, alert_id, Answer.CANNOT_COME, plants.erik)
    assert escalated_to(database)[1:] == [{id_of("alice"), id_of("dora")}]


def test_a_rung_that_was_notified_early_is_not_notified_again_at_its_time(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    alert_id = raised(database, plants)
    answer(database, alert_id, Answer.CANNOT_COME, plants.bob)
    clock.advance(timedelta(seconds=61))

    deadlines.sweep(database, RESPONSIBILITIES)
    assert len(escalated_to(database)) == 1

    clock.advance(timedelta(seconds=30))
    deadlines.sweep(database, RESPONSIBILITIES)
    assert len(escalated_to(database)) == 2


def test_the_same_answer_twice_is_one_answer(database: Database, plants: Plants) -> None:
    alert_id = raised(database, plants)

    for _ in range(2):
        answer(database, alert_id, Answer.CANNOT_COME, plants.bob)

    assert history(database, plants, alert_id).count("CANNOT_COME") == 1
    assert len(escalated_to(database)) == 1


def test_who_was_on_the_way_and_cannot_come_after_all_has_others_notified(
    database: Database, plants: Plants
) -> None:
    alert_id = raised(database, plants)
    answer(database, alert_id, Answer.ON_THE_WAY, plants.bob)

    answer(database, alert_id, Answer.CANNOT_COME, plants.bob)

    assert escalated_to(database) == [{id_of("erik")}]


def test_where_somebody_else_is_on_the_way_nobody_is_notified_anew(
    database: Database, plants: Plants
) -> None:
    alert_id = raised(database, plants)
    answer(database, alert_id, Answer.ON_THE_WAY, plants.bob)

    answer(database, alert_id, Answer.CANNOT_COME, plants.erik)

    assert escalated_to(database) == []


def test_an_alert_that_is_over_or_of_another_site_takes_no_answer(database: Database, plants: Plants) -> None:
    alert_id = raised(database, plants)
    with pytest.raises(Refused) as refused:
        answer(database, alert_id, Answer.ON_THE_WAY, plants.carol)
    assert refused.value.code is ErrorCode.NOT_FOUND

    database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.bob))
    say(database, over(plants, None))
    with pytest.raises(Refused) as refused:
        answer(database, alert_id, Answer.ON_THE_WAY, plants.bob)
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION


def test_what_a_screen_shows_is_noted_for_alerts_of_the_viewers_sites_alone(
    database: Database, plants: Plants
) -> None:
    alert_id = raised(database, plants)

    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: commands.note_shown(tx, alert_id, by=plants.carol))
    assert refused.value.code is ErrorCode.NOT_FOUND
    for _ in range(2):
        database.transact(lambda tx: commands.note_shown(tx, alert_id, by=plants.alice))

    seen = responses(database, plants.bob, alert_id)
    assert next(iter(seen.items())) == ("alice", "shown")
    assert responses(database, plants.carol, alert_id) == {}


def test_the_person_responsible_can_be_called_by_people_of_the_site(
    database: Database, plants: Plants
) -> None:
    address = PersonAddressRow(
        id=id_of("phone"), person_id=plants.bob.person_id, kind=AddressKind.PHONE, address="13800000000"
    )
    database.transact(lambda tx: tx.session.add(address))
    owner = Owner(plants.north, plants.bob.person_id, None)

    def phones(viewer: Viewer) -> list[str]:
        return [call.phone for call in database.read(lambda s: queries.calls(s, viewer, [owner]))[owner]]

    assert phones(plants.alice) == ["13800000000"]
    assert phones(plants.carol) == []


def test_taking_a_case_on_acknowledges_its_alert(database: Database, plants: Plants) -> None:
    raised(database, plants)
    [case_id] = database.transact(lambda tx: list(tx.get(Cases).unfinished(plants.north)))

    database.transact(lambda tx: cases.acknowledge_case(tx, case_id, by=plants.bob))

    [alert] = all_alerts(database)
    assert alert.acknowledged_by == plants.bob.person_id


def test_several_dangers_of_one_case_are_looked_at_one_by_one(database: Database, plants: Plants) -> None:
    [other] = more_sensors(database, ["GAS-2"]).values()
    say(database, over(plants, Tier.RED), over(plants, Tier.RED, sensor_id=other))
    unfinished = database.transact(lambda tx: list(tx.get(Cases).unfinished(plants.north)))
    [case_id] = unfinished

    database.transact(lambda tx: cases.acknowledge_case(tx, case_id, by=plants.bob))

    assert [each.is_acknowledged for each in all_alerts(database)] == [False, False]


def test_the_wind_is_what_the_sources_say_that_the_site_has_named_for_it(
    database: Database, plants: Plants
) -> None:
    more_sensors(database, ["WS-1", "WD-1"])

    def named(speed: str, direction: str, viewer: Viewer) -> tuple[str | None, str | None] | None:
        def write(tx: Transaction) -> None:
            row = tx.session.get_one(SiteRow, plants.north)
            row.wind_speed_source, row.wind_direction_source = speed, direction

        database.transact(write)
        wind = database.read(lambda s: queries.winds(s, viewer, [plants.north])).get(plants.north)
        if wind is None:
            return None
        codes = [each.sensor.code if each else None for each in (wind.speed, wind.direction)]
        return codes[0], codes[1]

    assert named("", "", plants.bob) is None
    assert named("WS-1", "", plants.bob) == ("WS-1", None)
    assert named("WS-1", "WD-1", plants.bob) == ("WS-1", "WD-1")
    assert named("NOT-THERE", "WD-1", plants.bob) == (None, "WD-1")
    assert named("WS-1", "WD-1", plants.carol) is None, "of another site"
