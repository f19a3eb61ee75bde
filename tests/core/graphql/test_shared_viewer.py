from uuid import UUID, uuid4

from backend.core.graphql.shared_viewer import PERSON, SITES, SharedViewer
from backend.core.viewer import Membership, Permission, Role, Viewer
from backend.people.rules import may_name

NORTH, SOUTH, WELDERS, FITTERS = uuid4(), uuid4(), uuid4(), uuid4()


def person(role: Role, *site_ids: UUID, department_id: UUID | None = WELDERS) -> Viewer:
    person_id = uuid4()
    return Viewer(
        person_id, tuple(Membership(person_id, each, role, department_id, None) for each in site_ids)
    )


ALICE = person(Role.OFFICER, NORTH)
BOB = person(Role.WORKER, NORTH)
DORA = person(Role.WORKER, NORTH, department_id=FITTERS)
CAROL = person(Role.WORKER, SOUTH)
ERIK = person(Role.WORKER, NORTH, SOUTH)


def test_whoever_asks_for_the_sites_only_answers_for_all_who_have_the_same() -> None:
    shared = SharedViewer(BOB)

    assert shared.site_ids == (NORTH,)

    assert shared.asked == {SITES}
    assert shared.stands_for(ALICE)
    assert shared.stands_for(DORA)
    assert not shared.stands_for(CAROL)
    assert not shared.stands_for(ERIK)


def test_whoever_asks_for_a_role_answers_for_that_role() -> None:
    shared = SharedViewer(BOB)

    assert not shared.may(Permission.TRIAGE, site_id=NORTH)

    assert shared.stands_for(DORA)
    assert not shared.stands_for(ALICE)


def test_whoever_asks_for_the_department_answers_for_that_department() -> None:
    shared = SharedViewer(BOB)

    assert [each.department_id for each in shared.memberships] == [WELDERS]

    assert not shared.stands_for(DORA)


def test_whoever_asks_for_the_person_answers_for_nobody_else() -> None:
    by_viewer, by_membership, by_equality = SharedViewer(BOB), SharedViewer(BOB), SharedViewer(BOB)

    assert by_viewer.person_id == BOB.person_id
    assert [each.person_id for each in by_membership.memberships] == [BOB.person_id]
    assert by_equality == SharedViewer(BOB)

    for shared in (by_viewer, by_membership, by_equality):
        assert PERSON in shared.asked
        assert shared.stands_for(BOB)
        assert not shared.stands_for(DORA)


def test_whether_it_is_somebody_s_own_is_shared_by_all_others() -> None:
    shared = SharedViewer(BOB)

    assert not may_name(shared, CAROL.person_id, None, site_id=NORTH)
    assert shared.stands_for(DORA)

    assert not may_name(shared, DORA.person_id, None, site_id=NORTH)
    assert not shared.stands_for(DORA)
