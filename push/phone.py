"""Phone numbers as people type them and as gateways want them."""

import re
from typing import Final

MAINLAND: Final = re.compile(r"(?:\+86)?(1[3-9]\d{9})", re.ASCII)
E164: Final = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)


def is_phone(address: str) -> bool:
    """Whether it is an E.164 number (`+8613800138000`) or one of a mainland mobile (`13800138000`)."""
    is_mainland = MAINLAND.fullmatch(address) is not None
    return is_mainland or (E164.fullmatch(address) is not None and not address.startswith("+86"))


def e164(phone: str) -> str:
    """Return the number with `+` and its country."""
    return phone if phone.startswith("+") else f"+86{phone}"


def national(phone: str) -> str:
    """Return a mainland number by its 11 digits and any other one by country and digits, without `+`."""
    mainland = MAINLAND.fullmatch(phone)
    return mainland[1] if mainland else phone.removeprefix("+")
