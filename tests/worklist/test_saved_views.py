"""People keep the filters of their lists under names of their own, and nobody sees those of others."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.worklist.saved_views import commands
from backend.worklist.saved_views import queries as views
from backend.worklist.saved_views.rules import SavedView
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants

ALERTS, CASES = "ALERTS", "CASES"
SAVE = "mutation ($input: SaveViewInput!) { saveView(input: $input) { id name query list } }"
LIST = "{ savedViews(list: ALERTS) { id name query list } }"


@pytest.fixture
def save(database: Database) -> Any:
    def save(by: Viewer, name: str, query: str = "tier=RED", **other: Any) -> SavedView:
        wanted = {"list_name": ALERTS, "view_id": None, **other}
        return database.transact(lambda tx: commands.save_view(tx, name=name, query=query, by=by, **wanted))

    return save


def names(database: Database, viewer: Viewer, list_name: str = ALERTS) -> list[str]:
    return database.read(lambda s: [view.name for view in views.of_list(s, viewer, list_name)])


def code(work: Any) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.code


def test_views_are_ones_own_and_of_one_list(database: Database, plants: Plants, save: Any) -> None:
    p = plants
    mine = save(p.alice, " 罐区红色 ", "?tier=RED&area=1")
    save(p.bob, "罐区红色")
    save(p.alice, "罐区红色", list_name=CASES)

    assert (mine.name, mine.query) == ("罐区红色", "tier=RED&area=1")
    assert (
        names(database, p.alice) == names(database, p.bob) == names(database, p.alice, CASES) == ["罐区红色"]
    )
    assert names(database, p.carol) == []
    for other in (p.bob, p.carol):
        assert code(lambda by=other: save(by, "x", view_id=mine.view_id)) is ErrorCode.NOT_FOUND
        delete = lambda by=other: database.transact(lambda tx: commands.delete_view(tx, mine.view_id, by=by))  # noqa: E731
        assert code(delete) is ErrorCode.NOT_FOUND


def test_a_view_gets_another_name_and_query_and_is_deleted(
    database: Database, plants: Plants, save: Any
) -> None:
    kept = save(plants.alice, "a")
    save(plants.alice, "b", "tier=BLUE", view_id=kept.view_id)

    assert names(database, plants.alice) == ["b"]
    database.transact(lambda tx: commands.delete_view(tx, kept.view_id, by=plants.alice))
    assert names(database, plants.alice) == []


def test_a_name_is_taken_once_and_there_are_thirty_at_most(plants: Plants, save: Any) -> None:
    p = plants
    for number in range(30):
        save(p.alice, f"View {number}")

    assert code(lambda: save(p.alice, "view 7")) is ErrorCode.NAME_TAKEN
    assert code(lambda: save(p.alice, "one more")) is ErrorCode.TOO_MANY_VIEWS
    save(p.alice, "elsewhere", list_name=CASES)


@pytest.mark.parametrize(("name", "query"), [("", ""), ("  ", ""), ("x" * 41, ""), ("x", "q" * 2_001)])
def test_no_name_or_too_much_is_refused(plants: Plants, save: Any, name: str, query: str) -> None:
    assert code(lambda: save(plants.alice, name, query)) is ErrorCode.INVALID_INPUT


def test_saved_or_deleted_twice_is_once(client: httpx.Client, plants: Plants) -> None:
    alice = sign_in(client, "alice")
    wanted = {"operationId": str(uuid4()), "list": "ALERTS", "name": "红色", "query": "tier=RED"}

    first, second = (ask(client, alice, SAVE, input=wanted) for _ in range(2))
    kept = ask(client, alice, LIST)["data"]["savedViews"]
    gone = {"operationId": str(uuid4()), "viewId": kept[0]["id"]}
    delete = "mutation ($input: DeleteViewInput!) { deleteView(input: $input) }"
    answers = [ask(client, alice, delete, input=gone) for _ in range(2)]

    assert first["data"] == second["data"]
    assert kept == [first["data"]["saveView"]]
    assert answers == [{"data": {"deleteView": kept[0]["id"]}}] * 2
    assert ask(client, alice, LIST)["data"]["savedViews"] == []
    assert ask(client, alice, SAVE, input=wanted)["data"] == {"saveView": None}, "kept and deleted since"
