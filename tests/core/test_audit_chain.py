"""The bytes behind a hash of the audit chain are those of last year's rows, whatever stands in them."""

import hashlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backend.core.audit_chain import GENESIS, ChainEnd, Link, follow, link_hash

ID = st.none() | st.uuids().map(str)
SITE = "059714ec-d39f-5cc8-b063-1d9afcc00000"
LINKS = st.builds(
    Link,
    position=st.integers(1, 10**9),
    at_us=st.integers(0, 4 * 10**15),
    kind=st.sampled_from(["SIGNED_IN", "CASE_OPENED"]),
    by=ID,
    alert_id=ID,
    case_id=ID,
    report_id=ID,
    tier=st.none() | st.integers(1, 4),
    round_number=st.none() | st.integers(1, 9),
    note=st.none() | st.text(st.characters(codec="utf-8")),
    subject_id=ID,
    previous_hash=st.just(GENESIS),
    hash=st.just(""),
)


def as_first_written(link: Link) -> str:
    """How the first rows were hashed."""
    content: dict[str, Any] = {"site_id": SITE, "previous": link.previous_hash, "at": link.at_us}
    for name in (
        "position",
        "kind",
        "by",
        "alert_id",
        "case_id",
        "report_id",
        "tier",
        "round_number",
        "note",
    ):
        content[name] = getattr(link, name)
    if link.subject_id is not None:
        content["subject_id"] = link.subject_id
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@given(LINKS)
def test_a_row_is_hashed_as_ever(link: Link) -> None:
    assert link_hash(SITE, link) == as_first_written(link)


@given(st.lists(LINKS, min_size=2, max_size=6), st.data())
def test_a_chain_with_a_row_taken_out_or_moved_breaks_there(links: list[Link], data: st.DataObject) -> None:
    chain, previous = [], GENESIS
    for position, link in enumerate(links, start=1):
        whole = link._replace(position=position, previous_hash=previous)
        chain.append(whole._replace(hash=link_hash(SITE, whole)))
        previous = chain[-1].hash
    at = data.draw(st.integers(0, len(chain) - 2))

    assert follow(SITE, chain, ChainEnd()) == (ChainEnd(len(chain), previous), None)
    assert follow(SITE, chain[:at] + chain[at + 1 :], ChainEnd())[1] == at + 1
    swapped = [*chain[:at], chain[at + 1], chain[at], *chain[at + 2 :]]
    assert follow(SITE, swapped, ChainEnd())[1] == at + 1
