"""What every channel keeps to, whatever it speaks, Web Push too; a new one is one more case.

What is set up by an administrator is asked of `CASES`, which Web Push is not among.
"""

import logging
from dataclasses import replace

import pytest

from push.catalogue import OFFERS, build
from push.endpoint import WEB_PUSH, Endpoint
from push.http_client import Network
from push.outcome import Outcome, Verdict
from push.registry import Registry, SendLimit
from push.settings import Problem, WrongSetting
from tests.support.channel_cases import ALL, CASES, MESSAGE, gone_reply, made, staged, typed
from tests.support.fake_providers import WORDS, HttpProvider, Mood, Reply

HTTP = [name for name, case in ALL.items() if case.fake is HttpProvider]
BRIEF_S = 0.4


def test_every_offer_of_the_catalogue_is_held_to_the_contract() -> None:
    offered = {(offer.kind, offer.provider) for offer in OFFERS}

    assert offered == {(case.kind, case.provider) for case in CASES.values()}


@pytest.mark.parametrize("name", ALL)
def test_a_channel_takes_its_own_addresses_and_no_others(name: str) -> None:
    with staged(name) as stage:
        registry = Registry([stage.channel])

        assert registry.accepts(stage.case.kind, stage.endpoint.address)
        for address in stage.case.foreign:
            assert not registry.accepts(stage.case.kind, address), address


@pytest.mark.parametrize("name", ALL)
def test_a_channel_says_how_much_its_provider_takes(name: str) -> None:
    with staged(name) as stage:
        found = stage.channel.limits(stage.endpoint.address)

    assert all(isinstance(each, SendLimit) and each.most > 0 for each in found)


@pytest.mark.parametrize("name", ALL)
def test_a_message_that_is_taken_is_accepted_and_keeps_its_id_when_it_is_sent_twice(name: str) -> None:
    with staged(name) as stage:
        outcomes = [stage.channel.send(stage.endpoint, MESSAGE) for _ in range(2)]

        assert [each.verdict for each in outcomes] == [Verdict.ACCEPTED] * 2, outcomes
        ids = [MESSAGE.message_id if stage.case.carries_ids else ""] * 2
        assert stage.fake.received == ids


@pytest.mark.parametrize("name", ALL)
def test_a_refusal_is_a_failure_in_the_words_of_the_provider(name: str) -> None:
    with staged(name) as stage:
        stage.fake.mood = Mood.REFUSES

        outcome = stage.channel.send(stage.endpoint, MESSAGE)

    assert outcome.verdict is Verdict.FAILED
    assert ("Not authorized" if stage.case.kind == "beacon" else WORDS) in outcome.reason


@pytest.mark.parametrize("mood", [Mood.IS_BUSY, Mood.CUTS, Mood.HANGS, Mood.DRIPS])
@pytest.mark.parametrize("name", ALL)
def test_a_provider_that_is_busy_or_falls_silent_is_tried_again(name: str, mood: Mood) -> None:
    with staged(name, timeout_s=BRIEF_S) as stage:
        stage.fake.mood = mood

        outcome = stage.channel.send(stage.endpoint, MESSAGE)

    assert outcome.verdict is Verdict.RETRY, outcome
    assert outcome.reason


@pytest.mark.parametrize("name", ALL)
def test_a_provider_that_is_down_is_tried_again(name: str) -> None:
    with staged(name) as stage:
        pass

    assert stage.channel.send(stage.endpoint, MESSAGE).verdict is Verdict.RETRY


@pytest.mark.parametrize("name", HTTP)
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_provider_is_asked_again_when_it_says(name: str, status: int) -> None:
    with staged(name) as stage:
        stage.fake.answer = Reply(status, {"Code": "Busy"}, {"Retry-After": "7"})

        outcome = stage.channel.send(stage.endpoint, MESSAGE)

    assert (outcome.verdict, outcome.status) == (Verdict.RETRY, status)
    assert outcome.retry_after is not None
    assert outcome.retry_after.total_seconds() == 7


@pytest.mark.parametrize("name", HTTP)
def test_a_huge_answer_is_read_to_its_limit_and_no_further(name: str) -> None:
    with staged(name) as stage:
        stage.fake.answer = Reply(400, b"x" * 50_000_000)

        outcome = stage.channel.send(stage.endpoint, MESSAGE)

    assert outcome.verdict in (Verdict.FAILED, Verdict.RETRY)
    assert len(outcome.reason) <= 300


