"""Every channel that a site can set up, with a fake of its provider: parameters of the contract test."""

import base64
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from push.catalogue import build
from push.endpoint import WEB_PUSH, Endpoint
from push.http_client import Network
from push.message import Message, Purpose, Variables
from push.registry import Channel
from push.vapid import VapidKeys
from push.webpush import WebPush
from tests.support.fake_providers import WORDS, Broker, HttpProvider, MailServer, Reply, SocketFake
from tests.support.fakes import Subscription

NOW: Final = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
MESSAGE: Final = Message(
    title="红色预警",
    body="2号反应釜 可燃气体 62 %LEL",
    navigate="https://plant.example/alerts/7",
    link="https://plant.example/a/Xk29",
    topic="0f3c6d5e8a914b0c9d2e7f1a5b6c8d90",
    purpose=Purpose.RED,
    variables=Variables(tier="红色", place="2号反应釜", value="62 %LEL", number="A-7", code="Xk29"),
    message_id="d1f00c2e",
)
SECRET: Final = "s3cret-of-the-site"
KEY: Final = "0123456789abcdef0123456789abcdef"
WEBHOOK_SECRET: Final = "whsec_" + base64.b64encode(b"0123456789abcdef01234567").decode()
PHONE: Final = "13800138000"
SMS: Final = {"template_alert": "T1", "template_code": "T2", "sign_name": "安环"}
GATEWAY: Final = {
    "headers": f"Authorization: Bearer {SECRET}",
    "body": '{"to":"{{phone}}","text":"{{text}}","id":"{{id}}"}',
    "accepted_contains": '"ok": true',
}
TOKEN: Final = "token-of-the-app-0001"


@dataclass(frozen=True)
class Case:
    """`settings`, `address` and `keys` may name `{origin}`, `{port}` and `{ca}` of the fake."""

    kind: str
    provider: str
    settings: dict[str, str]
    address: str
    fake: type[SocketFake] = HttpProvider
    http: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = (SECRET,)
    foreign: tuple[str, ...] = ("", "13800", "https://10.0.0.1/x", "a b", "line\nbreak")
    gone: Reply | None = None
    carries_ids: bool = True


@dataclass
class Stage:
    """A channel, and the fake that it is connected to."""

    case: Case
    channel: Channel
    endpoint: Endpoint
    fake: Any


def _chat(path: str, code: str, words: str, gone: int) -> dict[str, Any]:
    return {
        "sending": ("POST", path),
        "accepted": Reply(200, {code: 0, words: "ok"}),
        "refused": Reply(200, {code: 310000, words: f"{WORDS} {SECRET} {KEY} {TOKEN}"}),
        "_gone": Reply(200, {code: gone, words: "gone"}),
    }


def _app(chat: dict[str, Any], place: tuple[str, str], token: dict[str, Any]) -> dict[str, Any]:
    return chat | {"beside": {place: Reply(200, token)}}


