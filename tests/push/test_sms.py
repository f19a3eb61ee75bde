"""What SMS and voice gateways are sent: a template and its variables, or what a site typed with its gaps."""

import json
from dataclasses import replace

import pytest

from push import aliyun_sms, tencent_sms
from push.catalogue import build
from push.endpoint import Endpoint
from push.http_client import Network
from push.message import Message, Purpose, Variables
from push.outcome import Verdict
from push.settings import Problem, WrongSetting
from tests.support.channel_cases import CASES, MESSAGE, NOW, PHONE, SECRET, SMS, staged
from tests.support.fake_providers import HttpProvider, Reply

ALIYUN, TENCENT, GATEWAY = "sms by Aliyun", "sms by Tencent", "sms by any gateway"


def test_aliyun_gets_template_and_variables_by_name_and_a_signature_over_them() -> None:
    with staged(ALIYUN) as stage:
        stage.channel.send(stage.endpoint, MESSAGE)
        (call,) = stage.fake.calls

    assert call.query | {"TemplateParam": None} == {
        "PhoneNumbers": PHONE,
        "SignName": "安环",
        "TemplateCode": "T1",
        "TemplateParam": None,
        "OutId": "d1f00c2e",
    }
    assert json.loads(call.query["TemplateParam"]) == {
        "tier": "红色",
        "place": "2号反应釜",
        "value": "62 %LEL",
        "code": "Xk29",
    }
    assert call.raw_query == aliyun_sms.canonical_query(call.query)
    signed = aliyun_sms.signed_headers(
        host=call.headers["host"],
        action="SendSms",
        version="2017-05-25",
        query=call.query,
        key=("LTAI0001", SECRET),
        at=NOW,
        nonce=call.headers["x-acs-signature-nonce"],
    )
    assert {name.lower(): value for name, value in signed.items()}.items() <= call.headers.items()


def test_aliyun_never_sees_a_nonce_twice() -> None:
    with staged(ALIYUN) as stage:
        for _ in range(3):
            stage.channel.send(stage.endpoint, MESSAGE)

        assert len({call.headers["x-acs-signature-nonce"] for call in stage.fake.calls}) == 3


def test_tencent_gets_variables_in_the_order_of_its_template_and_a_signature_over_them() -> None:
    with staged(TENCENT) as stage:
        stage.channel.send(stage.endpoint, MESSAGE)
        (call,) = stage.fake.calls

    assert call.fields == {
        "PhoneNumberSet": [f"+86{PHONE}"],
        "SmsSdkAppId": "14",
        "SignName": "安环",
        "TemplateId": "T1",
        "TemplateParamSet": ["红色", "2号反应釜", "62 %LEL", "Xk29"],
        "SessionContext": "d1f00c2e",
    }
    assert call.headers["authorization"] == tencent_sms.authorization(
        host=call.headers["host"],
        service="sms",
        action="SendSms",
        body=call.body,
        key=("AKID0001", SECRET),
        at=NOW,
    )


def sent_variables(provider: str, message: Message, **settings: str) -> list[str]:
    case = CASES[provider]
    with HttpProvider(**case.http) as fake:
        typed = SMS | {name: value.format(origin=fake.origin) for name, value in case.settings.items()}
        channel = build("sms", case.provider, typed | settings, Network(frozenset({fake.origin}), 60.0))
        channel.send(Endpoint(PHONE), message)
        channel.close()
        (call,) = fake.calls
        found: list[str] = call.fields["TemplateParamSet"]
        return [call.fields["TemplateId"], *found]


@pytest.mark.parametrize(
    ("purpose", "template"), [(Purpose.RED, "T9"), (Purpose.BLUE, "T1"), (Purpose.NOTICE, "T3")]
)
def test_a_site_may_word_a_tier_by_a_template_of_its_own(purpose: Purpose, template: str) -> None:
    settings = {"template_red": "T9", "template_notice": "T3"}

    assert sent_variables(TENCENT, replace(MESSAGE, purpose=purpose), **settings)[0] == template


def test_the_code_of_an_address_goes_by_the_template_for_codes() -> None:
    message = replace(MESSAGE, purpose=Purpose.CODE, variables=Variables(code="482913"))

    assert sent_variables(TENCENT, message) == ["T2", "482913"]


def test_variables_are_shortened_to_what_gateways_take_and_never_empty() -> None:
    variables = Variables(tier="红色", place="三号罐区东侧装卸栈台" * 9, value="62\n%LEL\t !", code="")

    _, tier, place, value, code = sent_variables(TENCENT, replace(MESSAGE, variables=variables))

    assert (tier, value, code) == ("红色", "62 %LEL !", "-")
    assert len(place) == 35
    assert place.endswith("…")


@pytest.mark.parametrize("provider", [ALIYUN, TENCENT])
def test_a_message_without_a_template_fails_before_anybody_is_asked(provider: str) -> None:
    with staged(provider) as stage:
        outcome = stage.channel.send(stage.endpoint, replace(MESSAGE, purpose=Purpose.NOTICE))

        assert outcome.verdict is Verdict.FAILED
        assert stage.fake.connections == 0


