"""Sources that are about to fall silent or to come back, in the order in which they do."""

from datetime import datetime

from sqlmodel import Session

from backend.alerts.suppression.parents_store import ParentSources
from backend.alerts.suppression.rules import parents_first
from backend.readings.sources_store import Sources


def in_order(session: Session, *, now: datetime) -> tuple[list[int], list[int]]:
    """Return the sources that fall silent, what explains others before them, and those that come back, after
    what they explain.
    """
    fallen, woken = Sources(session).to_fall_silent(now=now), Sources(session).to_wake(now=now)
    parents = ParentSources(session).of_each([*fallen, *woken])
    return parents_first(fallen, parents), parents_first(woken, parents)[::-1]
