"""The tree of departments and the posts of a site: who may change it, and what keeps it whole."""

from uuid import UUID, uuid4

import pytest

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.text import Text
from backend.core.viewer import Role, Viewer
from backend.people.departments import commands as departments
from backend.people.departments import queries as tree
from backend.people.departments.queries import DepartmentView
from backend.people.directory import commands as directory
from backend.people.directory import queries as views
from backend.people.directory.rules import Employment
from backend.people.posts import commands as posts
from backend.people.posts import queries as post_views
from tests.hostile.matrix.objects import join
from tests.support.plants import Plants
from tests.support.refusals import code_of

pytestmark = pytest.mark.both_databases("codes are compared whatever their case, and rows are locked")


@pytest.fixture
def admin(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))


def add(database: Database, plants: Plants, by: Viewer, code: str, parent_id: UUID | None = None) -> UUID:
    return database.transact(
        lambda tx: departments.add_department(
            tx, plants.north, code=code, name=Text(f"{code} 班", code), parent_id=parent_id, by=by
        )
    )


def change(
    database: Database,
    which: UUID,
    by: Viewer,
    *,
    code: str,
    parent_id: UUID | None = None,
    version: int = 1,
) -> UUID:
    return database.transact(
        lambda tx: departments.change_department(
            tx, which, code=code, name=Text("班", "Team"), parent_id=parent_id, version=version, by=by
        )
    )


def close(database: Database, which: UUID, by: Viewer, version: int = 1) -> UUID:
    return database.transact(lambda tx: departments.close_department(tx, which, version=version, by=by))


def listed(database: Database, plants: Plants, by: Viewer) -> dict[str, DepartmentView]:
    found = database.read(lambda session: tree.of_site(session, by, plants.north))
    return {view.department.code: view for view in found}