@pytest.mark.parametrize(
    ("provider", "code", "verdict"),
    [
        (ALIYUN, "isv.BUSINESS_LIMIT_CONTROL", Verdict.RETRY),
        (ALIYUN, "isv.AMOUNT_NOT_ENOUGH", Verdict.FAILED),
        (ALIYUN, "isv.SMS_TEMPLATE_ILLEGAL", Verdict.FAILED),
        (TENCENT, "LimitExceeded.PhoneNumberThirtySecondLimit", Verdict.RETRY),
        (TENCENT, "FailedOperation.InsufficientBalanceInSmsPackage", Verdict.FAILED),
        (TENCENT, "FailedOperation.PhoneNumberInBlacklist", Verdict.FAILED),
    ],
)
def test_a_code_of_a_gateway_says_whether_another_try_makes_sense(
    provider: str, code: str, verdict: Verdict
) -> None:
    status = {"Code": code, "Message": "in its words"}
    content = status if provider == ALIYUN else {"Response": {"SendStatusSet": [status]}}
    with staged(provider) as stage:
        stage.fake.answer = Reply(200, content)

        outcome = stage.channel.send(stage.endpoint, MESSAGE)

    assert outcome.verdict is verdict
    assert outcome.reason == f"200 {code}: in its words"


def typed_gateway(origin: str, **settings: str) -> dict[str, str]:
    return {"url": f"{origin}/sms", "method": "POST"} | settings


def through_gateway(text: str, **settings: str) -> HttpProvider:
    """What a gateway of the site's own choice was sent for a message with this body."""
    with HttpProvider(sending=(settings.get("method", "POST"), "/sms")) as fake:
        settings = {name: value.format(origin=fake.origin) for name, value in settings.items()}
        channel = build(
            "sms", "http", typed_gateway(fake.origin) | settings, Network(frozenset({fake.origin}), 60.0)
        )
        assert channel.send(Endpoint(PHONE), replace(MESSAGE, body=text)).verdict is Verdict.ACCEPTED
        channel.close()
    return fake


HOSTILE = 'a"b\\c&d=e+f%20{{phone}}\u2028</script>'


def test_what_is_filled_into_json_stays_inside_its_text() -> None:
    (call,) = through_gateway(
        HOSTILE, body='{{"to": "{{{{phone}}}}", "say": {{"text": "{{{{body}}}}"}}}}'
    ).calls

    assert call.fields == {"to": PHONE, "say": {"text": HOSTILE.replace("\u2028", " ")}}


def test_what_is_filled_into_a_form_or_a_url_adds_no_field() -> None:
    (call,) = through_gateway(
        HOSTILE, method="GET", url="{origin}/sms?to={{{{phone_e164}}}}&text={{{{body}}}}"
    ).calls

    assert call.query == {"to": f"+86{PHONE}", "text": HOSTILE.replace("\u2028", " ")}

    (call,) = through_gateway(HOSTILE, body="a=1&text={{{{body}}}}", body_format="form").calls
    assert call.headers["content-type"].startswith("application/x-www-form-urlencoded")
    assert call.body.decode().count("&") == 1


@pytest.mark.parametrize(
    "settings",
    [
        {"url": "https://{{phone}}.example/sms"},
        {"url": "https://sms.example/?x={{password}}"},
        {"url": "sms.example"},
        {"body": "{not json"},
        {"body": '{"x": "{{nobody}}"}'},
        {"headers": "no header"},
        {"headers": "X-Phone: {{phone}}"},
        {"headers": "X: 1\nBroken"},
        {"method": "DELETE"},
    ],
)
def test_a_request_that_cannot_be_right_is_refused_when_it_is_typed(settings: dict[str, str]) -> None:
    (name,) = settings

    with pytest.raises(WrongSetting) as refused:
        build("sms", "http", typed_gateway("https://sms.example") | settings)

    assert (refused.value.name, refused.value.problem) == (name, Problem.MALFORMED)


@pytest.mark.parametrize(
    ("address", "is_phone"),
    [
        ("13800138000", True),
        ("+8613800138000", True),
        ("+4915112345678", True),
        ("8613800138000", False),
        ("12800138000", False),
        ("+862012345678", False),
        ("+0123456789", False),
        ("１３８００１３８０００", False),
        ("13800138000 ", False),
    ],
)
def test_a_phone_is_a_mainland_mobile_or_an_e164_number(address: str, is_phone: bool) -> None:
    with staged(GATEWAY) as stage:
        assert stage.channel.accepts(address) is is_phone


def test_a_landline_is_called_but_gets_no_sms() -> None:
    with staged(GATEWAY) as sms, staged("voice by any gateway") as voice:
        assert voice.channel.accepts("+862082345678")
        assert not sms.channel.accepts("+862082345678")
