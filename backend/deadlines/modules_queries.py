"""Deadlines without those of modules that a site has switched off."""

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

from backend.core.modules import Module
from backend.core.nouns import OfModule, by_noun
from backend.core.viewer import Viewer
from backend.deadlines.tables import DeadlineRow


def is_shown(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Conditions beside that of the viewer's sites; none where they have switched nothing off."""
    found = [
        or_(col(DeadlineRow.noun) != noun, _has(viewer, of.module))
        for noun, of in by_noun(OfModule).items()
        if _is_off_somewhere(viewer, of.module)
    ]
    if _is_off_somewhere(viewer, Module.DEPARTMENT_TASKS):
        found.append(or_(col(DeadlineRow.task_id).is_(None), _has(viewer, Module.DEPARTMENT_TASKS)))
    return found


def _is_off_somewhere(viewer: Viewer, module: Module) -> bool:
    return len(viewer.site_ids_with(module)) < len(viewer.site_ids)


def _has(viewer: Viewer, module: Module) -> ColumnElement[bool]:
    return col(DeadlineRow.site_id).in_(viewer.site_ids_with(module))
