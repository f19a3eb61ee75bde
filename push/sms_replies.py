"""Text messages that people send back, as gateways hand them over, and what these want to hear.

None of them signs what it sends, so that its address holds a secret. A gateway that hears of no success sends
the same again: Aliyun after 1, 5 and 10 minutes.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from push.phone import MAINLAND, is_phone
from push.settings import Form, Problem, WrongSetting, setting

SHORTEST_SECRET: Final = 24
"""Characters of a secret that nobody guesses: 62 to the power of 24 are 143 bits."""
LONGEST_SECRET: Final = 64
LONGEST_TEXT: Final = 200
"""Characters of a reply that are looked at; an answer has eight."""
LONGEST_ID: Final = 64
MOST_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Reply:
    """`message_id`: the same when the gateway hands the same message over once more."""

    phone: str
    text: str
    message_id: str


class Unreadable(ValueError):
    """Raised for a request that is not what this gateway sends, or holds too many replies at once."""


def reply_secret() -> Any:
    """Declare the setting: the last part of the address to which a gateway sends replies."""
    return setting(Form.CODE, is_secret=True, default="", longest=LONGEST_SECRET)


def check_reply_secret(secret: str) -> None:
    """Raises WrongSetting for one that can be guessed; none at all is no address."""
    if secret and len(secret) < SHORTEST_SECRET:
        raise WrongSetting("reply_secret", Problem.MALFORMED)


def read_replies(provider: str, body: bytes) -> list[Reply]:
    """Return the messages of a call by this provider; those from what is no phone are left out. Raises
    Unreadable.
    """
    try:
        found = READERS[provider](json.loads(body))
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise Unreadable(f"not what {provider} sends") from error
    if len(found) > MOST_AT_ONCE:
        raise Unreadable(f"more than {MOST_AT_ONCE} at once")
    return [each for each in found if is_phone(each.phone)]


def _aliyun(sent: Any) -> list[Reply]:
    """Source: help.aliyun.com, "SmsUp": an array, `sequence_id` as text or number."""
    return [_reply(each["phone_number"], each["content"], each["sequence_id"]) for each in sent]


def _tencent(sent: Any) -> list[Reply]:
    """Source: cloud.tencent.com, "SMS Reply": one message, without an id, to the second."""
    country, mobile = str(sent["nationcode"]), str(sent["mobile"])
    phone = mobile if country == "86" else f"+{country}{mobile}"
    return [_reply(phone, sent["text"], _id_of(phone, sent["text"], sent["time"]))]


def _http(sent: Any) -> list[Reply]:
    """One message or an array: `phone`, `text` and, where the gateway has one, `id`."""
    several = sent if isinstance(sent, list) else [sent]
    return [
        _reply(each["phone"], each["text"], each.get("id") or _id_of(each["phone"], each["text"], ""))
        for each in several
    ]


READERS: Final[Mapping[str, Callable[[Any], list[Reply]]]] = {
    "aliyun": _aliyun,
    "tencent": _tencent,
    "http": _http,
}
HEARD: Final[Mapping[str, Mapping[str, object]]] = {
    "aliyun": {"code": 0, "msg": "OK"},
    "tencent": {"result": 0, "errmsg": "OK"},
    "http": {"ok": True},
}
"""Response (JSON) that each gateway takes for a success. It is the same whatever the message says: somebody
who tries codes learns nothing.
"""


def _reply(phone: object, text: object, message_id: object) -> Reply:
    if not isinstance(phone, str) or not isinstance(text, str) or not isinstance(message_id, str | int):
        raise TypeError("a part is of another kind")
    mainland = MAINLAND.fullmatch(phone.strip().removeprefix("0086").removeprefix("86"))
    number = mainland[1] if mainland else phone.strip()
    return Reply(number, text[:LONGEST_TEXT], str(message_id)[:LONGEST_ID])


def _id_of(phone: object, text: object, moment: object) -> str:
    return hashlib.sha256(f"{phone} {moment} {text}".encode()).hexdigest()
