"""Which page a message opens."""

from collections.abc import Mapping
from typing import Final

from backend.core.events import EventKind, Ref, ref_of

PAGES: Final[Mapping[str, str]] = {
    "ADDRESS_VERIFIED": "/settings",
    "CHANNEL_FELL_BACK": "/admin/channels",
    "CHANNEL_NEARLY_SPENT": "/admin/channels",
    "CORRECTION_ANSWERED": "/settings/data",
    "CORRECTION_ASKED": "/admin/privacy",
    "INDICATOR_REVIEW_DUE": "/lab",
    "INDICATOR_PROPOSED": "/lab",
    "MAINTENANCE_ENDS_SOON": "/held",
    "OUTLET_LOST": "/admin/channels",
    "ROSTER_CLOSED": "/roster",
    "SENSOR_BACK_SOON": "/held",
    "SENSOR_STILL_OUT": "/held",
    "SHIFTS_PLANNED": "/roster",
}
"""What is opened where an event is about no object with a page of its own; `message.body` has its words."""

LISTS: Final[Mapping[str, str]] = {"CASE_FOLLOWED_UP": "/follow-ups"}
"""What opens a list, although it is about an object with a page: it is answered there."""

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
    if kind in LISTS:
        return LISTS[kind]
    first = "alert" if kind.pace.is_alert else kind.opens
    for noun in filter(OBJECTS.__contains__, (first or "", *OBJECTS)):
        if object_id := ref_of(about, noun):
            return OBJECTS[noun].format(object_id)
    return PAGES.get(kind, "/")
