"""My work 我的待办 over all nouns: what is whose, in which order, and what an app of before shows of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args, get_type_hints
from uuid import UUID

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.core import nouns
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.work_items import item_types
from backend.core.modules import Module
from backend.core.nouns import Work
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.suggestions.commands import Origin
from backend.worklist import queries
from tests.suggestions.suggesting import Suggesting
from tests.support.client import document
from tests.support.declared import WORK
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, over
from tests.support.statements import statements
from tests.support.tasks import Joint

OF_THE_INTERFACE = (
    "{ myWorklist { totalCount edges { node { __typename noun number title { zh en } step { zh en }"
    " place { zh } tier dueAt isOverdue isDecision page } } } }"
)
"""The question of an app that knows no noun at all."""
OF_BEFORE = (
    "{ myWork(withDecisions: true)"
    " { kind dueAt isOverdue case { id number tier } task { id } asked { id } } }"
)
"""The question of apps that were installed before there was another."""


def worklist(database: Database, viewer: Viewer, *, first: int = 100, after: str | None = None) -> Any:
    return database.read(lambda s: queries.my_worklist(s, viewer, WORK, first=first, after=after))


def items(database: Database, viewer: Viewer) -> list[UUID]:
    return [item.item_id for _, item in worklist(database, viewer).page.items]


@pytest.mark.both_databases("what is whose, is SQL")
def test_an_adopted_suggestion_waits_for_its_owner_alone_until_it_is_carried_out(
    database: Database, plants: Plants
) -> None:
    it = Suggesting(database, plants)
    it.submit()
    adopted = it.submit(origin=Origin(equipment_code="EQ-north"))
    it.adopt(adopted, owner=plants.bob.person_id)

    assert items(database, plants.bob) == [adopted]
    for other in (plants.alice, plants.erik, plants.carol):
        assert items(database, other) == []
    it.carry_out(adopted, by=plants.bob)
    assert items(database, plants.bob) == []


@pytest.mark.both_databases("what is switched off, is SQL")
def test_nothing_of_a_module_that_is_switched_off_is_on_it(database: Database, plants: Plants) -> None:
    it = Suggesting(database, plants)
    it.adopt(it.submit(), owner=plants.bob.person_id)
    off = replace(
        plants.bob,
        memberships=tuple(
            replace(each, modules_off=frozenset({Module.SUGGESTIONS})) for each in plants.bob.memberships
        ),
    )

    assert worklist(database, off).total == 0


def test_what_one_has_to_do_in_cases_comes_in_the_order_of_before_and_what_has_no_tier_last(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    it = lived(sqlite_database, plants, clock)
    bob = sign_in(client, "bob")

    before = ask(client, bob, OF_BEFORE)["data"]["myWork"]
    found = ask(client, bob, document("MyWorklist"))["data"]["myWorklist"]

    now = [edge["node"] for edge in found["edges"]]
    assert len(before) == 2
    assert [shown_before(each) for each in now if each["noun"] == "case"] == before
    assert [each["noun"] for each in now[len(before) :]] == ["suggestion"] * len(it)
    assert [each["id"] for each in now[len(before) :]] == [str(each) for each in it], "what is due first"
    assert found["totalCount"] == len(now)


def test_an_app_of_before_shows_the_work_of_a_noun_that_it_does_not_know(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    it = Suggesting(sqlite_database, plants)
    adopted = it.submit(origin=Origin(equipment_code="EQ-north"))
    it.adopt(adopted, owner=plants.bob.person_id, within=timedelta(days=1))
    clock.advance(timedelta(days=2))

    [edge] = ask(client, sign_in(client, "bob"), OF_THE_INTERFACE)["data"]["myWorklist"]["edges"]

    assert edge["node"] == {
        "__typename": "SuggestionWorklistItem",
        "noun": "suggestion",
        "number": "JY-2026-0001",
        "title": {"zh": "在泵房加一盏灯", "en": "在泵房加一盏灯"},
        "step": {"zh": "待落实", "en": "To carry out"},
        "place": edge["node"]["place"],
        "tier": None,
        "dueAt": edge["node"]["dueAt"],
        "isOverdue": True,
        "isDecision": False,
        "page": f"/suggestions/{adopted}",
    }
    assert edge["node"]["place"]["zh"]


def test_pages_hold_each_item_once_and_all_of_them_count_the_same(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    lived(sqlite_database, plants, clock)
    bob = sign_in(client, "bob")
    met: list[str] = []
    after, more = None, True
    while more:
        page = ask(client, bob, document("MyWorklist"), first=2, after=after)["data"]["myWorklist"]
        met += [edge["node"]["id"] for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert page["totalCount"] == len(items(sqlite_database, plants.bob))

    assert met == [str(each) for each in items(sqlite_database, plants.bob)]
    assert len(met) == len(set(met))
    assert worklist(sqlite_database, plants.bob, first=0).page.items == ()


@pytest.mark.parametrize("question", [{"first": 101}, {"first": -1}, {"after": "nothing"}, {"after": "W10="}])
def test_a_page_that_there_is_not_is_refused(
    sqlite_database: Database, plants: Plants, question: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refused:
        worklist(sqlite_database, plants.bob, **question)

    assert refused.value.code is ErrorCode.INVALID_INPUT


def test_many_items_cost_the_statements_of_one_and_a_noun_one_statement(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    it = Suggesting(sqlite_database, plants)
    it.adopt(it.submit(), owner=plants.bob.person_id)
    bob = sign_in(client, "bob")
    with statements(sqlite_database) as for_one:
        ask(client, bob, document("MyWorklist"))
    for _ in range(20):
        it.adopt(it.submit(), owner=plants.bob.person_id)
    with statements(sqlite_database) as for_many:
        found = ask(client, bob, document("MyWorklist"))["data"]["myWorklist"]

    assert found["totalCount"] == 21
    assert len(for_many) == len(for_one), "\n".join(for_many)
    assert len([text for text in for_many if "suggestions" in text]) == 1, "\n".join(for_many)


def test_every_noun_that_has_work_shows_it() -> None:
    def shown(items: Callable[..., Any]) -> type:
        [kind] = get_args(get_type_hints(items)["return"])
        found: type = kind
        return found

    assert {shown(each.items) for each in nouns.all_of(Work)} == set(item_types())


def shown_before(item: dict[str, Any]) -> dict[str, Any]:
    """Return what an app of before showed of this item of a case."""
    case = {key: item["case"][key] for key in ("id", "number", "tier")}
    parts = {key: item[key] and {"id": item[key]["id"]} for key in ("task", "asked")}
    return {**{key: item[key] for key in ("kind", "dueAt", "isOverdue")}, "case": case, **parts}


def lived(database: Database, plants: Plants, clock: FakeClock) -> list[UUID]:
    """A red case with tasks and a blue one for bob, and two suggestions that he is to carry out: these."""
    it = Suggesting(database, plants)
    case = Joint(database, plants)
    case.acknowledge(plants.bob)
    clock.advance(timedelta(hours=1))
    change = over(plants, Tier.YELLOW, sensor_id=plants.pump)
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))
    later, sooner = it.submit(), it.submit()
    it.adopt(later, owner=plants.bob.person_id)
    it.adopt(sooner, owner=plants.bob.person_id, within=timedelta(days=2))
    return [sooner, later]