def test_a_team_stands_under_its_workshop_with_a_code_in_half_width(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    workshop = add(database, plants, admin, "W1")
    team = add(database, plants, admin, " Ｔ１－１ ", workshop)

    found = listed(database, plants, admin)

    assert found["T1-1"].department.department_id == team
    assert found["T1-1"].department.parent_id == workshop
    assert found["PRODUCTION"].people == 5
    assert [each.kind for each in changes(database, admin, team)] == ["DEPARTMENT_ADDED"]


def changes(database: Database, by: Viewer, which: UUID) -> list[views.ChangeView]:
    return database.read(lambda session: views.changes_of(session, by, which))


def test_a_code_is_taken_whatever_its_case(database: Database, plants: Plants, admin: Viewer) -> None:
    workshop = add(database, plants, admin, "W1")

    assert code_of(lambda: add(database, plants, admin, "w1")) is ErrorCode.CODE_TAKEN
    assert code_of(lambda: change(database, workshop, admin, code="production")) is ErrorCode.CODE_TAKEN
    assert code_of(lambda: add(database, plants, admin, "=1+1")) is ErrorCode.CODE_INVALID


def test_a_department_never_stands_under_itself(database: Database, plants: Plants, admin: Viewer) -> None:
    top = add(database, plants, admin, "L1")
    below = add(database, plants, admin, "L2", top)
    lowest = add(database, plants, admin, "L3", below)

    for parent_id in (top, below, lowest):
        refused = code_of(lambda at=parent_id: change(database, top, admin, code="L1", parent_id=at))
        assert refused is ErrorCode.DEPARTMENT_CYCLE
    assert listed(database, plants, admin)["L1"].department.parent_id is None


def test_the_tree_has_eight_levels_and_no_more(database: Database, plants: Plants, admin: Viewer) -> None:
    parent: UUID | None = None
    for level in range(1, 9):
        parent = add(database, plants, admin, f"L{level}", parent)

    assert code_of(lambda: add(database, plants, admin, "L9", parent)) is ErrorCode.DEPARTMENT_TOO_DEEP


def test_the_second_of_two_administrators_sees_who_was_faster(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    other = database.transact(lambda tx: join(tx, "other admin", Role.ADMIN, plants.north))
    team = add(database, plants, admin, "T1")
    change(database, team, other, code="T2")

    refused = code_of(lambda: change(database, team, admin, code="T3"))

    assert refused is ErrorCode.CONFLICT
    last = changes(database, admin, team)[0]
    assert last.by is not None
    assert (last.by.person.person_id, last.kind) == (other.person_id, "DEPARTMENT_CHANGED")
    assert "T1 → T2" in last.note
    assert change(database, team, admin, code="T3", version=2) == team


def test_what_people_or_departments_stand_in_is_not_closed(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    workshop = add(database, plants, admin, "W1")
    team = add(database, plants, admin, "T1", workshop)

    assert code_of(lambda: close(database, plants.department, admin)) is ErrorCode.DEPARTMENT_HAS_PEOPLE
    assert code_of(lambda: close(database, workshop, admin)) is ErrorCode.DEPARTMENT_HAS_PARTS

    close(database, team, admin)
    close(database, workshop, admin)
    assert listed(database, plants, admin)["W1"].department.closed_at is not None
    database.transact(lambda tx: departments.reopen_department(tx, workshop, version=2, by=admin))
    assert listed(database, plants, admin)["W1"].department.closed_at is None


def test_nobody_joins_a_closed_department(database: Database, plants: Plants, admin: Viewer) -> None:
    team = add(database, plants, admin, "T1")
    close(database, team, admin)
    member = database.read(lambda s: views.by_id(s, admin, plants.bob.person_id, plants.north))
    assert member is not None

    def move() -> UUID:
        return database.transact(
            lambda tx: directory.change_person(
                tx,
                plants.bob.person_id,
                plants.north,
                name=member.member.name,
                employment=Employment(department_id=team),
                addresses={},
                version=1,
                by=admin,
            )
        )

    assert code_of(move) is ErrorCode.CLOSED


def test_only_administrators_of_the_site_keep_its_tree(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    team = add(database, plants, admin, "T1")

    for who, code in (
        (plants.alice, ErrorCode.NOT_ALLOWED),
        (plants.bob, ErrorCode.NOT_ALLOWED),
        (plants.carol, ErrorCode.NOT_FOUND),
    ):
        assert code_of(lambda by=who: add(database, plants, by, "X")) is code
        assert code_of(lambda by=who: change(database, team, by, code="X")) is code
        assert code_of(lambda by=who: close(database, team, by)) is code
    assert "T1" in listed(database, plants, plants.alice)  # officers put people into departments
    assert listed(database, plants, plants.bob) == {}
    assert listed(database, plants, plants.carol) == {}
    assert changes(database, plants.carol, team) == []


def test_a_parent_of_another_site_is_not_there(database: Database, plants: Plants, admin: Viewer) -> None:
    south = database.transact(lambda tx: join(tx, "south admin", Role.ADMIN, plants.south))
    theirs = database.transact(
        lambda tx: departments.add_department(
            tx, plants.south, code="S", name=Text("南", "South"), parent_id=None, by=south
        )
    )

    assert code_of(lambda: add(database, plants, admin, "T1", theirs)) is ErrorCode.NOT_FOUND
    assert code_of(lambda: add(database, plants, admin, "T1", uuid4())) is ErrorCode.NOT_FOUND


def test_a_post_that_somebody_holds_is_renamed_and_not_closed(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    post = database.transact(
        lambda tx: posts.add_post(
            tx, plants.north, code="OP", name=Text("操作工", "Operator"), department_id=None, by=admin
        )
    )
    database.transact(
        lambda tx: directory.change_person(
            tx,
            plants.bob.person_id,
            plants.north,
            name=Text("bob", "bob"),
            employment=Employment(plants.department, post),
            addresses={},
            version=1,
            by=admin,
        )
    )

    def change_post(*, is_closed: bool, version: int) -> UUID:
        return database.transact(
            lambda tx: posts.change_post(
                tx,
                post,
                code="OP",
                name=Text("反应工", "Reactor operator"),
                department_id=None,
                is_closed=is_closed,
                version=version,
                by=admin,
            )
        )

    assert code_of(lambda: change_post(is_closed=True, version=1)) is ErrorCode.POST_IN_USE
    change_post(is_closed=False, version=1)
    assert code_of(lambda: change_post(is_closed=False, version=1)) is ErrorCode.CONFLICT
    [view] = database.read(lambda session: post_views.of_site(session, admin, plants.north))
    assert (view.people, view.post.name.zh) == (1, "反应工")
    bob = database.read(lambda s: views.by_id(s, admin, plants.bob.person_id, plants.north))
    assert bob is not None
    assert bob.post == Text("反应工", "Reactor operator")
