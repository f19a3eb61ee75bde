"""Codes and names that people type: one spelling for what looks the same, and no more than a label holds."""

import re
import unicodedata
from typing import Final

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text

LONGEST_CODE: Final = 32
LONGEST_NAME: Final = 60
PHONE: Final = re.compile(r"\+?[0-9]{1,15}")
CODE: Final = re.compile(r"[\w][\w.#/-]*")


def clean(text: str) -> str:
    """The text with half-width letters and digits, single spaces, and nothing that cannot be seen."""
    seen = "".join(
        " " if unicodedata.category(letter) in ("Zs", "Cc") else letter
        for letter in unicodedata.normalize("NFKC", text)
        if unicodedata.category(letter) != "Cf"
    )
    return " ".join(seen.split())


def checked_phone(text: str, *, fewest: int = 5) -> str:
    """The number as it is kept, empty for none. Raises Refused(PHONE_INVALID): `fewest` to 15 digits.

    A plant's own extensions are shorter than what is dialled from outside.
    """
    number = re.sub(r"[\s()-]", "", clean(text))
    if number and (PHONE.fullmatch(number) is None or len(number.lstrip("+")) < fewest):
        raise Refused(ErrorCode.PHONE_INVALID, "no phone number")
    return number


def checked_code(text: str) -> str:
    """The code as it is kept. Raises Refused(CODE_INVALID): 1 to 32 letters, digits and `. _ - # /`."""
    code = clean(text)
    if len(code) > LONGEST_CODE or CODE.fullmatch(code) is None:
        raise Refused(ErrorCode.CODE_INVALID, f"no code: {code[:40]!r}")
    return code


def checked_name(zh: str, en: str = "") -> Text:
    """The name in both languages; that of one stands in where the other is missing.

    Raises Refused(NAME_INVALID) for none, or for more than 60 characters.
    """
    name = Text(clean(zh) or clean(en), clean(en) or clean(zh))
    if not name.zh or max(len(name.zh), len(name.en)) > LONGEST_NAME:
        raise Refused(ErrorCode.NAME_INVALID, f"a name has 1 to {LONGEST_NAME} characters")
    return name
