"""The work pack: what is in it for whom, that nothing is answered twice, and what it costs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.cases.comments import commands as comments
from backend.core import data_version
from backend.core.database import Database, Transaction
from backend.core.graphql.shared_viewer import SharedViewer
from backend.core.session import Session
from backend.core.text import Text
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import AlertCondition, Tier
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from backend.sensors.site_advice_rules import SiteAdvice
from backend.sensors.site_advice_store import SiteAdvices
from backend.sites.tables import SiteRow
from backend.worklist import pack_queries
from backend.worklist.pack_graphql import KeptPacks
from backend.worklist.pack_queries import PackEntry, PackKind, pack
from tests.support.client import document
from tests.support.http_site import Site, ask, sign_in
from tests.support.plants import Plants, over
from tests.support.statements import statements

DOCUMENTS = ("WorkPack", "WorkPackCases", "WorkPackReports", "WorkPackRisks", "WorkPackMachines")
OF_THE_MARKS = 13
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def raise_alerts(database: Database, plants: Plants, *sensor_ids: int) -> None:
    changes = [over(plants, Tier.RED, sensor_id=sensor_id) for sensor_id in sensor_ids]
    database.transact(lambda tx: alerts.apply_changes(tx, changes))


def marks(database: Database, viewer: Viewer, kind: PackKind | None = None) -> list[str]:
    found = database.read(lambda session: pack(session, viewer, now=NOW))
    return [each.mark for each in found if kind in (None, each.kind)]


def asked(client: httpx.Client, token: str, known: list[str]) -> dict[str, Any]:
    """What the documents of the app say together."""
    answers = [ask(client, token, document(name), known=known) for name in DOCUMENTS]
    assert not any("errors" in each for each in answers), answers
    return {key: value for each in answers for key, value in each["data"]["workPack"].items()}


def pages(answer: dict[str, Any]) -> int:
    return sum(len(answer[kind]) for kind in ("alerts", "cases", "reports", "risks", "equipment"))


@pytest.mark.both_databases("marks are read with joins, groups and counted rows")
def test_what_is_open_and_every_machine_are_in_the_pack(database: Database, plants: Plants) -> None:
    raise_alerts(database, plants, plants.gas)
    kinds = {kind: len(marks(database, plants.bob, kind)) for kind in PackKind}

    open_here = {PackKind.ALERT: 1, PackKind.CASE: 1, PackKind.EQUIPMENT: 1}
    assert kinds == {kind: open_here.get(kind, 0) for kind in PackKind}


def test_nobody_gets_what_is_of_another_site(database: Database, plants: Plants) -> None:
    raise_alerts(database, plants, plants.gas)
    of_bob = database.read(lambda session: pack(session, plants.bob, now=NOW))
    of_carol = database.read(lambda session: pack(session, plants.carol, now=NOW))

    assert not {each.object_id for each in of_bob} & {each.object_id for each in of_carol}
    assert {each.kind for each in of_carol} == {PackKind.EQUIPMENT}


def test_a_mark_stays_until_something_happens(database: Database, plants: Plants) -> None:
    raise_alerts(database, plants, plants.gas)
    before = marks(database, plants.bob)
    again = marks(database, plants.bob)
    case_id = next(
        each.object_id
        for each in database.read(lambda session: pack(session, plants.bob, now=NOW))
        if each.kind is PackKind.CASE
    )
    database.transact(
        lambda tx: comments.add_comment(
            tx, uuid4(), case_id=case_id, task_id=None, text="阀门关了", mentions=(), by=plants.bob
        )
    )
    case = marks(database, plants.bob, PackKind.CASE)

    assert before == again
    assert not set(before) & set(case)
    assert set(marks(database, plants.bob)) - set(before) == set(case), "nothing else changed"


def test_a_number_that_changed_changes_what_names_whom_to_call_and_nothing_else(
    database: Database, plants: Plants
) -> None:
    raise_alerts(database, plants, plants.gas)
    before = {kind: marks(database, plants.bob, kind) for kind in PackKind}

    def write(person: Viewer, number: str) -> dict[PackKind, list[str]]:
        addresses = {AddressKind.PHONE: number}
        database.transact(lambda tx: tx.get(Staff).put_addresses(person.person_id, addresses))
        return {kind: marks(database, plants.bob, kind) for kind in PackKind}

    given = write(plants.alice, "13800000001")
    changed = write(plants.alice, "13800000002")
    back = write(plants.alice, "13800000001")
    elsewhere = write(plants.carol, "13900000000")

    for kind in (PackKind.ALERT, PackKind.CASE):
        assert len({*before[kind], *given[kind], *changed[kind]}) == 3, f"an old number stays with {kind}"
    assert changed[PackKind.EQUIPMENT] == before[PackKind.EQUIPMENT]
    assert back == elsewhere == given, "what is of another site changes nothing here"


def test_a_control_room_with_another_number_changes_what_names_it(database: Database, plants: Plants) -> None:
    raise_alerts(database, plants, plants.gas)
    before = marks(database, plants.bob, PackKind.ALERT)

    def write(tx: Transaction) -> None:
        tx.session.get_one(SiteRow, plants.north).control_room = "0512-1234567"

    database.transact(write)

    assert marks(database, plants.bob, PackKind.ALERT) != before


def test_advice_that_a_site_wrote_changed_or_withdrew_changes_machines_and_no_alert_raised_before(
    database: Database, plants: Plants
) -> None:
    raise_alerts(database, plants, plants.gas)

    def after(write: Callable[[SiteAdvices, datetime], None]) -> dict[PackKind, list[str]]:
        database.transact(lambda tx: write(tx.get(SiteAdvices), tx.now))
        return {kind: marks(database, plants.bob, kind) for kind in PackKind}

    def said(words: str, day: int) -> Callable[[SiteAdvices, datetime], None]:
        advice = SiteAdvice("GAS", frozenset({AlertCondition.LIMIT_HIGH}), (Text(words, words),))
        at = NOW + timedelta(days=day)
        return lambda store, _: store.put(plants.north, advice, at=at, by=plants.alice.person_id)

    none = after(lambda store, _: None)
    first, second = after(said("往上风向走", 0)), after(said("往集合点走", 1))
    withdrawn = after(lambda store, _: store.remove(plants.north, next(iter(store.of_site(plants.north)))))

    machines = PackKind.EQUIPMENT
    assert len({*none[machines], *first[machines], *second[machines]}) == 3 * len(none[machines])
    for kind in (PackKind.ALERT, PackKind.CASE):
        assert none[kind] == first[kind] == second[kind] != []
    assert withdrawn == none


def test_who_gets_another_role_is_answered_everything_anew(database: Database, plants: Plants) -> None:
    (membership,) = plants.bob.memberships
    promoted = replace(plants.bob, memberships=(replace(membership, role=Role.LEAD),))

    assert not set(marks(database, plants.bob)) & set(marks(database, promoted))


def test_what_somebody_reported_long_ago_is_not_in_it(database: Database, plants: Plants) -> None:
    raise_alerts(database, plants, plants.gas)
    later = NOW + pack_queries.OWN_REPORTS + timedelta(days=1)
    found = database.read(lambda session: pack(session, plants.bob, now=later))

    assert PackKind.HAZARD not in {each.kind for each in found}


def test_what_a_phone_has_is_not_sent_again(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    bob = sign_in(client, "bob")
    raise_alerts(sqlite_database, plants, plants.gas)
    first = asked(client, bob, [])
    second = asked(client, bob, first["marks"])
    raise_alerts(sqlite_database, plants, plants.pump)
    third = asked(client, bob, first["marks"])

    assert pages(first) == len(first["marks"]) == 3
    assert second["marks"] == first["marks"]
    assert pages(second) == 0
    assert [each["mark"] in first["marks"] for each in third["alerts"]] == [False]


def test_carol_gets_only_what_is_hers(
    site: Site, client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    sign_in(client, "alice")
    raise_alerts(sqlite_database, plants, plants.gas)
    with site.client() as other:
        found = asked(other, sign_in(other, "carol"), [])

    assert (found["alerts"], found["cases"], found["reports"]) == ([], [], [])
    assert {each["equipment"]["code"] for each in found["equipment"]} == {"EQ-south"}


def report_hazard(client: httpx.Client, token: str) -> None:
    mutation = "mutation ($input: ReportHazardInput!) { reportHazard(input: $input) { number } }"
    report = {
        "operationId": str(uuid4()),
        "category": "FIRE",
        "description": "灭火器过期",
        "equipmentCode": "EQ-north",
        "photos": [],
        "capturedAt": NOW.isoformat(),
    }
    assert "errors" not in ask(client, token, mutation, input=report)


def of_the_pack(seen: list[str]) -> list[str]:
    """Without the one that finds who asks, which runs as soon as a write is noticed."""
    return [each for each in seen if not each.startswith("SELECT memberships")]


def test_a_pack_costs_the_same_statements_whatever_is_in_it(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    bob = sign_in(client, "bob")
    raise_alerts(sqlite_database, plants, plants.gas, plants.pump)
    report_hazard(client, bob)
    with statements(sqlite_database) as for_few:
        asked(client, bob, [])
    for _ in range(4):
        report_hazard(client, bob)
    with statements(sqlite_database) as for_more:
        found = asked(client, bob, [])
    report_hazard(client, bob)
    with statements(sqlite_database) as for_one:
        ask(client, bob, document("WorkPack"), known=found["marks"])
    with statements(sqlite_database) as for_none:
        again = ask(client, bob, document("WorkPack"), known=[*found["marks"], "H"])

    assert len(found["reports"]) == 5
    assert again["data"]["workPack"]["alerts"] == []
    assert len(of_the_pack(for_few)) == len(of_the_pack(for_more))
    assert len(of_the_pack(for_one)) == OF_THE_MARKS, "\n".join(for_one)
    assert of_the_pack(for_none) == [], "what is in the pack is found once until something is written"


def packed_for(
    database: Database, packs: KeptPacks, viewer: Viewer, *, now: datetime = NOW
) -> Sequence[PackEntry]:
    """Ask for a pack as an answer does, which forgets what its connection read for others."""

    def read(session: Session) -> Sequence[PackEntry]:
        data_version.begin(session)
        return packs.pack(session, viewer, now=now)

    return database.read(read)


@pytest.mark.both_databases("what is kept is as old as what was committed")
def test_a_kept_pack_is_only_for_who_sees_the_same_and_ends_with_the_next_write(
    database: Database, plants: Plants
) -> None:
    packs = KeptPacks()

    def kept(viewer: Viewer, now: datetime = NOW) -> Sequence[PackEntry]:
        return packed_for(database, packs, viewer, now=now)

    def fresh(viewer: Viewer, now: datetime = NOW) -> Sequence[PackEntry]:
        return database.read(lambda session: pack(session, viewer, now=now))

    (membership,) = plants.bob.memberships
    promoted = replace(plants.bob, memberships=(replace(membership, role=Role.LEAD),))
    moved = replace(plants.bob, memberships=(replace(membership, site_id=plants.south),))
    raise_alerts(database, plants, plants.gas)
    before = kept(plants.bob)

    assert kept(plants.bob) is before
    for other in (plants.alice, plants.carol, promoted, moved, replace(plants.bob, memberships=())):
        assert kept(other) == fresh(other) != before
    assert kept(plants.bob) == before
    assert kept(plants.bob, NOW + timedelta(minutes=1)) is not before, "own reports leave it by the clock"
    raise_alerts(database, plants, plants.pump)
    assert kept(plants.bob) == fresh(plants.bob) != before


def test_an_answer_made_of_a_kept_pack_is_for_its_person_only(database: Database, plants: Plants) -> None:
    packs, asking = KeptPacks(), SharedViewer(plants.bob)
    packed_for(database, packs, plants.bob)
    packed_for(database, packs, asking)

    assert not asking.stands_for(plants.alice)
