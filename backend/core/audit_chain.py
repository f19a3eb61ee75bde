"""The chain of audit rows as bytes: what a hash covers, whether rows follow from one another, their seals.

The hash of a row covers the row and the hash before it, and anybody can check it. Its seal is made of the
hash with a key (`audit_keys`), and only who has the key could have made it.

Rows come as plain text and numbers, past the ORM: a plant of ten years has millions. The same code checks the
database and an exported file.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from backend.core.audit_keys import AuditKeys

GENESIS: Final = "0" * 64


class Link(NamedTuple):
    """One row. Ids as text with dashes, `at_us` in microseconds since the epoch (UTC).

    `redacted_hash`: what the content hashes to since something was taken out of it; `hash` stays what it was.
    `digest`: hash of what lies elsewhere; rows of before there were any, and most others, have none.
    """

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
    key_id: str | None = None
    seal: str | None = None
    redacted_hash: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The last row of a chain. It stands in sealed archives: no field may come or go."""

    position: int = 0
    hash: str = GENESIS


class Reached(NamedTuple):
    """How far a chain was followed. `key_id`: what the last row was sealed with; None for no seal."""

    end: ChainEnd = ChainEnd()
    key_id: str | None = None


class Fault(NamedTuple):
    """The first row at which a chain does not hold, and how that shows."""

    position: int
    words: str


EDITED: Final = "it was edited, or rows before it were removed or moved"


def link_hash(site_id: str, link: Link) -> str:
    """Hex sha256 over the row's content and the hash of the row before it.

    The bytes are those of `json.dumps(content, sort_keys=True, ensure_ascii=False)`, written by hand because
    only `note` and `kind` can hold anything that JSON escapes; a test compares both.
    """
    digest = "" if link.digest is None else f'"digest": {_text(link.digest)}, '
    content = (
        f'{{"about": "{link.about}", "at": {link.at_us}, "by": {_quoted(link.by)}, {digest}'
        f'"kind": {_text(link.kind)}, "note": {_text(link.note)}, "position": {link.position}, '
        f'"previous": {_text(link.previous_hash)}, "round_number": {_number(link.round_number)}, '
        f'"site_id": "{site_id}", "tier": {_number(link.tier)}}}'
    )
    return hashlib.sha256(content.encode()).hexdigest()


def content_digest(content: Mapping[str, object] | Sequence[object]) -> str:
    """Hex sha256 over plain values as canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def follow(
    site_id: str, links: Iterable[Link], reached: Reached, keys: AuditKeys | None = None
) -> tuple[Reached, Fault | None]:
    """Go on from there through these rows: (how far the chain was followed, the first fault).

    Without `keys` seals are not looked at: who computed all hashes anew is not found.
    """
    end, key_id = reached
    position, previous = end.position, end.hash
    for link in links:
        position += 1
        if (
            link.position != position
            or link.previous_hash != previous
            or link_hash(site_id, link) != (link.redacted_hash or link.hash)
        ):
            return Reached(ChainEnd(position - 1, previous), key_id), Fault(position, EDITED)
        if keys is not None and (words := _unsealed(link, key_id, keys)):
            return Reached(ChainEnd(position - 1, previous), key_id), Fault(position, words)
        previous = link.hash
        if link.redacted_hash is None:
            key_id = link.key_id
    return Reached(ChainEnd(position, previous), key_id), None


def _unsealed(link: Link, key_id: str | None, keys: AuditKeys) -> str | None:
    """Return the fault in the seal of a row after one with this key; rows of before keys have none."""
    if link.key_id is None or link.seal is None:
        is_before_keys = key_id is None and link.redacted_hash is None
        return None if is_before_keys else "it has no seal, and rows before it have one"
    age = keys.age(link.key_id)
    if age is None:
        return f"it is sealed with the key {link.key_id}, which is not in the key ring"
    if not hmac.compare_digest(keys.keys[age].seal(link.hash, link.redacted_hash), link.seal):
        return "its seal is not the product's"
    before = keys.age(key_id)
    if before is not None and age > before and link.redacted_hash is None:
        return f"it is sealed with the key {link.key_id}, which was retired before"
    return None


def _quoted(value: str | None) -> str:
    return "null" if value is None else f'"{value}"'


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def _text(value: str | None) -> str:
    return "null" if value is None else json.dumps(value, ensure_ascii=False)