_TENCENT: Final = {"SerialNo": "1", "PhoneNumber": f"+86{PHONE}"}
CASES: Final[dict[str, Case]] = {
    "sms by Aliyun": Case(
        "sms",
        "aliyun",
        SMS | {"access_key_id": "LTAI0001", "access_key_secret": SECRET, "api_url": "{origin}/"},
        PHONE,
        http={
            "accepted": Reply(200, {"Code": "OK", "Message": "OK", "BizId": "1"}),
            "refused": Reply(400, {"Code": "isv.X", "Message": f"{WORDS} {SECRET} {PHONE}"}),
            "id_of": lambda call: call.query["OutId"],
        },
        gone=Reply(200, {"Code": "isv.MOBILE_NUMBER_ILLEGAL", "Message": "no number"}),
    ),
    "sms by Tencent": Case(
        "sms",
        "tencent",
        SMS | {"secret_id": "AKID0001", "secret_key": SECRET, "app_id": "14", "api_url": "{origin}/"},
        f"+86{PHONE}",
        http={
            "accepted": Reply(200, {"Response": {"SendStatusSet": [_TENCENT | {"Code": "Ok"}]}}),
            "refused": Reply(
                200, {"Response": {"Error": {"Code": "AuthFailure", "Message": f"{WORDS} {SECRET}"}}}
            ),
            "id_of": lambda call: call.fields["SessionContext"],
        },
        gone=Reply(
            200,
            {
                "Response": {
                    "SendStatusSet": [_TENCENT | {"Code": "InvalidParameterValue.IncorrectPhoneNumber"}]
                }
            },
        ),
    ),
    "sms by any gateway": Case(
        "sms",
        "http",
        GATEWAY | {"url": "{origin}/sms?key=" + KEY},
        PHONE,
        http={
            "sending": ("POST", "/sms"),
            "accepted": Reply(200, {"ok": True}),
            "refused": Reply(200, {"ok": False, "why": f"{WORDS} {SECRET} {KEY} {PHONE}"}),
            "id_of": lambda call: call.fields["id"],
        },
        secrets=(SECRET, KEY),
    ),
    "voice by any gateway": Case(
        "voice",
        "http",
        GATEWAY | {"url": "{origin}/call", "method": "PUT"},
        "+4915112345678",
        http={
            "sending": ("PUT", "/call"),
            "accepted": Reply(200, {"ok": True}),
            "refused": Reply(403, {"why": f"{WORDS} {SECRET}"}),
            "id_of": lambda call: call.fields["id"],
        },
    ),
    "a group of WeCom": Case(
        "wecom",
        "wecom",
        {"api_url": "{origin}"},
        "{origin}/cgi-bin/webhook/send?key=" + KEY,
        http=_chat("/cgi-bin/webhook/send", "errcode", "errmsg", 93000),
        secrets=(KEY,),
        foreign=("https://10.0.0.1/cgi-bin/webhook/send?key=" + KEY, "zhang.san", "@all"),
        carries_ids=False,
    ),
    "a person of WeCom": Case(
        "wecom",
        "wecom",
        {"api_url": "{origin}", "corp_id": "ww1", "agent_id": "1000002", "secret": SECRET},
        "zhang.san",
        http=_app(
            _chat("/cgi-bin/message/send", "errcode", "errmsg", 60111),
            ("GET", "/cgi-bin/gettoken"),
            {"errcode": 0, "access_token": TOKEN, "expires_in": 7200},
        ),
        secrets=(SECRET, TOKEN),
        foreign=("@all", "zhang|li", "", "a/b"),
        carries_ids=False,
    ),
    "a group of DingTalk": Case(
        "dingtalk",
        "dingtalk",
        {"api_url": "{origin}"},
        "{origin}/robot/send?access_token=" + KEY,
        http=_chat("/robot/send", "errcode", "errmsg", 400106),
        keys={"secret": SECRET},
        secrets=(KEY, SECRET),
        foreign=("https://10.0.0.1/robot/send?access_token=" + KEY, "manager1", ""),
        carries_ids=False,
    ),
    "a person of DingTalk": Case(
        "dingtalk",
        "dingtalk",
        {"api_url": "{origin}", "app_key": "ding1", "app_secret": SECRET, "agent_id": "7"},
        "manager1",
        http=_app(
            _chat("/topapi/message/corpconversation/asyncsend_v2", "errcode", "errmsg", 33012),
            ("GET", "/gettoken"),
            {"errcode": 0, "access_token": TOKEN, "expires_in": 7200},
        ),
        secrets=(SECRET, TOKEN),
        foreign=("@all", "a,b", ""),
        carries_ids=False,
    ),
    "a group of Feishu": Case(
        "feishu",
        "feishu",
        {"api_url": "{origin}"},
        "{origin}/open-apis/bot/v2/hook/" + KEY,
        http=_chat(f"/open-apis/bot/v2/hook/{KEY}", "code", "msg", 19001),
        keys={"secret": SECRET},
        secrets=(KEY, SECRET),
        foreign=("https://10.0.0.1/open-apis/bot/v2/hook/" + KEY, "ou_1", ""),
        carries_ids=False,
    ),
    "a person of Feishu": Case(
        "feishu",
        "feishu",
        {"api_url": "{origin}", "app_id": "cli_1", "app_secret": SECRET},
        "ou_7d8a6e6df7621556ce0d21922b676706",
        http=_app(
            _chat("/open-apis/im/v1/messages", "code", "msg", 230029),
            ("POST", "/open-apis/auth/v3/tenant_access_token/internal"),
            {"code": 0, "tenant_access_token": TOKEN, "expire": 7200},
        )
        | {"id_of": lambda call: call.fields["uuid"]},
        secrets=(SECRET, TOKEN),
        foreign=("@all", "a,b", ""),
    ),
    "a webhook": Case(
        "webhook",
        "webhook",
        {"signing_secret": WEBHOOK_SECRET},
        "{origin}/hook/" + KEY,
        http={
            "sending": ("POST", f"/hook/{KEY}"),
            "accepted": Reply(204, b""),
            "refused": Reply(400, f"{WORDS} {WEBHOOK_SECRET}".encode()),
            "id_of": lambda call: call.headers["webhook-id"],
        },
        secrets=(WEBHOOK_SECRET, KEY),
        foreign=("http://plant.example/hook", "ftp://plant.example/", "hook", "https://a@b/"),
        gone=Reply(410, b"gone"),
    ),
    "e-mail": Case(
        "email",
        "smtp",
        {
            "host": "127.0.0.1",
            "port": "{port}",
            "sender": "anhuan@plant.example",
            "username": "anhuan",
            "password": SECRET,
            "ca_pem": "{ca}",
        },
        "officer@plant.example",
        fake=MailServer,
        foreign=("", "officer", "a@b", "a@b.example\nBcc: c@d.example", "<a@b.example>"),
    ),
    "a beacon": Case(
        "beacon",
        "mqtt",
        {"broker_url": "mqtt://127.0.0.1:{port}", "site": "demo", "username": "u", "password": SECRET},
        "R2-east",
        fake=Broker,
        foreign=("", "a/b", "+", "#", "a b"),
    ),
}

