"""The page of channels is drawn from the catalogue, and what is typed there is checked by it."""

from collections.abc import Mapping
from dataclasses import fields

import pytest

from push.catalogue import OFFERS, AddressForm, UnknownProvider, build, check
from push.http_client import Network
from push.mail import MailSettings
from push.message import Purpose, Variables
from push.settings import Form, Problem, WrongSetting, described, parse, secrets_of
from push.sms_templates import VARIABLES
from tests.support.channel_cases import CASES, SECRET, Case, certificate

MAIL = {"host": "mail.plant.example", "sender": "anhuan@plant.example"}


def test_every_offer_describes_its_settings_without_words() -> None:
    for offer in OFFERS:
        assert offer.address in AddressForm
        for each in offer.settings:
            assert each.name.isidentifier()
            assert not (each.is_secret and each.default)
            assert bool(each.choices) is (each.form in (Form.CHOICE, Form.LIST)), each


def test_what_looks_like_a_secret_is_described_as_one() -> None:
    named = [
        each
        for offer in OFFERS
        for each in offer.settings
        if "secret" in each.name or "password" in each.name
    ]

    assert named
    assert all(each.is_secret for each in named if each.name != "secret_id")


@pytest.mark.parametrize("name", CASES)
def test_each_required_setting_is_missed_by_its_name(name: str) -> None:
    case = CASES[name]
    (offer,) = (each for each in OFFERS if (each.kind, each.provider) == (case.kind, case.provider))
    for each in offer.settings:
        if each.is_required:
            refused = wrong(case.kind, case.provider, {**case.settings, each.name: " "}, but=each.name)

            assert (refused.name, refused.problem) == (each.name, Problem.MISSING)


def public(settings: Mapping[str, str]) -> dict[str, str]:
    """These settings with public addresses for those of fakes."""
    return {
        name: value.replace("{origin}", "https://provider.example")
        .replace("mqtt://127.0.0.1:{port}", "mqtts://provider.example:8883")
        .replace("{port}", "465")
        .replace("{ca}", certificate()[0])
        for name, value in settings.items()
    }


def wrong(kind: str, provider: str, settings: Mapping[str, str], *, but: str = "") -> WrongSetting:
    """How these settings are refused."""
    named = {name: value for name, value in public(settings).items() if name != but}
    with pytest.raises(WrongSetting) as refused:
        build(kind, provider, named)
    return refused.value


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"port": "0"}, Problem.MALFORMED),
        ({"port": "70000"}, Problem.MALFORMED),
        ({"port": "４６５"}, Problem.MALFORMED),
        ({"host": "mail.plant.example/x"}, Problem.MALFORMED),
        ({"host": "-"}, Problem.MALFORMED),
        ({"sender": "anhuan"}, Problem.MALFORMED),
        ({"sender": "a@b.example\r\nBcc: c@d.example"}, Problem.MALFORMED),
        ({"security": "none"}, Problem.MALFORMED),
        ({"ca_pem": "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----"}, Problem.MALFORMED),
        ({"username": "anhuan\x00"}, Problem.MALFORMED),
        ({"username": "x" * 300}, Problem.TOO_LONG),
        ({"nobody": "x"}, Problem.UNKNOWN),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name(changed: dict[str, str], problem: Problem) -> None:
    (name,) = changed

    refused = wrong("email", "smtp", MAIL | changed)

    assert (refused.name, refused.problem) == (name, problem)


def test_signing_in_takes_a_name_and_a_password() -> None:
    assert wrong("email", "smtp", MAIL | {"username": "anhuan"}).name == "password"
    assert wrong("email", "smtp", MAIL | {"password": "x"}).name == "username"


def test_variables_of_a_template_are_those_that_there_are() -> None:
    case = CASES["sms by Tencent"]

    assert wrong(case.kind, case.provider, {**case.settings, "variables_alert": "tier,colour"}).name == (
        "variables_alert"
    )


def test_a_refusal_does_not_repeat_what_was_typed() -> None:
    refused = wrong("email", "smtp", MAIL | {"username": "u", "password": f"{SECRET}\x00"})

    assert refused.name == "password"
    assert SECRET not in f"{refused!r} {refused}"


def test_a_provider_that_nobody_offers_is_unknown() -> None:
    with pytest.raises(UnknownProvider):
        build("pigeon", "aliyun", {}, Network())


def test_settings_hide_their_secrets() -> None:
    parsed = parse(MailSettings, MAIL | {"username": "anhuan", "password": SECRET})

    assert SECRET not in repr(parsed)
    assert secrets_of(parsed) == (SECRET,)
    assert [each.name for each in described(MailSettings) if each.is_secret] == ["password"]


def test_the_variables_of_templates_are_those_of_a_message() -> None:
    assert tuple(each.name for each in fields(Variables)) == VARIABLES
    assert {purpose.name for purpose in Purpose} >= {"RED", "ORANGE", "YELLOW", "BLUE", "CODE"}


def test_texts_that_people_may_reply_to_have_to_say_with_which_code() -> None:
    aliyun, own = CASES["sms by Aliyun"], CASES["sms by any gateway"]
    may_reply = {"reply_secret": "r" * 24}

    def lacking(case: Case, **changed: str) -> tuple[str, Problem] | None:
        try:
            check(case.kind, case.provider, public(case.settings) | changed)
        except WrongSetting as refused:
            return refused.name, refused.problem
        return None

    assert lacking(aliyun) is None, "nobody can reply"
    assert lacking(aliyun, **may_reply) == ("variables_alert", Problem.WITHOUT_REPLY)
    assert lacking(aliyun, **may_reply, variables_alert="tier,place,value,code,reply") is None
    assert lacking(own, **may_reply) is None, "the whole text has it at its end"
    without = '{"to":"{{phone}}","what":"{{title}}"}'
    assert lacking(own, **may_reply, body=without) == ("body", Problem.WITHOUT_REPLY)
    build(aliyun.kind, aliyun.provider, public(aliyun.settings) | may_reply).close()
