"""Data held about a person: which parts of a row are theirs to see, and under which heading."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

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


def fields_naming(content: Mapping[str, Any], person_id: UUID) -> list[str]:
    """Return the outermost fields of a structured value that name this person at any depth."""
    return [field for field, value in content.items() if _names(value, str(person_id))]


def _names(value: Any, person_id: str) -> bool:
    if isinstance(value, Mapping):
        return any(_names(each, person_id) for each in value.values())
    return any(_names(each, person_id) for each in value) if isinstance(value, list) else value == person_id