BROWSER: Final = Subscription(ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef")
WEB_PUSH_CASE: Final = Case(
    WEB_PUSH,
    "",
    {},
    "{origin}/p/1",
    http={
        "sending": ("POST", "/p/1"),
        "accepted": Reply(201),
        "refused": Reply(403, WORDS.encode()),
    },
    keys=BROWSER.keys,
    secrets=(BROWSER.keys["auth"],),
    foreign=("", "13800", "https://10.0.0.1/p/1", "a b"),
    gone=Reply(410, b"gone"),
    carries_ids=False,
)
"""The installation's own channel: nobody at a site sets it up, so it is no offer of the catalogue."""
ALL: Final = CASES | {"web push": WEB_PUSH_CASE}


@contextmanager
def staged(name: str, *, timeout_s: float = 60.0) -> Iterator[Stage]:
    """The channel of a case and its fake, which the installation lists as one of its own."""
    case = ALL[name]
    with made(case) as fake:
        origins = (f"{scheme}://127.0.0.1:{fake.port}" for scheme in ("http", "smtp", "mqtt"))
        network = Network(frozenset(origins), timeout_s, lambda: NOW)
        channel = (
            WebPush(
                VapidKeys(ec.generate_private_key(ec.SECP256R1())),
                subject="mailto:ops@plant.example",
                origins=(fake.origin,),
                timeout_s=timeout_s,
                now=lambda: NOW,
            )
            if case.kind == WEB_PUSH
            else build(case.kind, case.provider, typed(case, fake), network)
        )
        yield Stage(case, channel, Endpoint(_named(case.address, fake), case.keys), fake)
        channel.close()


def made(case: Case) -> Any:
    """The fake of a case, not running yet."""
    if case.fake is MailServer:
        login = base64.b64encode(f"\0anhuan\0{SECRET}".encode()).decode()
        return MailServer(tls=server_side_tls(), login=login)
    if case.fake is Broker:
        return Broker()
    return HttpProvider(**{name: value for name, value in case.http.items() if name != "_gone"})


def typed(case: Case, fake: Any) -> dict[str, str]:
    """What an administrator would type."""
    return {name: _named(value, fake) for name, value in case.settings.items()}


def _named(text: str, fake: Any) -> str:
    for name, value in (("origin", f"http://127.0.0.1:{fake.port}"), ("port", str(fake.port))):
        text = text.replace(f"{{{name}}}", value)
    return text.replace("{ca}", certificate()[0]) if "{ca}" in text else text


@cache
def certificate() -> tuple[str, str]:
    """A certificate for 127.0.0.1, and its private key, as PEM."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.plant.example")])
    host = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(host, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signed.public_bytes(serialization.Encoding.PEM).decode(), private.decode()


def server_side_tls() -> ssl.SSLContext:
    """TLS of a server that shows this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mail.pem"
        file.write_text("".join(reversed(certificate())))
        context.load_cert_chain(file)
    return context


def gone_reply(case: Case) -> Reply | None:
    """How its provider says that an address is over."""
    found: Reply | None = case.gone or case.http.get("_gone")
    return found
