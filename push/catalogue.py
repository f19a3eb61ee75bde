"""Which channels a site can set up, by whom, with which settings: data for a page, and how each is built.

Web Push is not among them: it belongs to the installation, whose keys every subscription is bound to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import partial
from typing import Any, Final

from push.aliyun_sms import AliyunSms, AliyunSmsSettings
from push.beacon import Beacon, BeaconSettings
from push.chat_stream import ChatProtocol
from push.dingtalk import Dingtalk, DingtalkSettings
from push.dingtalk_stream import DingtalkStream
from push.endpoint import Endpoint
from push.feishu import Feishu
from push.feishu_api import FeishuSettings
from push.feishu_stream import FeishuStream
from push.http_client import Network
from push.http_template import HttpSmsSettings, HttpTemplate, HttpTemplateSettings
from push.mail import Mail, MailSettings
from push.registry import Channel
from push.settings import Form, Problem, Setting, WrongSetting, described, parse
from push.sms_templates import SmsTemplates
from push.tencent_sms import TencentSms, TencentSmsSettings
from push.webhook import Webhook, WebhookSettings
from push.wecom import Wecom, WecomSettings
from push.wecom_stream import WecomStream

ENCRYPTED: Final = ("https://", "mqtts://", "wss://")


class AddressForm(StrEnum):
    """Form of the addresses of a channel."""

    PHONE = "PHONE"
    EMAIL = "EMAIL"
    CHAT = "CHAT"
    """The URL of a group's bot, with its signing `secret` among the keys where it has one, or a user id."""
    URL = "URL"
    BEACON = "BEACON"
    """The code of a beacon."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to set up a kind of channel, described for a page."""

    kind: str
    provider: str
    address: AddressForm
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    address: AddressForm
    settings: type
    make: Callable[[Any, Network], Channel]
    stream: Callable[[Any, Network], ChatProtocol] | None = None
    """Protocol of a chat in which an alert is answered, over a connection that goes out."""


_ENTRIES: Final[Mapping[tuple[str, str], _Entry]] = {
    ("sms", "aliyun"): _Entry(AddressForm.PHONE, AliyunSmsSettings, AliyunSms),
    ("sms", "tencent"): _Entry(AddressForm.PHONE, TencentSmsSettings, TencentSms),
    ("sms", "http"): _Entry(AddressForm.PHONE, HttpSmsSettings, partial(HttpTemplate, "sms")),
    ("voice", "http"): _Entry(AddressForm.PHONE, HttpTemplateSettings, partial(HttpTemplate, "voice")),
    ("wecom", "wecom"): _Entry(AddressForm.CHAT, WecomSettings, Wecom, WecomStream),
    ("dingtalk", "dingtalk"): _Entry(AddressForm.CHAT, DingtalkSettings, Dingtalk, DingtalkStream),
    ("feishu", "feishu"): _Entry(AddressForm.CHAT, FeishuSettings, Feishu, FeishuStream),
    ("email", "smtp"): _Entry(AddressForm.EMAIL, MailSettings, Mail),
    ("webhook", "webhook"): _Entry(AddressForm.URL, WebhookSettings, Webhook),
    ("beacon", "mqtt"): _Entry(AddressForm.BEACON, BeaconSettings, Beacon),
}
OFFERS: Final = tuple(
    Offer(kind, provider, entry.address, described(entry.settings))
    for (kind, provider), entry in _ENTRIES.items()
)


class UnknownProvider(LookupError):
    """No such kind of channel is offered by such a provider."""


def build(kind: str, provider: str, settings: Mapping[str, str], network: Network | None = None) -> Channel:
    """Return the channel that these settings describe.

    Raises UnknownProvider, and WrongSetting with the name of the setting that cannot be used.
    """
    network = network or Network()
    entry, parsed = _parsed(kind, provider, settings, network)
    return entry.make(parsed, network)


def stream(kind: str, provider: str, settings: Mapping[str, str], network: Network) -> ChatProtocol:
    """Return what this chat speaks over a connection that goes out. Raises as `build` does."""
    entry, parsed = _parsed(kind, provider, settings, network)
    if entry.stream is None:
        raise UnknownProvider(f"no answers from {kind} by {provider}")
    return entry.stream(parsed, network)


def check(kind: str, provider: str, settings: Mapping[str, str], network: Network | None = None) -> None:
    """Check what somebody is about to set up; stricter than `build`, by which what is in use goes on.

    Raises as `build` does.
    """
    network = network or Network()
    entry, parsed = _parsed(kind, provider, settings, network)
    entry.make(parsed, network).close()
    if isinstance(parsed, SmsTemplates | HttpSmsSettings):
        parsed.check_reply_code()


def _parsed(kind: str, provider: str, settings: Mapping[str, str], network: Network) -> tuple[_Entry, Any]:
    """Return who offers it, and the settings that were typed. Raises as `build` does."""
    entry = _ENTRIES.get((kind, provider))
    if entry is None:
        raise UnknownProvider(f"{kind} by {provider}")
    parsed: Any = parse(entry.settings, settings)
    for each in fields(entry.settings):
        is_url = each.metadata["form"] is Form.URL
        if is_url and not _may_be_called(getattr(parsed, each.name), network):
            raise WrongSetting(each.name, Problem.NOT_ALLOWED)
    return entry, parsed


def _may_be_called(url: str, network: Network) -> bool:
    """Whether the URL is an encrypted one, or one that the installation lists."""
    origin = Endpoint(url).origin
    return origin.startswith(ENCRYPTED) or network.allows(origin)
