"""Deadlines of what is of a module: nobody is notified of them while a site has switched it off."""

from collections.abc import Mapping
from typing import Final

from backend.core.modules import Module
from backend.deadlines.rules import Deadline

NOUNS: Final[Mapping[str, Module]] = {"suggestion": Module.SUGGESTIONS}
"""Nouns whose deadlines are all of one module."""


def module_of(deadline: Deadline) -> Module | None:
    """The module that a step is of; None for what is always on."""
    return Module.DEPARTMENT_TASKS if deadline.task_id is not None else NOUNS.get(deadline.noun)
