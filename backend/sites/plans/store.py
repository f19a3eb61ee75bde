"""Plans and their pictures as rows."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.allowances import Taken
from backend.core.columns import columns_of, value_of, write_next
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import taken
from backend.sites.plans.rules import Plan, PlanPicture
from backend.sites.plans.tables import PlanPictureRow, PlanRow
from backend.sites.tables import AreaRow


class Plans:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, plan: Plan) -> None:
        """Add the plan, or write over it as it is."""
        self._session.merge(PlanRow(**columns_of(plan, key="plan_id")))
        self._session.flush()

    def change(self, plan: Plan) -> None:
        """Write over the version that was read. Raises Refused(CONFLICT) if someone wrote in between."""
        row = self._session.get_one(PlanRow, plan.plan_id, with_for_update=True)
        write_next(row, columns_of(plan, key="plan_id"))
        self._session.add(row)
        self._session.flush()

    def get(self, plan_id: UUID) -> Plan:
        """A plan that is in use. Raises Refused(NOT_FOUND)."""
        row = self._session.get(PlanRow, plan_id)
        if row is None or row.removed_at is not None:
            raise Refused(ErrorCode.NOT_FOUND, "no such plan")
        return plan_of(row)

    def of_site(self, site_id: UUID, plan_id: UUID) -> Plan:
        """The same of this site. Raises Refused(NOT_FOUND)."""
        plan = self.get(plan_id)
        if plan.site_id != site_id:
            raise Refused(ErrorCode.NOT_FOUND, "no such plan at this site")
        return plan

    def all(self, site_id: UUID) -> list[Plan]:
        """The plans of a site in their order."""
        statement = (
            select(PlanRow)
            .where(PlanRow.site_id == site_id, col(PlanRow.removed_at).is_(None))
            .order_by(col(PlanRow.position), col(PlanRow.id))
        )
        return [plan_of(row) for row in self._session.exec(statement)]

    def polygons(self, plan_id: UUID) -> list[tuple[float, ...]]:
        """Return the polygons of the areas on a plan."""
        found = self._session.exec(select(AreaRow.polygon).where(AreaRow.plan_id == plan_id))
        return [tuple(polygon) for polygon in found]

    def keep(self, site_id: UUID, picture: PlanPicture, *, at: datetime, by: UUID) -> None:
        """Keep a picture. The same again changes nothing."""
        if self._session.get(PlanPictureRow, (site_id, picture.sha256)) is not None:
            return
        row = PlanPictureRow(
            site_id=site_id,
            sha256=picture.sha256,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            content=picture.content,
            at=at,
            by=by,
        )
        self._session.add(row)
        self._session.flush()

    def picture_size(self, site_id: UUID, sha256: str) -> tuple[int, int]:
        """Width and height of a kept picture. Raises Refused(PHOTO_MISSING)."""
        statement = select(PlanPictureRow.width, PlanPictureRow.height).where(
            PlanPictureRow.site_id == site_id, PlanPictureRow.sha256 == sha256
        )
        found = self._session.exec(statement).first()
        if found is None:
            raise Refused(ErrorCode.PHOTO_MISSING, "this picture has not arrived")
        return found

    def taken(self, site_id: UUID, *, since: datetime) -> Taken:
        """How many pictures came in at the site since then."""
        at_site = col(PlanPictureRow.site_id) == site_id
        return taken(self._session, PlanPictureRow.at, at_site, since=since)


def plan_of(row: PlanRow) -> Plan:
    return value_of(row, Plan, key="plan_id")
