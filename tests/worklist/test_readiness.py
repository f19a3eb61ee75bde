"""What a site still lacks before work can begin, for those who set it up."""

from uuid import uuid4

import httpx
import pytest
from sqlmodel import col, delete, update

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.people.rules import NO_PASSWORD, Person
from backend.people.store import People
from backend.people.tables import PersonRow
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.sites import commands as sites
from backend.worklist.readiness_queries import ReadinessKind, readiness
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, id_of
from tests.support.unknown_sources import adopt, unknown

HOME = "{ home { sourcesWithoutLimit } }"
BEFORE = "query ($id: UUID!) { siteReadiness(siteId: $id) { kind count isDone } }"
"""As pages of before December 2026 ask, which show no step that they do not know."""
READINESS = BEFORE.replace("$id)", "$id, withUnheard: true, withRegister: true)")


OF_OTHERS = (ReadinessKind.EVENTS, ReadinessKind.RED_WATCHED)
"""Steps that the living register declares."""


def steps(database: Database, viewer: Viewer, site_id: object) -> dict[ReadinessKind, tuple[int, bool]]:
    found = database.read(lambda session: readiness(session, viewer, site_id))  # type: ignore[arg-type]
    return {each.kind: (each.count, each.is_done) for each in found}


@pytest.mark.both_databases("one statement of eleven counts")
def test_a_site_that_nobody_set_up_lacks_everything(database: Database, plants: Plants) -> None:
    def command(tx: Transaction) -> Viewer:
        site = sites.add_site(tx, code="new", name=Text("新厂", "New"), timezone="Asia/Shanghai")
        person = Person(uuid4(), Text("吴敏", "Wu Min"))
        tx.get(People).add(person, username="wu.min", password_hash="set")
        membership = Membership(person.person_id, site.site_id, Role.ADMIN, None, None)
        tx.get(People).put_membership(membership)
        return Viewer(person.person_id, (membership,))

    administrator = database.transact(command)
    found = steps(database, administrator, administrator.site_ids[0])

    own = [each for each in ReadinessKind if each not in OF_OTHERS]
    assert found == {kind: (int(kind is ReadinessKind.PEOPLE), False) for kind in own}
    assert plants


def test_what_is_there_is_counted(database: Database, plants: Plants) -> None:
    found = steps(database, plants.alice, plants.north)

    assert found[ReadinessKind.SECOND_PERSON] == (3, True)  # alice, dora, erik
    assert all(found[kind][1] for kind in (ReadinessKind.AREAS, ReadinessKind.DEPARTMENTS))
    assert found[ReadinessKind.SOURCES] == (0, False), "none was heard yet"
    assert found[ReadinessKind.UNHEARD] == (2, False)
    assert found[ReadinessKind.LIMITS] == (0, True)


def test_who_has_not_accepted_an_invitation_and_a_source_without_limits_do_not_count(
    database: Database, plants: Plants
) -> None:
    def command(tx: Transaction) -> None:
        nobody = (
            update(PersonRow).where(col(PersonRow.id) != id_of("alice")).values(password_hash=NO_PASSWORD)
        )
        tx.session.execute(nobody)
        tx.session.execute(delete(IndicatorRow).where(col(IndicatorRow.sensor_id) == plants.gas))
        tx.session.execute(update(SensorRow).values(last_seen_at=tx.now))

    database.transact(command)
    found = steps(database, plants.alice, plants.north)

    assert found[ReadinessKind.PEOPLE] == found[ReadinessKind.SECOND_PERSON] == (1, False)
    assert found[ReadinessKind.LIMITS] == (1, False)
    assert found[ReadinessKind.SOURCES][1]
    assert found[ReadinessKind.UNHEARD] == (0, True)


def test_only_who_sets_up_the_site_sees_it(database: Database, plants: Plants) -> None:
    refusals = []
    for viewer, site_id in ((plants.bob, plants.north), (plants.carol, plants.north)):
        with pytest.raises(Refused) as refused:
            steps(database, viewer, site_id)
        refusals.append(refused.value.code)

    assert refusals == [ErrorCode.NOT_ALLOWED, ErrorCode.NOT_FOUND]


def test_the_list_of_the_pages_is_that_of_the_site(client: httpx.Client, plants: Plants) -> None:
    headers = sign_in(client, "alice")
    found = ask(client, headers, READINESS, id=str(plants.north))
    before = ask(client, headers, BEFORE, id=str(plants.north))

    assert [each["kind"] for each in found["data"]["siteReadiness"]] == list(ReadinessKind)
    known_before = [kind for kind in ReadinessKind if kind not in (ReadinessKind.UNHEARD, *OF_OTHERS)]
    assert [each["kind"] for each in before["data"]["siteReadiness"]] == known_before


def test_sources_that_nothing_watches_are_counted_on_the_home_of_who_limits_them(
    client: httpx.Client, plants: Plants, sqlite_database: Database
) -> None:
    def counted(name: str) -> int:
        return int(ask(client, sign_in(client, name), HOME)["data"]["home"]["sourcesWithoutLimit"])

    assert counted("alice") == 0
    sqlite_database.transact(
        lambda tx: tx.session.execute(delete(IndicatorRow).where(col(IndicatorRow.sensor_id) == plants.gas))
    )

    assert {name: counted(name) for name in ("alice", "dora", "bob", "erik", "carol")} == {
        "alice": 1,
        "dora": 1,
        "bob": 0,
        "erik": 0,
        "carol": 0,
    }


def test_sources_that_nobody_knows_are_counted_on_the_home_of_who_adopts_them_as_their_list_counts(
    client: httpx.Client, plants: Plants, sqlite_database: Database
) -> None:
    def counted(name: str) -> int:
        answer = ask(client, sign_in(client, name), "{ home { unknownSources } }")
        return int(answer["data"]["home"]["unknownSources"])

    assert counted("alice") == 0
    unknown(sqlite_database, ["NEW-1", "NEW-2"])

    assert {name: counted(name) for name in ("alice", "dora", "bob", "erik", "carol")} == {
        "alice": 2,
        "dora": 2,
        "bob": 0,
        "erik": 0,
        "carol": 0,
    }
    listed = ask(client, sign_in(client, "alice"), "{ unknownSources { code } }")
    assert len(listed["data"]["unknownSources"]) == 2
    adopt(sqlite_database, plants, ["NEW-1"])
    assert counted("alice") == 1
