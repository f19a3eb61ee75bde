"""Faults of the audit log: in its chains, in what they should hold, and in what is anchored elsewhere."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlmodel import Session

from backend.anchors.rules import Anchor
from backend.anchors.store import Anchors
from backend.cases.store import Cases
from backend.core.audit import Audit
from backend.sites.removal.rules import SealedRemoval
from backend.sites.removal.store import Removals
from backend.sites.store import Sites

AT_ONCE: Final = 500
EXACT: Final = timedelta(seconds=1)


def faults_of_site(session: Session, site_id: UUID) -> list[str]:
    """Return the faults of the chain of a site, each as a sentence."""
    audit, faults = Audit(session), []
    fault = audit.fault(site_id)
    if fault is not None:
        faults.append(f"broken at row {fault.position}: {fault.words}")
    missing = Cases(session).unrecorded(site_id)
    if missing:
        faults.append(f"{missing} cases without a row in the audit log: rows were removed")
    swapped = audit.swapped_addresses(site_id)
    if swapped:
        faults.append(f"the network address beside row {swapped[0]} is not the one that was recorded")
    return faults


def faults_of_anchors(session: Session, anchors: Iterable[Anchor]) -> Iterator[str]:
    """Yield the contradictions between anchors and chains, each as a sentence."""
    known = {site.site_id for site in Sites(session).all()}
    removed = {each.removed.site_id: each.removed for each in sound_removals(session)}
    by_site: dict[UUID, list[Anchor]] = {}
    for anchor in anchors:
        gone = removed.get(anchor.site_id)
        if gone is None or anchor.at > gone.removed_at:
            by_site.setdefault(anchor.site_id, []).append(anchor)
    for site_id, found in by_site.items():
        if site_id not in known:
            yield f"{found[-1].site}: row {found[-1].position} is anchored, and there is no such site"
            continue
        yield from _differing(Audit(session), site_id, found)


def faults_of_removals(session: Session) -> Iterator[str]:
    """Records of removed sites that no audit key of ours has sealed, each as a sentence."""
    keys = Audit(session).keys
    for each in Removals(session).all():
        if not each.holds(keys):
            yield f"{each.removed.code}: the record that it was removed is forged"


def sound_removals(session: Session) -> list[SealedRemoval]:
    """Sites that were removed by the product, the oldest first."""
    keys = Audit(session).keys
    return [each for each in Removals(session).all() if each.holds(keys)]


def faults_of_place(session: Session, place: str, where: str, anchors: list[Anchor]) -> Iterator[str]:
    """Yield the faults of a place that the product has written to: it is gone, empty or ends too early."""
    for state in Anchors(session).states():
        if state.place != place or state.anchored_at is None:
            continue
        last = max((anchor.at for anchor in anchors), default=None)
        if last is None:
            yield f"{where} is gone or empty; it was written last at {state.anchored_at:%Y-%m-%d %H:%M:%S}Z"
        elif last + EXACT < state.anchored_at:
            yield (
                f"{where} ends at {last:%Y-%m-%d %H:%M:%S}Z; "
                f"it was written last at {state.anchored_at:%Y-%m-%d %H:%M:%S}Z"
            )


def faults_of_named(session: Session, place: str, where: str, anchors: list[Anchor]) -> Iterator[str]:
    """Yield the chains that say they are anchored at this place further on than it has them."""
    last: dict[UUID, int] = {}
    for anchor in anchors:
        last[anchor.site_id] = max(anchor.position, last.get(anchor.site_id, 0))
    codes = {site.site_id: site.code for site in Sites(session).all()}
    for site_id, position, anchored in Anchors(session).named(place):
        if last.get(site_id, 0) < anchored:
            yield f"{codes[site_id]}: row {anchored} is not in {where}, where row {position} says it is"


def _differing(audit: Audit, site_id: UUID, anchors: list[Anchor]) -> Iterator[str]:
    ordered = sorted(anchors, key=lambda anchor: anchor.position)
    for begin in range(0, len(ordered), AT_ONCE):
        some = ordered[begin : begin + AT_ONCE]
        hashes = audit.hashes(site_id, [anchor.position for anchor in some])
        for anchor in some:
            if hashes.get(anchor.position) != anchor.hash:
                state = "has another hash now" if anchor.position in hashes else "is not there"
                yield (
                    f"{anchor.site}: row {anchor.position} is anchored at "
                    f"{anchor.at:%Y-%m-%d %H:%M}Z, and {state}"
                )
                return
