"""The bytes behind a hash of the audit chain are those of its JSON, whatever stands in a row."""

import hashlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backend.core.audit_chain import EDITED, GENESIS, ChainEnd, Fault, Link, Reached, follow, link_hash

ID = st.none() | st.uuids().map(str)
SITE = "059714ec-d39f-5cc8-b063-1d9afcc00000"
LINKS = st.builds(
    Link,
    position=st.integers(1, 10**9),
    at_us=st.integers(0, 4 * 10**15),
    kind=st.sampled_from(["SIGNED_IN", "CASE_OPENED"]),
    by=ID,
    about=st.lists(st.tuples(st.sampled_from(["alert", "case"]), st.uuids()), max_size=3).map(
        lambda refs: " ".join(f"{noun}:{each}" for noun, each in refs)
    ),
    tier=st.none() | st.integers(1, 4),
    round_number=st.none() | st.integers(1, 9),
    note=st.none() | st.text(st.characters(codec="utf-8")),
    previous_hash=st.just(GENESIS),
    hash=st.just(""),
    key_id=st.none(),
    seal=st.none(),
    redacted_hash=st.none(),
    digest=st.none() | st.text("0123456789abcdef", min_size=64, max_size=64),
)


def as_json(link: Link) -> str:
    """The hash over the row as `json.dumps` writes it."""
    content: dict[str, Any] = {"site_id": SITE, "previous": link.previous_hash, "at": link.at_us}
    for name in ("position", "kind", "by", "about", "tier", "round_number", "note"):
        content[name] = getattr(link, name)
    if link.digest is not None:
        content["digest"] = link.digest
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@given(LINKS)
def test_a_row_is_hashed_as_json_writes_it(link: Link) -> None:
    assert link_hash(SITE, link) == as_json(link)


@given(st.lists(LINKS, min_size=2, max_size=6), st.data())
def test_a_chain_with_a_row_taken_out_or_moved_breaks_there(links: list[Link], data: st.DataObject) -> None:
    chain, previous = [], GENESIS
    for position, link in enumerate(links, start=1):
        whole = link._replace(position=position, previous_hash=previous)
        chain.append(whole._replace(hash=link_hash(SITE, whole)))
        previous = chain[-1].hash
    at = data.draw(st.integers(0, len(chain) - 2))

    assert follow(SITE, chain, Reached()) == (Reached(ChainEnd(len(chain), previous)), None)
    assert follow(SITE, chain[:at] + chain[at + 1 :], Reached())[1] == Fault(at + 1, EDITED)
    swapped = [*chain[:at], chain[at + 1], chain[at], *chain[at + 2 :]]
    assert follow(SITE, swapped, Reached())[1] == Fault(at + 1, EDITED)
