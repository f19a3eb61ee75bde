"""Which passwords are taken: long enough, hard to guess, and without the names that everybody knows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from zxcvbn import zxcvbn

from backend.core import words
from backend.core.errors import ErrorCode, Refused

MIN_PASSWORD: Final = 12
MAX_PASSWORD: Final = 200
LEAST_SCORE: Final = 3
"""Of 4: more than 10^8 guesses, as the library counts them."""
JUDGED: Final = 72
"""Characters that are judged: its time grows with the square, and a long prefix that passes is enough."""
PRODUCT: Final = (words.text("app.name").zh, "anhuan")
LEAST_LATIN: Final = 3
LEAST_HAN: Final = 2
"""Shorter parts of names stand in too many words by chance."""
WORD: Final = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")


def check_password(password: str, names: Iterable[str]) -> None:
    """`names`: of the person, their user name, and of their sites in both languages.

    Raises Refused: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_HOLDS_NAME, PASSWORD_TOO_COMMON.
    """
    said = normalized(password)
    if len(said) < MIN_PASSWORD:
        raise Refused(ErrorCode.PASSWORD_TOO_SHORT, f"at least {MIN_PASSWORD} characters")
    if len(password) > MAX_PASSWORD:
        raise Refused(ErrorCode.PASSWORD_TOO_LONG, f"at most {MAX_PASSWORD} characters")
    known = set(_parts(names))
    if any(part in said.casefold() for part in known):
        raise Refused(ErrorCode.PASSWORD_HOLDS_NAME, "holds a name of the person, the site or the product")
    if zxcvbn(said[:JUDGED], user_inputs=sorted(known))["score"] < LEAST_SCORE:
        raise Refused(ErrorCode.PASSWORD_TOO_COMMON, "guessed too soon")


def normalized(password: str) -> str:
    """The password as it is hashed: the same from a keyboard that types full-width letters."""
    return unicodedata.normalize("NFKC", password)


def _parts(names: Iterable[str]) -> Iterator[str]:
    """The names as a whole and their words, as far as they are long enough."""
    for name in (*names, *PRODUCT):
        plain = normalized(name).casefold()
        for part in (plain, *WORD.findall(plain)):
            least = LEAST_LATIN if part.isascii() else LEAST_HAN
            if len(part) >= least:
                yield part
