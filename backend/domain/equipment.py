"""Equipment and where it stands in its life."""

from enum import StrEnum


class EquipmentState(StrEnum):
    """Life cycle of a piece of equipment, from the crate to the scrap yard."""

    INSTALLED = "INSTALLED"
    COMMISSIONED = "COMMISSIONED"
    RUNNING = "RUNNING"
    UNDER_REPAIR = "UNDER_REPAIR"
    SCRAPPED = "SCRAPPED"
