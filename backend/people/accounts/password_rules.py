"""Which passwords are taken: long enough, hard to guess, and without the names that everybody knows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

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
LEAST_WHOLE_LATIN: Final = 5
"""Of the name of a colleague, of whom there may be thousands: "li.na" stands in "carolina"."""
LEAST_OF_ONES_OWN: Final = 6
"""Letters, digits and characters that are left beside what everybody tries first and years."""
LOOKS_LIKE: Final = {"a": "[a@4]", "e": "[e3]", "i": "[i1!]", "o": "[o0]", "s": "[s$5]"}
LISTED: Final = Path(__file__).with_name("common_passwords.txt")
ENDING: Final = re.compile(r"(?:19|20)\d\d|(.)\1{2,}")
"""A year, or one letter again and again."""
WORD: Final = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")


def load_word_lists() -> None:
    """Load what `check_password` knows where nobody waits: a thread that holds no transaction."""
    import zxcvbn  # noqa: F401, PLC0415


def check_password(password: str, names: Iterable[str], colleagues: Iterable[str] = ()) -> None:
    """`names`: of the person, their user name and phone numbers, and of their sites in both languages.
    `colleagues`: names and user names of others at these sites; only whole ones count, a syllable of one of
    hundreds stands in every sentence.

    Raises Refused: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_HOLDS_NAME, PASSWORD_TOO_COMMON.
    """
    # Its word lists are 13 MB, which few processes ever need.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    said = normalized(password)
    if len(said) < MIN_PASSWORD:
        raise Refused(ErrorCode.PASSWORD_TOO_SHORT, f"at least {MIN_PASSWORD} characters")
    if len(password) > MAX_PASSWORD:
        raise Refused(ErrorCode.PASSWORD_TOO_LONG, f"at most {MAX_PASSWORD} characters")
    names = (*names, *PRODUCT)
    known, others = set(_parts(names)), set(_whole(colleagues, least=LEAST_WHOLE_LATIN))
    plain, whole = said.casefold(), (*others, *_whole(names, least=LEAST_LATIN))
    if any(part in plain for part in (*known, *others)) or any(
        rest.startswith(whole) for rest in _from_each_word(plain)
    ):
        raise Refused(ErrorCode.PASSWORD_HOLDS_NAME, "holds a name of the person, the site or the product")
    if len(_of_ones_own(said)) < LEAST_OF_ONES_OWN:
        raise Refused(ErrorCode.PASSWORD_TOO_COMMON, "little but what everybody tries first")
    if zxcvbn(said[:JUDGED], user_inputs=sorted(known))["score"] < LEAST_SCORE:
        raise Refused(ErrorCode.PASSWORD_TOO_COMMON, "guessed too soon")


def normalized(password: str) -> str:
    """The password as it is hashed: the same from a keyboard that types full-width letters."""
    return unicodedata.normalize("NFKC", password)


def _of_ones_own(said: str) -> str:
    """Return the letters that are left without the listed words, however spelled, without years and marks."""
    rest = ENDING.sub(" ", _listed().sub(" ", said.casefold()))
    return "".join(letter for letter in rest if letter.isalnum())


@cache
def _listed() -> re.Pattern[str]:
    """Every word of the list, the longest first: of "woaini1314" nothing shall be left over."""
    lines = LISTED.read_text(encoding="utf-8").splitlines()
    listed = {word for line in lines if not line.startswith("# ") for word in line.split()}
    ordered = sorted(listed, key=lambda word: (-len(word), word))
    return re.compile("|".join(_spelled(word) for word in ordered))


def _spelled(word: str) -> str:
    return "".join(LOOKS_LIKE.get(letter, re.escape(letter)) for letter in word)


def _from_each_word(plain: str) -> Iterator[str]:
    """The rest of the text in one word, from the begin of each of its words: "zhao.min" is "zhaomin". Not
    from between: "sewan gave" holds no "wang".
    """
    words_of = WORD.findall(plain)
    return ("".join(words_of[at:]) for at in range(len(words_of)))


def _whole(names: Iterable[str], *, least: int) -> Iterator[str]:
    """The names in one word, in both orders of their words, as far as they are long enough."""
    for name in names:
        words_of = WORD.findall(normalized(name).casefold())
        for whole in {"".join(words_of), "".join(reversed(words_of))}:
            if len(whole) >= (least if whole.isascii() else LEAST_HAN):
                yield whole


def _parts(names: Iterable[str]) -> Iterator[str]:
    """The names as a whole and their words, as far as they are long enough."""
    for name in names:
        plain = normalized(name).casefold()
        for part in (plain, *WORD.findall(plain)):
            least = LEAST_LATIN if part.isascii() else LEAST_HAN
            if len(part) >= least:
                yield part
