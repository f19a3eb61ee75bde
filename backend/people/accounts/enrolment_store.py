"""Whether a membership asks for a second factor that its person does not have."""

from typing import Final

from sqlalchemy import ColumnElement, and_, exists
from sqlmodel import col

from backend.core.viewer import Role
from backend.people.accounts.second_factor_store import has_second_factor
from backend.people.tables import MembershipRow
from backend.sites.tables import SiteRow

MUST_ENROL: Final[ColumnElement[bool]] = and_(
    col(MembershipRow.role) == Role.ADMIN,
    exists().where(col(SiteRow.id) == MembershipRow.site_id, col(SiteRow.asks_proof)),
    ~has_second_factor(col(MembershipRow.person_id)),
)
