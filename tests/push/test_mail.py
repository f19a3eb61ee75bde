"""E-mail: encrypted, by a server whose certificate was checked, with nothing of a message in its headers."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from push.catalogue import build
from push.endpoint import Endpoint
from push.http_client import Network
from push.message import Message, Urgency
from push.outcome import Outcome, Verdict
from tests.support.channel_cases import CASES, MESSAGE, NOW, SECRET, made, typed
from tests.support.fake_providers import MailServer, Mood

OFFICER = Endpoint("officer@plant.example")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with made(CASES["e-mail"]) as started:
        yield started


def send(server: MailServer, message: Message = MESSAGE, **settings: str) -> Outcome:
    network = Network(frozenset({f"smtp://127.0.0.1:{server.port}"}), 60.0, lambda: NOW)
    channel = build("email", "smtp", typed(CASES["e-mail"], server) | settings, network)
    return channel.send(OFFICER, message)


def test_a_mail_says_what_happened_and_where_to_open_it(server: MailServer) -> None:
    assert send(server).verdict is Verdict.ACCEPTED

    (mail,) = server.mails
    assert (mail["From"], mail["To"]) == ("anhuan@plant.example", "officer@plant.example")
    assert (mail["Subject"], mail["Importance"]) == ("红色预警", "high")
    assert mail["Message-ID"] == "<d1f00c2e@plant.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    lines = mail.get_content().split("\r\n")
    assert lines == ["红色预警", "2号反应釜 可燃气体 62 %LEL", "https://plant.example/a/Xk29", ""]


def test_starttls_protects_sign_in_and_mail(server: MailServer) -> None:
    server.is_implicit = False

    assert send(server, security="starttls").verdict is Verdict.ACCEPTED
    assert server.commands[:4] == ["EHLO", "STARTTLS", "EHLO", "AUTH"]


def test_a_server_without_starttls_gets_neither_password_nor_mail(server: MailServer) -> None:
    server.is_implicit = server.offers_starttls = False

    assert send(server, security="starttls").verdict is Verdict.FAILED
    assert server.commands == ["EHLO"]


@pytest.mark.parametrize("settings", [{"ca_pem": ""}, {"host": "localhost"}])
def test_a_certificate_that_nobody_trusts_or_of_another_host_is_refused(
    server: MailServer, settings: dict[str, str]
) -> None:
    network = Network(
        frozenset({f"smtp://{host}:{server.port}" for host in ("127.0.0.1", "localhost")}), 60.0
    )
    channel = build("email", "smtp", typed(CASES["e-mail"], server) | settings, network)

    outcome = channel.send(OFFICER, MESSAGE)

    assert outcome.verdict is Verdict.FAILED
    assert outcome.reason.startswith("certificate:")
    assert server.commands == []


def test_a_wrong_password_is_a_failure(server: MailServer) -> None:
    server.login = "of somebody else"

    outcome = send(server)

    assert (outcome.verdict, outcome.status) == (Verdict.FAILED, 535)
    assert SECRET not in outcome.reason


@pytest.mark.parametrize(
    ("refusal", "verdict"),
    [
        ("550 5.1.1 no such mailbox", Verdict.GONE),
        ("550 5.7.1 officer@plant.example is not welcome", Verdict.FAILED),
        ("550 relaying denied", Verdict.FAILED),
        ("452 4.2.2 mailbox full", Verdict.RETRY),
    ],
)
def test_only_a_mailbox_that_does_not_exist_is_gone(
    server: MailServer, refusal: str, verdict: Verdict
) -> None:
    server.mood, server.refusal = Mood.REFUSES, refusal

    outcome = send(server)

    assert outcome.verdict is verdict
    assert OFFICER.address not in outcome.reason


def test_a_text_adds_no_header(server: MailServer) -> None:
    title = "红色\r\nBcc: spy@evil.example\r\n\r\nbody"

    assert send(server, replace(MESSAGE, title=title, urgency=Urgency.NORMAL)).verdict is Verdict.ACCEPTED

    (mail,) = server.mails
    assert mail["Subject"] == "红色 Bcc: spy@evil.example body"
    assert mail["Bcc"] is None
    assert mail["Importance"] is None


def test_a_mail_that_was_taken_is_accepted_however_the_server_parts(server: MailServer) -> None:
    server.ends_rudely = True

    assert send(server).verdict is Verdict.ACCEPTED
    assert len(server.mails) == 1
