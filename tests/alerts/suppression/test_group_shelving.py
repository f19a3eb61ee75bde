"""A group is shelved and unshelved as one: each alert of it, with one event; on both databases."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from backend.alerts import bulk_commands
from backend.alerts.rules import Alert, Suppression
from backend.alerts.suppression import commands as suppression
from backend.alerts.suppression.store import SuppressionStore
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.anchors.sealed_store import sealed_of_site
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow, OutboxRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.deadlines.tables import DeadlineRow
from tests.support.alerts import HOUR, all_alerts, say, silent, sweep
from tests.support.dying_connection import Fate, die, dump
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, id_of, more_sensors, over
from tests.support.refusals import answered_code

pytestmark = pytest.mark.both_databases("thousands are read and written in statements of their own")
SHELVE = (
    "mutation ($i: ShelveAlertInput!) { shelveAlert(input: $i)"
    " { id suppression { by } group { size shelved shelvable shelvesRed isLed } } }"
)
UNSHELVE = (
    "mutation ($i: UnshelveAlertInput!) { unshelveAlert(input: $i) { id group { shelved shelvable } } }"
)
SUPPRESSED = (
    "{ rows: suppressedConditions(by: [SHELVED], byGroup: true) { id }"
    " count: suppressedConditionCount(by: [SHELVED], byGroup: true)"
    " all: suppressedConditionCount(by: [SHELVED]) }"
)


def lose(database: Database, plants: Plants, number: int, *, gateway: str = "GW-1") -> list[Alert]:
    """So many sources behind one gateway fall silent; returns their alerts."""
    codes = [gateway, *(f"{gateway}-{n:03}" for n in range(number))]
    parent, *behind = more_sensors(database, codes).values()

    def connect(tx: Transaction) -> None:
        for child in behind:
            tx.get(SuppressionStore).inhibit(
                uuid4(),
                site_id=plants.north,
                parent_sensor_id=parent,
                parent_conditions=None,
                child_sensor_id=child,
            )

    database.transact(connect)
    say(database, *(silent(plants, each) for each in behind))
    return [each for each in all_alerts(database) if each.sensor_id in behind]


def leader_of(database: Database) -> UUID:
    return (
        database.read(lambda s: s.exec(select(AlertRow.id).where(col(AlertRow.leads_group))).first())
        or uuid4()
    )


def shelve(
    database: Database,
    by: Viewer,
    alert_id: UUID,
    *,
    red: bool = False,
    lasts: timedelta = HOUR,
    reason: str = "换网关",
) -> None:
    def command(tx: Transaction) -> None:
        suppression.shelve_alert(
            tx, alert_id, until=tx.now + lasts, reason=reason, confirms_red=red, by=by, is_for_group=True
        )

    database.transact(command)


def unshelve(database: Database, by: Viewer, alert_id: UUID) -> None:
    database.transact(lambda tx: suppression.unshelve_alert(tx, alert_id, by=by, is_for_group=True))


def events(database: Database, *, after: int = 0) -> list[tuple[str, int]]:
    """(kind, alerts that it is about) of each event about alerts, without the first ones."""

    def look(session: Session) -> list[tuple[str, int]]:
        rows = session.exec(select(AuditRow).order_by(col(AuditRow.position))).all()
        counted = ((row.kind, sum(ref.noun == "alert" for ref in row.refs)) for row in rows)
        return [each for each in counted if each[1]][after:]

    return database.read(look)


def reasons(database: Database) -> list[Suppression | None]:
    return [each.suppressed_by for each in all_alerts(database)]


def test_a_group_is_shelved_by_one_of_it_as_one_event_and_each_keeps_its_history(
    database: Database, plants: Plants
) -> None:
    lose(database, plants, 12)

    shelve(database, plants.erik, leader_of(database))

    assert reasons(database) == [Suppression.SHELVED] * 12
    assert {each.shelf.reason for each in all_alerts(database) if each.shelf} == {"换网关"}
    assert events(database, after=1) == [("ALERT_SHELVED", 12)]
    lines = database.read(
        lambda s: s.exec(select(AlertTransitionRow).where(AlertTransitionRow.kind == "SHELVED")).all()
    )
    assert {(line.person_id, line.note) for line in lines} == {(plants.erik.person_id, "换网关")}
    assert len({line.alert_id for line in lines}) == 12
    running = database.read(
        lambda s: s.exec(select(DeadlineRow).where(col(DeadlineRow.ended_at).is_(None))).all()
    )
    assert running == [], "nobody is reminded of what is shelved"
    sealed = database.read(lambda s: sealed_of_site(s, plants.north))
    assert sealed.faults == []


def test_unshelved_as_one_all_active_ones_are_back_with_one_event_and_one_message(
    database: Database, plants: Plants
) -> None:
    lose(database, plants, 12)
    leader = leader_of(database)
    database.transact(lambda tx: bulk_commands.acknowledge_alerts(tx, [leader], by=plants.bob))
    shelve(database, plants.erik, leader)
    before, sent = len(events(database)), len(outbox(database))

    unshelve(database, plants.alice, leader)

    assert reasons(database) == [None] * 12
    assert not any(each.is_acknowledged for each in all_alerts(database))
    assert events(database, after=before) == [("ALERT_UNSHELVED", 12), ("ALERT_REACTIVATED", 12)]
    [message] = outbox(database)[sent:]
    assert message.event["kind"] == "ALERT_REACTIVATED"
    assert "alert_group" in {noun for noun, _ in message.event["about"]}, "it says how many there are"
    sealed = database.read(lambda s: sealed_of_site(s, plants.north))
    assert sealed.faults == []


def outbox(database: Database) -> Sequence[OutboxRow]:
    return database.read(lambda s: s.exec(select(OutboxRow).order_by(col(OutboxRow.id))).all())


def test_what_was_shelved_as_one_is_back_as_one_when_its_time_is_over(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    lose(database, plants, 12)
    shelve(database, plants.erik, leader_of(database))
    before = len(events(database))

    clock.advance(HOUR)
    sweep(database)
    sweep(database)

    assert reasons(database) == [None] * 12
    assert sorted(events(database, after=before)) == [("ALERT_REACTIVATED", 12), ("ALERT_UNSHELVED", 12)]
    assert database.read(lambda s: sealed_of_site(s, plants.north)).faults == []


def test_what_has_recovered_meanwhile_is_over_and_nobody_hears_of_it(
    database: Database, plants: Plants
) -> None:
    found = lose(database, plants, 6)
    leader = leader_of(database)
    database.transact(lambda tx: bulk_commands.acknowledge_alerts(tx, [leader], by=plants.bob))
    shelve(database, plants.erik, leader)
    say(database, *(silent(plants, each.sensor_id, tier=None) for each in found[:4]))

    unshelve(database, plants.erik, leader)

    assert sum(each.is_open for each in all_alerts(database)) == 2
    assert events(database)[-1] == ("ALERT_REACTIVATED", 2)


def test_who_may_not_shelve_one_may_not_shelve_its_group(database: Database, plants: Plants) -> None:
    lose(database, plants, 6)
    leader = leader_of(database)

    for by, code in ((plants.bob, ErrorCode.NOT_ALLOWED), (plants.carol, ErrorCode.NOT_FOUND)):
        with pytest.raises(Refused) as refused:
            shelve(database, by, leader)
        assert refused.value.code is code
    assert reasons(database) == [None] * 6
    shelve(database, plants.alice, leader)
    for by, code in ((plants.bob, ErrorCode.NOT_ALLOWED), (plants.carol, ErrorCode.NOT_FOUND)):
        with pytest.raises(Refused) as refused:
            unshelve(database, by, leader)
        assert refused.value.code is code
    assert reasons(database) == [Suppression.SHELVED] * 6


def mixed(database: Database, plants: Plants, *tiers: Tier) -> list[UUID]:
    """A group of alerts of these tiers, led by the first."""
    sensors = list(more_sensors(database, [f"M-{n}" for n in range(len(tiers))]).values())
    say(database, *(over(plants, tier, sensor_id=each) for tier, each in zip(tiers, sensors, strict=True)))

    def group(tx: Transaction) -> list[UUID]:
        rows = {row.sensor_id: row for row in tx.session.exec(select(AlertRow))}
        for row in rows.values():
            row.group_id, row.group_scope = id_of("group"), "EQUIPMENT"
            row.leads_group = row.sensor_id == sensors[0]
        return [rows[each].id for each in sensors]

    return database.transact(group)


def test_a_group_that_holds_a_red_is_shelved_by_an_officer_on_purpose_only(
    database: Database, plants: Plants
) -> None:
    leader, *_ = mixed(database, plants, Tier.YELLOW, Tier.BLUE, Tier.RED)

    for by, red, code in (
        (plants.erik, True, ErrorCode.NOT_ALLOWED),
        (plants.alice, False, ErrorCode.RED_NEEDS_CONFIRMATION),
    ):
        with pytest.raises(Refused) as refused:
            shelve(database, by, leader, red=red)
        assert refused.value.code is code
    assert reasons(database) == [None] * 3

    shelve(database, plants.alice, leader, red=True)

    assert reasons(database) == [Suppression.SHELVED] * 3


@pytest.mark.parametrize(
    ("lasts", "reason", "code"),
    [(HOUR, " ", ErrorCode.REASON_REQUIRED), (9 * HOUR, "换网关", ErrorCode.INVALID_INPUT)],
)
def test_a_group_needs_a_reason_and_an_end_as_one_does(
    database: Database, plants: Plants, lasts: timedelta, reason: str, code: ErrorCode
) -> None:
    lose(database, plants, 6)

    with pytest.raises(Refused) as refused:
        shelve(database, plants.alice, leader_of(database), lasts=lasts, reason=reason)

    assert refused.value.code is code


def test_what_one_person_shelved_by_itself_keeps_its_end_and_what_comes_later_is_shelved_by_the_next_one(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    own, *_ = lose(database, plants, 6)
    database.transact(
        lambda tx: suppression.shelve_alert(
            tx, own.alert_id, until=tx.now + 4 * HOUR, reason="校验", confirms_red=False, by=plants.erik
        )
    )

    shelve(database, plants.erik, own.alert_id)

    kept = next(each for each in all_alerts(database) if each.alert_id == own.alert_id)
    assert kept.shelf is not None
    assert (kept.shelf.reason, kept.shelf.until) == ("校验", clock.now + 4 * HOUR)
    assert events(database)[-1] == ("ALERT_SHELVED", 5)
    with pytest.raises(Refused) as refused:
        shelve(database, plants.erik, own.alert_id)
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION, "nothing waits for it"


def test_it_takes_no_more_statements_for_many_than_for_a_few(database: Database, plants: Plants) -> None:
    asked: list[str] = []

    def counted(number: int, gateway: str) -> list[int]:
        first, *_ = lose(database, plants, number, gateway=gateway)
        found = []
        for command in (shelve, unshelve):
            asked.clear()
            command(database, plants.erik, first.alert_id)
            found.append(len(asked))
        return found

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    few = counted(10, "GW-1")
    many = counted(150, "GW-2")

    assert [more <= some + 8 for some, more in zip(few, many, strict=True)] == [True, True], (few, many)


def test_shelving_that_dies_in_the_middle_leaves_nothing_and_is_done_again(
    database: Database, plants: Plants
) -> None:
    lose(database, plants, 6)
    leader = leader_of(database)
    before, fate = dump(database), Fate(database)

    def command(tx: Transaction) -> None:
        suppression.shelve_alert(
            tx,
            leader,
            until=tx.now + HOUR,
            reason="换网关",
            confirms_red=False,
            by=plants.erik,
            is_for_group=True,
        )

    die(fate, command, None)
    assert dump(database) == before
    for at in range(1, fate.statements + 1):
        die(fate, command, at)
        assert dump(database) == before, f"something is there of what died at statement {at}"

    database.transact(command)
    assert reasons(database) == [Suppression.SHELVED] * 6


def group_input(alert_id: UUID, clock: FakeClock, **more: Any) -> dict[str, Any]:
    until = (clock.now + HOUR).isoformat()
    return {"operationId": str(uuid4()), "alertId": str(alert_id), "until": until, "reason": "换网关", **more}


@pytest.fixture
def leader(sqlite_database: Database, plants: Plants) -> UUID:
    lose(sqlite_database, plants, 8)
    return leader_of(sqlite_database)


def test_sent_twice_it_answers_the_same_and_shelves_once(
    client: httpx.Client, sqlite_database: Database, clock: FakeClock, leader: UUID
) -> None:
    erik = sign_in(client, "erik")
    asked = group_input(leader, clock, isForGroup=True)

    first = ask(client, erik, SHELVE, i=asked)
    again = ask(client, erik, SHELVE, i=asked)
    other = ask(client, erik, SHELVE, i={**asked, "isForGroup": None})

    assert first["data"]["shelveAlert"] == {
        "id": str(leader),
        "suppression": {"by": "SHELVED"},
        "group": {"size": 8, "shelved": 8, "shelvable": 0, "shelvesRed": False, "isLed": True},
    }
    assert again == first
    assert answered_code(other) == "CONFLICT"
    assert events(sqlite_database)[1:] == [("ALERT_SHELVED", 8)]
    unshelved = ask(
        client, erik, UNSHELVE, i={"operationId": str(uuid4()), "alertId": str(leader), "isForGroup": True}
    )
    assert unshelved["data"]["unshelveAlert"]["group"] == {"shelved": 0, "shelvable": 8}


def test_without_the_argument_one_alert_is_meant_as_phones_of_before_ask_it(
    client: httpx.Client, sqlite_database: Database, clock: FakeClock, leader: UUID
) -> None:
    found = ask(client, sign_in(client, "erik"), SHELVE, i=group_input(leader, clock))

    assert found["data"]["shelveAlert"]["group"] == {
        "size": 8,
        "shelved": 1,
        "shelvable": 7,
        "shelvesRed": False,
        "isLed": False,
    }
    assert reasons(sqlite_database).count(Suppression.SHELVED) == 1


def test_the_list_of_suppressed_alerts_shows_a_group_that_was_shelved_as_one_once(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock, leader: UUID
) -> None:
    say(sqlite_database, over(plants, Tier.ORANGE))
    [alone] = [each.alert_id for each in all_alerts(sqlite_database) if each.tier is Tier.ORANGE]
    erik = sign_in(client, "erik")
    ask(client, erik, SHELVE, i=group_input(leader, clock, isForGroup=True))
    ask(client, erik, SHELVE, i=group_input(alone, clock, isForGroup=True))

    found = ask(client, erik, SUPPRESSED)["data"]

    assert found["rows"] == [{"id": str(alone)}, {"id": str(leader)}]
    assert (found["count"], found["all"]) == (2, 9)
    assert ask(client, sign_in(client, "carol"), SUPPRESSED)["data"] == {"rows": [], "count": 0, "all": 0}
