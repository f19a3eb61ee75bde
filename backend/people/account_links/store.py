"""Links between accounts as rows, and the chains that they make."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.viewer import Role
from backend.people.account_links.rules import MOST_LOOK_UPS, AccountLink, Lineage, LinkKind, Opener
from backend.people.account_links.tables import AccountLinkRow
from backend.people.tables import MembershipRow

OLDEST_FIRST: Final = (col(AccountLinkRow.at), col(AccountLinkRow.kind), col(AccountLinkRow.id))
LETTING_IN: Final = (LinkKind.ADDED.value, LinkKind.INVITED.value, LinkKind.ROLE.value)


class AccountLinks:
    """Links of accounts to those who opened them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, person_id: UUID, opened_by: UUID, kind: LinkKind, *, at: datetime) -> None:
        """Keep who opened this account, or gave it its role, now."""
        self._session.add(
            AccountLinkRow(
                id=uuid4(),
                person_id=person_id,
                opened_by=opened_by,
                kind=kind.value,
                at=at,
                is_by_administrator=self._administrates(opened_by, person_id),
            )
        )
        self._session.flush()

    def lineage(self, people: Iterable[UUID]) -> Lineage:
        """Return the unconfirmed openers of these people, up their chains: one statement per level."""
        return lineage_of(self._session, people)

    def unconfirmed(self, person_id: UUID) -> list[AccountLink]:
        """Return the links of this person that nobody confirmed, oldest first, locked."""
        statement = (
            select(AccountLinkRow)
            .where(AccountLinkRow.person_id == person_id, col(AccountLinkRow.confirmed_at).is_(None))
            .order_by(*OLDEST_FIRST)
            .with_for_update()
        )
        return [link_of(row) for row in self._session.exec(statement)]

    def of(self, people: Collection[UUID]) -> list[AccountLink]:
        """Return every link of these people, confirmed or not, oldest first."""
        statement = (
            select(AccountLinkRow)
            .where(one_of(col(AccountLinkRow.person_id), people))
            .order_by(*OLDEST_FIRST)
        )
        return [link_of(row) for row in self._session.exec(statement)]

    def opened_within(self, people: Collection[UUID], *, by: UUID, age: timedelta, at: datetime) -> set[UUID]:
        """Return those of these people whom this one let in, or gave their role, at most so long ago and whom
        nobody confirmed since. A reset lets nobody in: the account was there.
        """
        statement = select(AccountLinkRow.person_id).where(
            one_of(col(AccountLinkRow.person_id), people),
            AccountLinkRow.opened_by == by,
            col(AccountLinkRow.kind).in_(LETTING_IN),
            col(AccountLinkRow.at) > at - age,
            col(AccountLinkRow.confirmed_at).is_(None),
        )
        return set(self._session.exec(statement)) if people else set()

    def confirm(self, person_id: UUID, *, by: UUID, at: datetime) -> None:
        """Note that this person is somebody of their own: links of before link them no more."""
        self._session.execute(
            update(AccountLinkRow)
            .where(col(AccountLinkRow.person_id) == person_id, col(AccountLinkRow.confirmed_at).is_(None))
            .values(confirmed_at=at, confirmed_by=by)
        )
        self._session.expire_all()

    def _administrates(self, opened_by: UUID, person_id: UUID) -> bool:
        """Whether the opener is administrator at every site of the person that they are at."""
        sites = select(MembershipRow.site_id).where(MembershipRow.person_id == person_id)
        statement = select(MembershipRow.role).where(
            MembershipRow.person_id == opened_by, col(MembershipRow.site_id).in_(sites)
        )
        roles = set(self._session.exec(statement))
        return bool(roles) and roles == {Role.ADMIN.value}


def lineage_of(session: Session, people: Iterable[UUID]) -> Lineage:
    """Return the unconfirmed openers of these people, up their chains: at most MOST_LOOK_UPS statements."""
    openers: dict[UUID, list[Opener]] = {}
    frontier = set(people)
    for _ in range(MOST_LOOK_UPS):
        if not frontier:
            break
        statement = select(
            AccountLinkRow.person_id, AccountLinkRow.opened_by, AccountLinkRow.is_by_administrator
        ).where(one_of(col(AccountLinkRow.person_id), frontier), col(AccountLinkRow.confirmed_at).is_(None))
        openers |= {each: [] for each in frontier}
        for person_id, opened_by, is_by_administrator in session.exec(statement):
            openers[person_id].append(Opener(opened_by, is_by_administrator))
        frontier = {above.person_id for each in openers.values() for above in each} - openers.keys()
    return Lineage(openers, frozenset(frontier))


def link_of(row: AccountLinkRow) -> AccountLink:
    return AccountLink(
        link_id=row.id,
        person_id=row.person_id,
        opened_by=row.opened_by,
        kind=LinkKind(row.kind),
        at=row.at,
        is_by_administrator=row.is_by_administrator,
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by,
    )
