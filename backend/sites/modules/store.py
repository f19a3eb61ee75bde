"""Modules of a site as rows."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from backend.core.database import RIGHTS
from backend.core.errors import ErrorCode, Refused
from backend.core.modules import OFF_AT_FIRST, Module
from backend.core.types import UtcDateTime
from backend.sites.modules.rules import ModuleState
from backend.sites.tables import SiteRow


class ModuleSwitchRow(SQLModel, table=True):
    """Switching of a module. Modules off now stand in `sites.modules_off`, too, read by each request."""

    __tablename__ = "module_switches"
    # Read by the page of the modules, and by who switches one: the last version of each.
    __table_args__ = (UniqueConstraint("site_id", "module", "version"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    module: str
    version: int
    is_on: bool
    reason: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: UUID = Field(foreign_key="people.id")


class Modules:
    def __init__(self, session: Session) -> None:
        self._session = session

    def is_on(self, site_id: UUID, module: Module) -> bool:
        return module not in self._session.get_one(SiteRow, site_id).modules_off

    def sites_without(self, module: Module) -> set[UUID]:
        """The sites that have switched it off."""
        found = self._session.exec(select(SiteRow.id, SiteRow.modules_off)).all()
        return {site_id for site_id, off in found if module in off}

    def codes_without(self, module: Module) -> set[str]:
        """The codes of these sites."""
        found = self._session.exec(select(SiteRow.code, SiteRow.modules_off)).all()
        return {code for code, off in found if module in off}

    def state(self, site_id: UUID, module: Module) -> ModuleState:
        """The module; its site is locked for this transaction. Raises Refused(NOT_FOUND)."""
        site = self._session.get(SiteRow, site_id, with_for_update=True)
        if site is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such site")
        return states(self._session, {site_id: site.modules_off})[site_id, module]

    def begin(self, site_id: UUID) -> None:
        """Leave off at a new site what somebody has to decide on first."""
        site = self._session.get_one(SiteRow, site_id)
        site.modules_off = sorted(OFF_AT_FIRST)
        self._session.add(site)
        self._session.flush()

    def put(self, state: ModuleState, *, at: datetime, by: UUID) -> None:
        """Write how it was switched; fails where somebody else made the same version."""
        row = ModuleSwitchRow(
            id=uuid4(),
            site_id=state.site_id,
            module=state.module,
            version=state.version,
            is_on=state.is_on,
            reason=state.reason,
            at=at,
            by=by,
        )
        self._session.add(row)
        site = self._session.get_one(SiteRow, state.site_id)
        others = {each for each in site.modules_off if each != state.module}
        site.modules_off = sorted(others if state.is_on else others | {state.module.value})
        self._session.add(site)
        self._session.flush()
        # Everybody's permissions are looked up again, and so is whatever a screen keeps.
        self._session.info[RIGHTS] = True


def states(session: Session, off: Mapping[UUID, Collection[str]]) -> dict[tuple[UUID, Module], ModuleState]:
    """Every module of these sites. `off`: what their rows say."""
    statement = (
        select(ModuleSwitchRow)
        .where(col(ModuleSwitchRow.site_id).in_(list(off)))
        .order_by(col(ModuleSwitchRow.version))
    )
    last = {(row.site_id, Module(row.module)): row for row in session.exec(statement)}
    found = {}
    for site_id in off:
        for module in Module:
            plain = ModuleState(site_id, module, module not in off[site_id])
            row = last.get((site_id, module))
            found[site_id, module] = (
                ModuleState(site_id, module, row.is_on, row.version, row.reason, row.at, row.by)
                if row
                else plain
            )
    return found
