"""Text in the QR code of a label, and the content of its page for somebody who is not signed in."""

import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""None is read as another: no 0 or O, no 1, I or L, no U."""
RANDOM_LETTERS: Final = 6
LABEL_CODE: Final = re.compile(rf"[A-Z0-9][A-Z0-9._-]{{0,31}}-[{LETTERS}]{{{RANDOM_LETTERS}}}")


class LabelKind(StrEnum):
    """Kind of the object that a label stands on."""

    EQUIPMENT = "EQUIPMENT"
    AREA = "AREA"


class LabelPage(StrEnum):
    """Content of the page of a label without a sign-in."""

    NOTHING = "NOTHING"
    NAME = "NAME"
    REPORT = "REPORT"
    """The name, and a report without a name where the site takes those."""


@dataclass(frozen=True, slots=True)
class Label:
    """`code` is never given again and never changes, whatever becomes of the code of the object."""

    code: str
    site_id: UUID
    object_id: UUID
    kind: LabelKind


def new_label_code(code: str) -> str:
    """The code of an object with six random characters, so that nobody counts through a plant."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(RANDOM_LETTERS))
    return f"{code.upper().replace('/', '-')}-{letters}"


def read_label_code(given: str) -> str | None:
    """Return the code of a label as scanned or typed; None for what can be none."""
    found = given.strip().upper()
    return found if LABEL_CODE.fullmatch(found) else None