@pytest.mark.parametrize("name", HTTP)
def test_a_redirect_is_not_followed(name: str) -> None:
    with staged(name) as stage, HttpProvider() as elsewhere:
        stage.fake.answer = Reply(307, {}, {"Location": f"{elsewhere.origin}/"})

        outcome = stage.channel.send(stage.endpoint, MESSAGE)

        assert outcome.verdict is Verdict.FAILED
        assert elsewhere.connections == 0


@pytest.mark.parametrize("name", [name for name, case in ALL.items() if gone_reply(case)])
def test_an_address_that_the_provider_does_not_know_is_gone(name: str) -> None:
    with staged(name) as stage:
        stage.fake.answer = gone_reply(stage.case)

        assert stage.channel.send(stage.endpoint, MESSAGE).verdict is Verdict.GONE


@pytest.mark.parametrize("name", [name for name in HTTP if ALL[name].kind not in ("webhook", WEB_PUSH)])
@pytest.mark.parametrize(
    "content",
    [
        b"<html>captive portal</html>",
        b'{"errcode":',
        b"\xff\xfe",
        b"[]",
        b"[" * 60_000,
        b'{"errcode": [], "code": {}, "Code": [], "Response": []}',
        b'{"errcode": false, "code": false, "Code": true, "Response": {"SendStatusSet": [[]]}}',
        b'{"errcode": 88, "sub_code": {}, "Response": {"SendStatusSet": {}, "Error": 7}}',
        b'{"errcode": 1e999, "code": 1e999, "Code": 1e999, "Response": {"SendStatusSet": [{"Code": []}]}}',
    ],
)
def test_an_answer_that_is_none_of_the_provider_is_not_taken_for_acceptance(
    name: str, content: bytes
) -> None:
    with staged(name) as stage:
        stage.fake.answer = Reply(200, content)

        assert stage.channel.send(stage.endpoint, MESSAGE).verdict in (Verdict.RETRY, Verdict.FAILED)


@pytest.mark.parametrize("name", ALL)
def test_secrets_stand_in_no_reason_no_log_and_no_representation(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with staged(name, timeout_s=BRIEF_S) as stage:
        shown = [repr(stage.channel), repr(vars(stage.channel)), repr(stage.endpoint)]
        for mood in (Mood.REFUSES, Mood.IS_BUSY, Mood.CUTS, Mood.ACCEPTS):
            stage.fake.mood = mood
            shown.append(repr(stage.channel.send(stage.endpoint, MESSAGE)))

    shown.append(caplog.text)
    for secret in (*stage.case.secrets, stage.endpoint.address):
        assert not [text for text in shown if secret in text]


@pytest.mark.parametrize("name", CASES)
def test_nothing_inside_the_plant_is_called_unless_the_installation_lists_it(name: str) -> None:
    case = CASES[name]
    with made(case) as fake:
        settings = {key: value.replace("http://", "https://") for key, value in typed(case, fake).items()}
        settings = {key: value.replace("mqtt://", "mqtts://") for key, value in settings.items()}
        channel = build(case.kind, case.provider, settings, Network(timeout_s=BRIEF_S))
        address = case.address.replace("{origin}", f"https://127.0.0.1:{fake.port}")

        outcome = channel.send(Endpoint(address, case.keys), MESSAGE)
        channel.close()

        assert outcome.verdict is Verdict.FAILED, outcome
        assert fake.connections == 0


@pytest.mark.parametrize("name", CASES)
def test_an_address_without_encryption_is_refused_when_the_channel_is_set_up(name: str) -> None:
    case = CASES[name]
    with made(case) as fake:
        settings = typed(case, fake)
        plain = [key for key, value in settings.items() if value.startswith(("http://", "mqtt://"))]
        if not plain:
            return  # a mail server is always encrypted, and the address of a webhook is no setting

        with pytest.raises(WrongSetting) as refused:
            build(case.kind, case.provider, settings)

    assert (refused.value.name, refused.value.problem) == (plain[0], Problem.NOT_ALLOWED)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("address", ["", "nonsense \n", "\x00", "{{phone}}", "https://[", "a" * 5000])
def test_an_address_that_is_none_fails_and_does_not_raise(name: str, address: str) -> None:
    with staged(name) as stage:
        outcome = stage.channel.send(replace(stage.endpoint, address=address), MESSAGE)

    assert isinstance(outcome, Outcome)
