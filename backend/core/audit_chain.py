"""The chain of audit rows as bytes: what a hash covers, and whether rows follow from one another.

Rows come as plain text and numbers, past the ORM: a plant of ten years has millions. The same code checks the
database and an exported file.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

GENESIS: Final = "0" * 64


class Link(NamedTuple):
    """One row. Ids as text with dashes, `at_us` in microseconds since the epoch (UTC)."""

    position: int
    at_us: int
    kind: str
    by: str | None
    about: str
    tier: int | None
    round_number: int | None
    note: str | None
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The row that a chain has been followed to."""

    position: int = 0
    hash: str = GENESIS


def link_hash(site_id: str, link: Link) -> str:
    """Hex sha256 over the row's content and the hash of the row before it.

    The bytes are those of `json.dumps(content, sort_keys=True, ensure_ascii=False)`, written by hand because
    only `note` and `kind` can hold anything that JSON escapes; a test compares both.
    """
    content = (
        f'{{"about": "{link.about}", "at": {link.at_us}, "by": {_quoted(link.by)}, '
        f'"kind": {_text(link.kind)}, "note": {_text(link.note)}, "position": {link.position}, '
        f'"previous": {_text(link.previous_hash)}, "round_number": {_number(link.round_number)}, '
        f'"site_id": "{site_id}", "tier": {_number(link.tier)}}}'
    )
    return hashlib.sha256(content.encode()).hexdigest()


def follow(site_id: str, links: Iterable[Link], end: ChainEnd) -> tuple[ChainEnd, int | None]:
    """Go on from `end` through these rows: (where the chain got to, first position that does not hold)."""
    position, previous = end.position, end.hash
    for link in links:
        position += 1
        if (
            link.position != position
            or link.previous_hash != previous
            or link.hash != link_hash(site_id, link)
        ):
            return ChainEnd(position - 1, previous), position
        previous = link.hash
    return ChainEnd(position, previous), None


def _quoted(value: str | None) -> str:
    return "null" if value is None else f'"{value}"'


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def _text(value: str | None) -> str:
    return "null" if value is None else json.dumps(value, ensure_ascii=False)
