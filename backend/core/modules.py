"""Modules: the parts of the product that a site may switch off. Whatever is none of them is always on."""

from enum import StrEnum
from typing import Final


class Module(StrEnum):
    """Part of the product that a site may switch off: then it is in no menu, permission, job or answer of
    that site. Nothing is deleted; switched on again it is all back.
    """

    SUGGESTIONS = "SUGGESTIONS"
    REPORTS_WITHOUT_NAME = "REPORTS_WITHOUT_NAME"
    CAMERA_EVENTS = "CAMERA_EVENTS"
    """Events of camera boxes, RFID gates and locators. Off: they are neither kept nor judged."""
    TUNING = "TUNING"
    """Figures of alarm performance, what they advise, and reviews of changed limits. Limits, their back-tests
    and the second person are of alerts, which are always on.
    """
    DEPARTMENT_TASKS = "DEPARTMENT_TASKS"


QUIETENING: Final = frozenset({Module.CAMERA_EVENTS, Module.DEPARTMENT_TASKS})
"""Without these something calls nobody, or a case may end that could not before: a second person agrees."""
OFF_AT_FIRST: Final = frozenset({Module.REPORTS_WITHOUT_NAME})
"""At a new site, until somebody decides on it."""
