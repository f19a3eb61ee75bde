"""Modules of a site: on or off, since when, by whom and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from backend.core.modules import QUIETENING, Module

LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class ModuleState:
    """A module of a site. `version` counts how often it was switched; 0: as the site began."""

    site_id: UUID
    module: Module
    is_on: bool
    version: int = 0
    reason: str = ""
    changed_at: datetime | None = None
    changed_by: UUID | None = None

    @property
    def module_id(self) -> UUID:
        return id_of(self.site_id, self.module)

    @property
    def needs_second_person(self) -> bool:
        """Whether switching it off now quietens an alarm."""
        return self.is_on and self.module in QUIETENING


def id_of(site_id: UUID, module: Module) -> UUID:
    """The id by which events and requests name a module of a site."""
    return uuid5(site_id, f"module {module}")
