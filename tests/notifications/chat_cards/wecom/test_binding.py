"""Whose chat it is: a person writes the code of their page to the bot, which opens their chat as well."""

from datetime import timedelta

import pytest
from sqlmodel import select

from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications.addresses import chat_codes_commands as chat_codes
from backend.notifications.addresses import queries as addresses
from backend.notifications.addresses.queries import OwnAddress
from backend.notifications.addresses.rules import (
    CHAT_CODE_LASTS,
    CHAT_CODES_PER_HOUR,
    MOST_GUESSES,
    code_in,
)
from backend.notifications.addresses.tables import ChatCodeRow, ChatGuessRow
from backend.people.accounts import disable_commands
from backend.people.directory.rules import AddressKind
from tests.support.chat_plant import ChatPlant
from tests.support.chat_server import at_once
from tests.support.fakes import FakeClock
from tests.support.wecom_server import WecomServer


def makes(site: ChatPlant, person: Viewer) -> str:
    """Ask for a code on one's own page; returns what stands there."""
    site.database.transact(lambda tx: chat_codes.make_chat_code(tx, site.plants.north, by=person))
    return page(site, person).chat_code


def page(site: ChatPlant, person: Viewer) -> OwnAddress:
    now = site.database.clock()
    found = site.database.read(lambda session: addresses.own(session, person, now=now))
    return next(each for each in found if each.kind is AddressKind.CHAT)


def test_a_code_that_is_written_to_the_bot_makes_the_chat_theirs_and_opens_it(
    site: ChatPlant, server: WecomServer
) -> None:
    dora = site.plants.alice
    site.reaches(dora, "typed.wrong", is_verified=False)
    server.wrote.discard("alice.wx")
    code = makes(site, dora)

    assert server.writes("alice.wx", f"绑定 {code[:4]} {code[4:]}") == "已绑定，以后预警会发到这里"

    mine = page(site, dora)
    assert (mine.address, mine.chat_code, mine.takes_chat_code) == ("alice.wx", "", True)
    assert mine.verified_at is not None
    audits = site.database.read(lambda s: s.exec(select(AuditRow.kind)).all())
    assert "ADDRESS_VERIFIED" in audits
    site.measures(Tier.RED)
    site.until(lambda: len(server.cards) == 3, "everybody has a card, also who just came")
    assert server.taps("alice.wx", "在路上").user_id == "alice.wx"


def test_a_code_is_used_once_and_no_other_person_gets_it(site: ChatPlant, server: WecomServer) -> None:
    code = makes(site, site.plants.bob)

    answers = at_once(lambda: server.writes("bob.wx", code), lambda: server.writes("mallory", code))

    assert sorted(str(each)[:3] for each in answers) == ["已绑定", "绑定码"]
    assert page(site, site.plants.bob).address in ("bob.wx", "mallory")
    before = page(site, site.plants.bob)
    assert "不对" in server.writes("erik.two", code)
    assert page(site, site.plants.bob) == before


def test_a_code_ends_by_itself_by_another_one_and_with_the_account(
    site: ChatPlant, server: WecomServer, clock: FakeClock
) -> None:
    bob = site.plants.bob
    earlier = makes(site, bob)
    code = makes(site, bob)
    assert "不对" in server.writes("bob.wx", earlier)
    clock.advance(CHAT_CODE_LASTS)
    assert page(site, bob).chat_code == ""
    assert "不对" in server.writes("bob.wx", code)

    code = makes(site, bob)
    hand_over = site.plants.erik.person_id
    site.database.transact(
        lambda tx: disable_commands.disable(tx, site.admin, bob.person_id, hand_over_to=hand_over)
    )
    assert "不对" in server.writes("bob.wx", code)


def test_an_address_of_somebody_else_is_not_stolen(site: ChatPlant, server: WecomServer) -> None:
    code = makes(site, site.plants.bob)

    assert "另一个人" in server.writes("erik", code)

    assert page(site, site.plants.bob).address == "bob"
    assert page(site, site.plants.erik).address == "erik"
    assert "erik" not in server.replies[-1]


def test_who_guesses_is_stopped_for_an_hour_and_nobody_else(
    site: ChatPlant, server: WecomServer, clock: FakeClock
) -> None:
    code = makes(site, site.plants.bob)
    wrong = f"{(int(code) + 1) % 10**8:08}"
    for _ in range(MOST_GUESSES):
        assert "不对" in server.writes("mallory", wrong)

    assert "一小时" in server.writes("mallory", code), "also the right one"
    rows = site.database.read(lambda s: s.exec(select(ChatGuessRow)).all())
    assert [each.wrong for each in rows] == [MOST_GUESSES]
    assert "已绑定" in server.writes("bob.wx", code)
    clock.advance(timedelta(hours=1))
    assert "不对" in server.writes("mallory", wrong)


def test_anybody_else_gets_one_polite_answer_and_nothing_is_done(
    site: ChatPlant, server: WecomServer
) -> None:
    code = makes(site, site.plants.bob)

    for words in ("你好", "", "62 %LEL", "1234567", f"{code}9"):
        before = len(server.replies)
        assert "我的联系方式" in server.writes("visitor", words)
        assert len(server.replies) == before + 1
    assert server.writes("bob.wx", code, chattype="group") == "", "others read along"
    assert not site.database.read(lambda s: s.exec(select(ChatGuessRow)).all())
    assert page(site, site.plants.bob).chat_code == code


def test_a_replay_of_what_was_written_binds_nobody_anew(site: ChatPlant, server: WecomServer) -> None:
    bob = site.plants.bob
    server.writes("bob.wx", makes(site, bob))
    site.reaches(bob, "bob.newer")

    server.replays()
    server.writes("visitor", "你好")

    assert page(site, bob).address == "bob.newer"


def test_the_code_stands_nowhere_in_the_database(site: ChatPlant, database: Database) -> None:
    code = makes(site, site.plants.bob)

    rows = database.read(lambda s: [each.model_dump() for each in s.exec(select(ChatCodeRow)).all()])
    audits = database.read(lambda s: [each.model_dump() for each in s.exec(select(AuditRow)).all()])
    assert code not in repr([rows, audits])
    assert database.read(lambda s: len(Audit(s).keys.keys)) >= 1


def test_codes_are_made_so_often_and_only_where_a_bot_hears_them(site: ChatPlant) -> None:
    for _ in range(CHAT_CODES_PER_HOUR):
        makes(site, site.plants.bob)
    with pytest.raises(Refused) as refused:
        makes(site, site.plants.bob)
    assert refused.value.code is ErrorCode.TOO_MANY_ATTEMPTS

    elsewhere = site.plants
    with pytest.raises(Refused) as refused:
        site.database.transact(lambda tx: chat_codes.make_chat_code(tx, elsewhere.south, by=elsewhere.bob))
    assert refused.value.code in (ErrorCode.NOT_FOUND, ErrorCode.NO_CHANNEL, ErrorCode.NOT_ALLOWED)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12345678", "12345678"),
        (" 1234 5678。", "12345678"),
        ("绑定12345678", "12345678"),
        ("1234567", ""),
        ("123456789", ""),
        ("１２３４５６７８", ""),
        ("", ""),
    ],
)
def test_a_code_is_found_however_it_was_written(text: str, code: str) -> None:
    assert code_in(text) == code
