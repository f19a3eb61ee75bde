"""The register of tags: who may change it, and what would call less waits for a second person."""

from dataclasses import replace
from uuid import UUID

import pytest

from backend.agreements import commands as agreements
from backend.agreements import queries as agreement_views
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.sensors.camera_events import tags_commands as commands
from backend.sensors.camera_events import tags_queries as queries
from backend.sensors.camera_events.store import Tags
from backend.sensors.camera_events.tags_rules import Tag, TagKind, loosens
from tests.support.plants import Plants, id_of

pytestmark = pytest.mark.both_databases("a tag has no id of its own")
PALLET = Tag("E280-1", TagKind.GOODS, Text("过氧化物托盘", "Peroxide pallet"), areas=frozenset({"a"}))
REASON = "托盘改放到二号库，已办变更手续"


@pytest.fixture
def area(plants: Plants, database: Database) -> str:
    """The code of the area of north."""
    from backend.sites.store import Sites

    [found] = database.transact(lambda tx: tx.get(Sites).areas(plants.north))
    return found.code


def add(database: Database, plants: Plants, tag: Tag, by: Viewer | None = None) -> UUID:
    return database.transact(lambda tx: commands.add_tag(tx, plants.north, tag, by=by or plants.alice))


def change(database: Database, plants: Plants, tag: Tag, by: Viewer | None = None, **more: object) -> UUID:
    wanted = {"is_closed": False, "reason": "", "asks_second_person": False, **more}
    return database.transact(
        lambda tx: commands.change_tag(tx, plants.north, tag, by=by or plants.alice, **wanted)  # type: ignore[arg-type]
    )


def known(database: Database, plants: Plants) -> Tag | None:
    return database.transact(lambda tx: tx.get(Tags).known(plants.north, PALLET.code))


def refusal(step: object, *arguments: object, **more: object) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        step(*arguments, **more)  # type: ignore[operator]
    return refused.value.code


def test_a_tag_is_added_once_and_found_by_who_manages_sources(
    database: Database, plants: Plants, area: str
) -> None:
    wanted = replace(PALLET, code="Ｅ280-1 ", areas=frozenset({area}), equipment="")
    key = add(database, plants, wanted)

    [view] = database.read(lambda s: queries.of_site(s, plants.alice, plants.north))
    assert (view.key, view.tag.code, view.tag.areas) == (key, "E280-1", frozenset({area}))
    assert refusal(add, database, plants, wanted) is ErrorCode.CODE_TAKEN
    for outsider in (plants.bob, plants.carol):
        assert database.read(lambda s, who=outsider: queries.of_site(s, who, plants.north)) == []
        assert database.read(lambda s, who=outsider: queries.by_key(s, who, key)) is None
    assert refusal(add, database, plants, wanted, plants.bob) is ErrorCode.NOT_ALLOWED
    assert refusal(add, database, plants, wanted, plants.carol) is ErrorCode.NOT_FOUND


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"code": "=1+1"}, ErrorCode.TAG_CODE_INVALID),
        ({"name": Text("", "")}, ErrorCode.NAME_INVALID),
        ({"areas": frozenset({"ELSEWHERE"})}, ErrorCode.INVALID_INPUT),
        ({"role": "not a role!"}, ErrorCode.INVALID_INPUT),
        ({"equipment": "EQ-OF-SOUTH"}, ErrorCode.NOT_FOUND),
        ({"kind": TagKind.PERSON, "person_id": id_of("carol")}, ErrorCode.NOT_FOUND),
    ],
)
def test_a_tag_of_nothing_at_this_site_is_refused(
    database: Database, plants: Plants, wrong: dict[str, object], code: ErrorCode
) -> None:
    assert refusal(add, database, plants, replace(PALLET, **{"areas": frozenset(), **wrong})) is code  # type: ignore[arg-type]


def test_a_badge_bears_the_name_of_who_carries_it(database: Database, plants: Plants) -> None:
    badge = Tag("B-1", TagKind.PERSON, Text("", ""), person_id=plants.bob.person_id)
    add(database, plants, badge)

    [view] = database.read(lambda s: queries.of_site(s, plants.alice, plants.north))
    assert (view.tag.name.en, view.person) == ("bob", Text("bob", "bob"))


def test_two_who_change_a_tag_at_once_do_not_write_over_one_another(
    database: Database, plants: Plants, area: str
) -> None:
    add(database, plants, replace(PALLET, areas=frozenset()))
    first = replace(PALLET, areas=frozenset({area}))
    change(database, plants, first)

    assert refusal(change, database, plants, first, plants.dora) is ErrorCode.CONFLICT
    after = known(database, plants)
    assert after is not None
    assert (after.version, after.areas) == (2, {area})


def test_what_would_call_less_waits_for_a_second_person(
    database: Database, plants: Plants, area: str
) -> None:
    add(database, plants, replace(PALLET, areas=frozenset({area})))
    anywhere = replace(PALLET, areas=frozenset())

    assert refusal(change, database, plants, anywhere) is ErrorCode.SECOND_PERSON_REQUIRED
    change(database, plants, anywhere, reason=REASON, asks_second_person=True)
    before = known(database, plants)
    assert before is not None
    assert before.areas == {area}, "until somebody agrees nothing changes"
    [asked] = database.read(lambda s: agreement_views.waiting(s, plants.dora))

    def agree(tx: Transaction) -> None:
        agreements.decide(tx, asked.agreement.agreement_id, is_agreed=True, note="", by=plants.dora)

    database.transact(agree)
    after = known(database, plants)
    assert after is not None
    assert (after.areas, after.version) == (frozenset(), 2)


def test_a_lost_tag_is_nobodys_and_comes_back(database: Database, plants: Plants) -> None:
    add(database, plants, replace(PALLET, areas=frozenset()))
    change(database, plants, replace(PALLET, areas=frozenset()), is_closed=True)

    assert database.transact(lambda tx: tx.get(Tags).get(plants.north, PALLET.code)) is None
    change(database, plants, replace(PALLET, areas=frozenset(), version=2))
    assert database.transact(lambda tx: tx.get(Tags).get(plants.north, PALLET.code)) is not None


@pytest.mark.parametrize(
    ("change", "is_looser"),
    [
        ({"areas": frozenset()}, True),
        ({"areas": frozenset({"a", "b"})}, True),
        ({"areas": frozenset({"b"})}, True),
        ({"equipment": "EQ-2"}, True),
        ({"role": "GUARD"}, True),
        ({"kind": TagKind.VEHICLE}, True),
        ({"name": Text("新名", "New")}, False),
        ({"person_id": id_of("bob")}, False),
    ],
)
def test_which_changes_call_less(change: dict[str, object], is_looser: bool) -> None:
    before = replace(PALLET, equipment="EQ-1")

    assert loosens(before, replace(before, **change)) is is_looser  # type: ignore[arg-type]
