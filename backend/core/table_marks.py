"""Marks in the `info` of tables and columns, by which `core.data_version` knows what screens show of them."""

from typing import Final

OF_READINGS: Final = {"of_readings": True}
"""A table that is written with readings, or a column of which no screen knows."""
UNSEEN: Final = {"unseen": True}
"""A table that no query reads: writing to it raises no version."""
