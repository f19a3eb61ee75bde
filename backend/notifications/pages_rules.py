"""Which page a message opens."""

from collections.abc import Mapping
from typing import Final

from backend.core.events import EventKind, Ref, ref_of

OBJECTS: Final[Mapping[str, str]] = {
    "case": "/cases/{}",
    "hazard_report": "/hazards/{}",
    "suggestion": "/suggestions/{}",
    "agreement": "/work",
    "shift": "/roster",
    "alert": "/alerts/{}",
}
"""The page of an object by its noun; of several the first of these, as they name a message."""


def page_of(kind: EventKind, about: tuple[Ref, ...]) -> str:
    """Path of the page that the message about this event opens; the home where it has none."""
    if kind.page is not None:
        return kind.page
    first = "alert" if kind.pace.is_alert else kind.opens
    for noun in filter(OBJECTS.__contains__, (first or "", *OBJECTS)):
        if object_id := ref_of(about, noun):
            return OBJECTS[noun].format(object_id)
    return "/"
