"""A request to correct what is held about somebody reaches the administrators and ends answered."""

from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.tables import OutboxRow
from backend.core.viewer import Role, Viewer
from backend.people.commands import hasher
from backend.people.corrections import commands
from backend.people.corrections import queries as views
from backend.people.corrections.queries import CorrectionView
from backend.people.corrections.rules import MOST_OPEN, CorrectionState
from tests.hostile.matrix.objects import join
from tests.support.plants import PASSWORD, Plants
from tests.support.refusals import code_of


@pytest.fixture
def admin(sqlite_database: Database, plants: Plants) -> Viewer:
    return sqlite_database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north, "hash"))


def ask(database: Database, plants: Plants, by: Viewer, text: str = "手机号写错了一位") -> UUID:
    return database.transact(lambda tx: commands.ask_correction(tx, plants.north, text, by=by))


def answer(
    database: Database, which: UUID, by: Viewer, *, is_done: bool = True, said: str = "改好了"
) -> None:
    database.transact(lambda tx: commands.answer_correction(tx, which, is_done=is_done, answer=said, by=by))


def seen(database: Database, plants: Plants, viewer: Viewer) -> list[CorrectionView]:
    return database.read(lambda session: views.of_site(session, viewer, plants.north))


def notified(database: Database) -> list[tuple[str, list[str]]]:
    rows = database.read(lambda s: list(s.exec(select(OutboxRow).order_by(col(OutboxRow.id)))))
    return [
        (row.event["kind"], row.event["to"]) for row in rows if row.event["kind"].startswith("CORRECTION")
    ]


def test_it_goes_to_the_administrators_and_comes_back_answered(
    sqlite_database: Database, plants: Plants, admin: Viewer
) -> None:
    which = ask(sqlite_database, plants, plants.bob)
    waiting = seen(sqlite_database, plants, admin)
    answer(sqlite_database, which, admin)
    [mine] = seen(sqlite_database, plants, plants.bob)

    assert [(view.correction.text, view.may_answer) for view in waiting] == [("手机号写错了一位", True)]
    assert (mine.correction.state, mine.correction.answer, mine.may_answer) == (
        CorrectionState.DONE,
        "改好了",
        False,
    )
    assert mine.answered_by is not None
    assert notified(sqlite_database) == [
        ("CORRECTION_ASKED", [str(admin.person_id)]),
        ("CORRECTION_ANSWERED", [str(plants.bob.person_id)]),
    ]


def test_it_is_answered_once_and_never_without_words(
    sqlite_database: Database, plants: Plants, admin: Viewer
) -> None:
    which = ask(sqlite_database, plants, plants.bob)
    silent = code_of(lambda: answer(sqlite_database, which, admin, is_done=False, said=" "))
    answer(sqlite_database, which, admin, is_done=False, said="与身份证一致")
    twice = code_of(lambda: answer(sqlite_database, which, admin))
    empty = code_of(lambda: ask(sqlite_database, plants, plants.bob, "  "))

    assert (silent, twice, empty) == (
        ErrorCode.REASON_REQUIRED,
        ErrorCode.ILLEGAL_TRANSITION,
        ErrorCode.REASON_REQUIRED,
    )


def test_others_neither_see_nor_answer_it(sqlite_database: Database, plants: Plants, admin: Viewer) -> None:
    which = ask(sqlite_database, plants, plants.bob)
    refused = [
        code_of(lambda who=who: answer(sqlite_database, which, who))
        for who in (plants.alice, plants.bob, plants.carol)
    ]

    assert refused == [ErrorCode.NOT_ALLOWED, ErrorCode.NOT_ALLOWED, ErrorCode.NOT_FOUND]
    for who in (plants.alice, plants.erik, plants.carol):
        assert seen(sqlite_database, plants, who) == []
    assert code_of(lambda: ask(sqlite_database, plants, plants.carol)) is ErrorCode.NOT_FOUND


def test_administrators_answer_each_other_where_there_are_two(
    sqlite_database: Database, plants: Plants, admin: Viewer
) -> None:
    alone = ask(sqlite_database, plants, admin)
    answer(sqlite_database, alone, admin)
    hashed = hasher().hash(PASSWORD)
    second = sqlite_database.transact(lambda tx: join(tx, "second", Role.ADMIN, plants.north, hashed))
    own = ask(sqlite_database, plants, admin)
    refused = code_of(lambda: answer(sqlite_database, own, admin))
    answer(sqlite_database, own, second)

    assert refused is ErrorCode.SAME_PERSON


def test_a_person_has_few_that_wait(sqlite_database: Database, plants: Plants, admin: Viewer) -> None:
    asked = [ask(sqlite_database, plants, plants.bob) for _ in range(MOST_OPEN)]
    beyond = code_of(lambda: ask(sqlite_database, plants, plants.bob))
    answer(sqlite_database, asked[0], admin)
    ask(sqlite_database, plants, plants.bob)

    assert beyond is ErrorCode.TOO_MANY_ATTEMPTS
