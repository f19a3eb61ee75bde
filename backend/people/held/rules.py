"""Data held about a person: which parts of a row are theirs to see, and under which heading."""

import re
from collections.abc import Sequence
from typing import Final

SECRET: Final = re.compile(r"(^|_)(hash|secret|seal|auth|p256dh|key_id)$|^replaced_by$|^sealed_")
"""Columns that open something or seal the record: data of nobody."""
OWN_WORDS: Final = frozenset({"chosen", "whys"})
"""Structured columns that hold words of the person alone; others may name other people."""


def is_secret(column: str) -> bool:
    """Whether this column holds a secret, or the hash of one."""
    return SECRET.search(column) is not None


def kind_of(module: str) -> str:
    """The heading for the tables of this module: its noun; `people` has several.

    `backend.cases.evidence.tables` is CASES, `backend.people.accounts.tables` is PEOPLE_ACCOUNTS.
    """
    _, noun, *parts = module.split(".")[:-1]
    own = parts[:1] if noun == "people" else []
    return "_".join([noun, *own]).upper()


def moment_of(person_column: str, times: Sequence[str]) -> str | None:
    """The column that says when: `asked_at` beside `asked_by`, else the first time of the row."""
    stem = re.sub(r"(^|_)(by|id)$", "", person_column)
    wanted = f"{stem}_at" if stem else "at"
    return wanted if wanted in times else next(iter(times), None)
