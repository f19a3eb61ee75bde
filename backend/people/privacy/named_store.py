"""People of a site found by the name that a camera box or a gate gives them."""

from uuid import UUID

from sqlmodel import Session, col, or_, select

from backend.people.tables import MembershipRow, PersonRow


class NamedPeople:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, site_id: UUID, said: str) -> UUID | None:
        """The person of this site with this employee code, user name or name; None for no such person."""
        is_called = or_(
            col(MembershipRow.employee_code) == said,
            col(PersonRow.username) == said,
            col(PersonRow.name_zh) == said,
            col(PersonRow.name_en) == said,
        )
        statement = (
            select(MembershipRow.person_id)
            .join(PersonRow, col(PersonRow.id) == MembershipRow.person_id)
            .where(MembershipRow.site_id == site_id, is_called)
            .order_by(col(MembershipRow.person_id))
        )
        return self._session.exec(statement.limit(1)).first()
