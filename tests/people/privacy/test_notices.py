"""Notices about people's data: read once per version, in the words of the site; consent to one version."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.core.audit import concerning
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Role, Viewer
from backend.people.privacy import commands
from backend.people.privacy import queries as views
from backend.people.privacy.consents_store import Consents
from backend.people.privacy.queries import NoticeView
from backend.people.privacy.rules import ASKED, EDITIONS, ConsentState, NoticeAnswer, Purpose
from tests.hostile.matrix.objects import join
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.refusals import code_of

pytestmark = pytest.mark.both_databases("the last word is found by index, the newest notice by version")

PLACE, WORK, VOICE = Purpose.PLACE, Purpose.WORK, Purpose.VOICE


@pytest.fixture
def admin(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))


@pytest.fixture
def newcomer(database: Database, plants: Plants) -> Viewer:
    """Somebody who has read nothing yet."""
    return database.transact(lambda tx: join(tx, "north newcomer", Role.WORKER, plants.north))


def notice(database: Database, viewer: Viewer, site_id: UUID, purpose: Purpose) -> NoticeView:
    found = database.read(lambda session: views.notices(session, viewer, site_id))
    return next(view for view in found if view.notice.purpose is purpose)


def answer(database: Database, site_id: UUID, by: Viewer, *answers: NoticeAnswer) -> None:
    database.transact(lambda tx: commands.answer_notices(tx, site_id, answers, by=by))


def publish(
    database: Database, plants: Plants, by: Viewer, *, purpose: Purpose = PLACE, version: int = 1
) -> None:
    text = Text(f"位置告知第 {version + 1} 版", "")
    database.transact(
        lambda tx: commands.publish_notice(tx, plants.north, purpose, text, version=version, by=by)
    )


def agrees(database: Database, plants: Plants, who: Viewer, purpose: Purpose = PLACE) -> bool:
    return database.transact(lambda tx: tx.get(Consents).has(who.person_id, plants.north, purpose))


def test_somebody_new_has_every_notice_to_read_and_agrees_to_nothing(
    database: Database, plants: Plants, newcomer: Viewer
) -> None:
    before = database.read(lambda session: views.standing(session, newcomer))[plants.north]
    answer(
        database, plants.north, newcomer, *(NoticeAnswer(each, EDITIONS[each].version) for each in Purpose)
    )
    after = database.read(lambda session: views.standing(session, newcomer))[plants.north]

    assert (before.unread, before.agreed) == (len(Purpose), ())
    assert (after.unread, after.agreed) == (0, ())
    assert not any(agrees(database, plants, newcomer, each) for each in ASKED)
    assert "north厂" in notice(database, newcomer, plants.north, WORK).notice.text.zh


def test_one_consent_says_nothing_of_another(database: Database, plants: Plants, newcomer: Viewer) -> None:
    answer(
        database,
        plants.north,
        newcomer,
        NoticeAnswer(PLACE, 1, is_given=True),
        NoticeAnswer(VOICE, 1, is_given=False),
    )

    assert agrees(database, plants, newcomer, PLACE)
    assert not agrees(database, plants, newcomer, VOICE)
    assert not agrees(database, plants, newcomer, Purpose.RECOGNITION)
    assert notice(database, newcomer, plants.north, VOICE).consent is not None


def test_given_refused_and_withdrawn_are_kept_with_their_time(
    database: Database, plants: Plants, newcomer: Viewer, clock: FakeClock
) -> None:
    words = []
    for is_given in (False, True, False, False):
        answer(database, plants.north, newcomer, NoticeAnswer(PLACE, 1, is_given=is_given))
        said = notice(database, newcomer, plants.north, PLACE).consent
        assert said is not None
        words.append((said.state, said.at))
        clock.advance(timedelta(hours=1))

    def kinds(session: object) -> list[str]:
        statement = select(AuditRow.kind).where(concerning(person=[newcomer.person_id]))
        found: list[str] = list(session.exec(statement.order_by(col(AuditRow.id))))  # type: ignore[attr-defined]
        return found

    states = [state for state, _ in words]
    assert states == [
        ConsentState.REFUSED,
        ConsentState.GIVEN,
        ConsentState.WITHDRAWN,
        ConsentState.WITHDRAWN,
    ]
    assert words[2] == words[3], "the same again is no news"
    assert database.read(kinds) == ["CONSENT_REFUSED", "CONSENT_GIVEN", "CONSENT_WITHDRAWN"]


def test_a_new_version_is_shown_again_and_asked_for_anew(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    agreed_before = agrees(database, plants, plants.bob)
    publish(database, plants, admin)
    unread = database.read(lambda session: views.standing(session, plants.bob))[plants.north].unread
    agreed_between = agrees(database, plants, plants.bob)
    answer(database, plants.north, plants.bob, NoticeAnswer(PLACE, 2, is_given=True))

    assert (agreed_before, agreed_between, unread) == (True, False, 1)
    assert agrees(database, plants, plants.bob)
    shown = notice(database, plants.bob, plants.north, PLACE).notice
    assert (shown.version, shown.text.en) == (2, "位置告知第 2 版")
    assert notice(database, plants.carol, plants.south, PLACE).notice.version == 1


def test_a_yes_to_words_that_changed_meanwhile_is_refused_and_a_no_holds(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    publish(database, plants, admin)
    late = code_of(lambda: answer(database, plants.north, plants.bob, NoticeAnswer(PLACE, 1, is_given=True)))
    answer(database, plants.north, plants.bob, NoticeAnswer(PLACE, 1, is_given=False))

    assert late is ErrorCode.CONFLICT
    said = notice(database, plants.bob, plants.north, PLACE)
    assert said.consent is not None
    assert (said.consent.state, said.read_at) == (ConsentState.WITHDRAWN, None)


def test_nobody_agrees_to_what_needs_no_consent(database: Database, plants: Plants) -> None:
    wrong = code_of(lambda: answer(database, plants.north, plants.bob, NoticeAnswer(WORK, 1, is_given=True)))

    assert wrong is ErrorCode.INVALID_INPUT


def test_only_administrators_of_the_site_publish_and_the_second_sees_that_somebody_was_faster(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    refused = [
        code_of(lambda who=who: publish(database, plants, who)) for who in (plants.alice, plants.carol)
    ]
    publish(database, plants, admin)
    late = code_of(lambda: publish(database, plants, admin))
    empty = code_of(
        lambda: database.transact(
            lambda tx: commands.publish_notice(tx, plants.north, PLACE, Text(" ", "x"), version=2, by=admin)
        )
    )

    assert refused == [ErrorCode.NOT_ALLOWED, ErrorCode.NOT_FOUND]
    assert (late, empty) == (ErrorCode.CONFLICT, ErrorCode.INVALID_INPUT)


def test_the_notices_of_another_site_are_nobody_s_to_read(database: Database, plants: Plants) -> None:
    assert database.read(lambda session: views.notices(session, plants.carol, plants.north)) == []
    assert database.read(lambda session: views.contacts(session, plants.carol, plants.north)) == []
    assert (
        code_of(lambda: answer(database, plants.north, plants.carol, NoticeAnswer(PLACE, 1)))
        is ErrorCode.NOT_FOUND
    )


def test_who_to_ask_are_the_administrators(database: Database, plants: Plants, admin: Viewer) -> None:
    found = database.read(lambda session: views.contacts(session, plants.bob, plants.north))

    assert [view.person.person_id for view in found] == [admin.person_id]
