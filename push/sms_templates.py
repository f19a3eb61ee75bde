"""Which template of an SMS gateway words a message, and what is filled in: gateways take no free text."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Final

from push.endpoint import Endpoint
from push.http_client import HttpClient, Network, Unreachable
from push.message import Message, Purpose
from push.outcome import Outcome, Verdict
from push.phone import is_phone
from push.registry import SendLimit
from push.settings import Form, Problem, WrongSetting, listed, secrets_of, setting
from push.sms_replies import check_reply_secret, reply_secret
from push.text import shortened

VARIABLES: Final = ("tier", "place", "value", "number", "code", "reply")
LONGEST_VARIABLE: Final = 35
"""Characters of one variable that Aliyun takes; Tencent counts similarly for notices."""
NOTHING: Final = "-"
"""An empty variable is refused."""
TIERS: Final = frozenset({Purpose.RED, Purpose.ORANGE, Purpose.YELLOW, Purpose.BLUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsTemplates:
    """Templates by their id at the gateway. One for alerts of every tier, or one per tier; the variables of
    each in the order of its text.
    """

    template_alert: str = setting(Form.CODE)
    template_code: str = setting(Form.CODE)
    template_red: str = setting(Form.CODE, default="")
    template_orange: str = setting(Form.CODE, default="")
    template_yellow: str = setting(Form.CODE, default="")
    template_blue: str = setting(Form.CODE, default="")
    template_notice: str = setting(Form.CODE, default="")
    variables_alert: str = setting(Form.LIST, default="tier,place,value,code", choices=VARIABLES)
    variables_code: str = setting(Form.LIST, default="code", choices=VARIABLES)
    variables_notice: str = setting(Form.LIST, default="place,number,code", choices=VARIABLES)
    reply_secret: str = reply_secret()

    def __post_init__(self) -> None:
        """Raises WrongSetting."""
        check_reply_secret(self.reply_secret)

    def check_reply_code(self) -> None:
        """Raises WrongSetting where people may reply and the text of an alert does not say by which code."""
        if self.reply_secret and "reply" not in listed(self.variables_alert):
            raise WrongSetting("variables_alert", Problem.WITHOUT_REPLY)


def template_of(settings: SmsTemplates, message: Message) -> str:
    """Return the id of the template for this message, empty where the site has none."""
    of_tier = {
        Purpose.RED: settings.template_red,
        Purpose.ORANGE: settings.template_orange,
        Purpose.YELLOW: settings.template_yellow,
        Purpose.BLUE: settings.template_blue,
    }
    if message.purpose in TIERS:
        return of_tier[message.purpose] or settings.template_alert
    return settings.template_code if message.purpose is Purpose.CODE else settings.template_notice


def filled(settings: SmsTemplates, message: Message) -> dict[str, str]:
    """Return the variables of the template by name, in order, each as short as a gateway wants it."""
    if message.purpose in TIERS:
        names = settings.variables_alert
    else:
        names = settings.variables_code if message.purpose is Purpose.CODE else settings.variables_notice
    return {
        name: shortened(getattr(message.variables, name), LONGEST_VARIABLE) or NOTHING
        for name in listed(names)
    }


class SmsGateway(ABC):
    """The channel `sms` by a gateway that words messages itself: what all of them have in common."""

    kind: Final = "sms"
    per_number: ClassVar[tuple[SendLimit, ...]]
    """Limits of the gateway for one number."""

    def __init__(self, settings: SmsTemplates, network: Network) -> None:
        self._templates = settings
        self._network = network
        self._client = HttpClient(network, secrets_of(settings))

    def accepts(self, address: str) -> bool:
        return is_phone(address)

    def limits(self, address: str) -> tuple[SendLimit, ...]:  # noqa: ARG002 - the same for every number
        return self.per_number

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        """Ask the gateway to word and send it. A number that is none is GONE."""
        template = template_of(self._templates, message)
        if not template:
            return Outcome(Verdict.FAILED, f"no template for {message.purpose}")
        try:
            return self._ask(endpoint.address, template, message)
        except Unreachable as failed:
            return failed.outcome

    def close(self) -> None:
        self._client.close()

    @abstractmethod
    def _ask(self, address: str, template: str, message: Message) -> Outcome:
        """Send the message to this number by the template. Raises Unreachable."""
