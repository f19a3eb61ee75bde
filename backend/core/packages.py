"""Finds what nouns declare by walking the packages, so that nothing has to be listed twice."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

BACKEND: Final = Path(__file__).parents[1]


def modules_of(*roles: str) -> Iterator[ModuleType]:
    """Import and yield every module with one of these roles: its name is the role, or ends in `_` and it."""
    for role in roles:
        for file in sorted(BACKEND.rglob(f"*{role}.py")):
            if file.stem == role or file.stem.endswith(f"_{role}"):
                yield import_module(".".join(("backend", *file.relative_to(BACKEND).with_suffix("").parts)))
