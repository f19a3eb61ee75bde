"""An alert is answered from a text message by one tap, without signing in; looking does nothing."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.notifications.answer_links.store import AnswerLinkRow
from backend.notifications.rules import DeliveryState
from backend.people.accounts import disable_commands
from tests.support.called_phone import Phone, form_of
from tests.support.fakes import FakeClock
from tests.support.http_site import site
from tests.support.plants import plant


@pytest.fixture
def phone(database: Database, clock: FakeClock, tmp_path: Path) -> Iterator[Phone]:
    plants = plant(database)
    with site(database, clock, tmp_path) as found, found.client() as browser:
        yield Phone(database, plants, browser)


def test_a_preview_of_the_link_answers_nothing_and_shows_no_name(phone: Phone) -> None:
    link = phone.is_called()

    pages = [phone.browser.get(link) for _ in range(3)]

    assert {page.status_code for page in pages} == {200}
    assert "红色预警" in pages[0].text
    assert "GAS-1可燃气体" in pages[0].text
    assert "bob" not in pages[0].text
    assert pages[0].headers["cache-control"] == "no-store"
    assert "<script" not in pages[0].text
    assert not phone.alert().is_acknowledged
    assert phone.delivery().state == DeliveryState.ACCEPTED


def test_one_tap_acknowledges_in_the_name_of_who_got_the_message(phone: Phone) -> None:
    link = phone.is_called()

    answer = phone.says(link)

    assert answer.status_code == 200
    assert "已记录：您在路上" in answer.text
    assert (phone.alert().is_acknowledged, phone.alert().acknowledged_by) == (
        True,
        phone.plants.bob.person_id,
    )
    assert phone.delivery().state == DeliveryState.OPENED
    assert "已记录：您在路上" in phone.says(link).text, "twice is the same as once"


def test_a_link_says_one_thing_only(phone: Phone) -> None:
    link = phone.is_called()
    phone.says(link, "CANNOT_COME")

    refused = phone.says(link, "ON_THE_WAY")

    assert refused.status_code == 400
    assert not phone.alert().is_acknowledged


@pytest.mark.parametrize("link", ["/a/abc", "/a/AAAAAAAAAAAA", "/a/AAAAAAAAAAA%27", "/a/" + "x" * 400])
def test_what_is_no_link_looks_like_one_that_is_over(phone: Phone, link: str) -> None:
    phone.is_called()
    page = phone.browser.get(link)

    assert page.status_code == 400
    assert "链接已失效" in page.text
    assert phone.says(link).status_code == 400
    assert not phone.alert().is_acknowledged


def test_a_link_is_over_after_a_quarter_of_an_hour(phone: Phone, clock: FakeClock) -> None:
    link = phone.is_called()
    clock.advance(timedelta(minutes=15))

    assert phone.browser.get(link).status_code == phone.says(link).status_code == 400
    assert not phone.alert().is_acknowledged


def test_the_page_of_another_site_answers_nothing(phone: Phone) -> None:
    link = phone.is_called()

    assert phone.says(link, origin="https://evil.example").status_code == 400
    assert not phone.alert().is_acknowledged


def test_whose_account_was_disabled_answers_nothing(phone: Phone) -> None:
    link = phone.is_called()
    phone.database.transact(
        lambda tx: disable_commands.disable(
            tx, phone.admin, phone.plants.bob.person_id, hand_over_to=phone.plants.erik.person_id
        )
    )

    assert phone.says(link).status_code == 400
    assert not phone.alert().is_acknowledged


def test_who_tries_many_is_held_up(phone: Phone) -> None:
    phone.is_called()

    answers = [phone.browser.get(f"/a/{number:012}").status_code for number in range(130)]

    assert answers[0] == 400
    assert answers[-1] == 429


def test_the_link_itself_is_kept_nowhere(phone: Phone) -> None:
    link = phone.is_called().removeprefix("/a/")

    assert re.fullmatch(r"[A-Za-z0-9]{12}", link)
    rows = phone.database.read(lambda s: [each.model_dump() for each in s.exec(select(AnswerLinkRow)).all()])
    assert len(rows) == 1
    assert link not in repr(rows)


def test_what_a_program_posts_without_the_page_answers_nothing(phone: Phone) -> None:
    link = phone.is_called()

    plain = phone.browser.post(link, data={"answer": "ON_THE_WAY"})
    made_up = phone.browser.post(link, data={"answer": "ON_THE_WAY", "form": "1-" + "0" * 32})

    assert [each.status_code for each in (plain, made_up)] == [200, 200]
    assert "已记录" not in plain.text + made_up.text
    assert not phone.alert().is_acknowledged
    assert "已记录：您在路上" in phone.says(link).text, "the link itself is as good as before"


def test_a_page_that_stood_open_while_the_hour_changed_still_answers(phone: Phone, clock: FakeClock) -> None:
    clock.now = clock.now.replace(minute=55) + timedelta(hours=1)
    link = phone.is_called()
    form = form_of(phone.browser.get(link).text)
    clock.advance(timedelta(minutes=10))

    answered = phone.browser.post(link, data={"answer": "ON_THE_WAY", "form": form})

    assert "已记录：您在路上" in answered.text


def test_a_form_of_another_site_answers_nothing_in_a_browser_that_says_so(phone: Phone) -> None:
    link = phone.is_called()

    assert phone.says(link, **{"sec-fetch-site": "cross-site"}).status_code == 400
    assert not phone.alert().is_acknowledged
    assert "已记录" in phone.says(link, **{"sec-fetch-site": "same-origin"}).text
