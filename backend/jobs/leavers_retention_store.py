"""People who have left, and what is still there of them, as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, update
from sqlmodel import Session, SQLModel, col, select

from backend.cases.evidence.store import EvidenceRole
from backend.cases.evidence.tables import EvidenceRow, SignatureStrokesRow
from backend.core.statements import one_of
from backend.notifications.preferences.tables import NotificationPreferencesRow
from backend.notifications.tables import PushSubscriptionRow
from backend.people.accounts.tables import (
    AccountRow,
    InvitationRow,
    PasskeyChallengeRow,
    PasskeyRow,
    RecoveryCodeRow,
    SecondFactorRow,
    SignInRow,
)
from backend.people.tables import MembershipRow, PersonAddressRow, SessionRow
from backend.photos.tables import PhotoDetailRow, PhotoRow, PhotoUploadRow
from backend.sites.settings.leavers_rules import LeaverRetention, longest
from backend.sites.settings.store import leaver_retention_of
from backend.sites.tables import SiteRow

AT_ONCE: Final = 200
ROWS_OF: Final[dict[str, tuple[type[SQLModel], ...]]] = {
    "addresses": (PersonAddressRow,),
    "push": (PushSubscriptionRow, NotificationPreferencesRow),
    "sign-ins": (
        SessionRow,
        SignInRow,
        InvitationRow,
        RecoveryCodeRow,
        SecondFactorRow,
        PasskeyRow,
        PasskeyChallengeRow,
    ),
}
"""Tables whose rows go by kind; each names its person in `person_id`."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """A person whose account was disabled `left_at`, and for how long their sites keep what is theirs."""

    person_id: UUID
    left_at: datetime
    kept: LeaverRetention

    def kept_days(self) -> tuple[tuple[str, int], ...]:
        """By kind of rows, for how many days they are kept."""
        kept = self.kept
        return (
            ("addresses", kept.addresses_days),
            ("push", kept.push_days),
            ("sign-ins", kept.sign_ins_days),
        )


class Leavers:
    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, now: datetime, after: UUID | None) -> tuple[list[Leaver], UUID | None]:
        """Return the leavers among the next people of whom something is due, and after whom the next part
        begins; None: that was the last one.
        """
        statement = select(AccountRow.person_id, AccountRow.disabled_at).where(
            col(AccountRow.disabled_at).is_not(None)
        )
        if after is not None:
            statement = statement.where(col(AccountRow.person_id) > after)
        rows = list(self._session.exec(statement.order_by(col(AccountRow.person_id)).limit(AT_ONCE)))
        ids = [person_id for person_id, _ in rows]
        kept = self._kept(ids)
        leavers = [Leaver(each, at, longest(kept[each])) for each, at in rows if at is not None]
        have = {kind: self._with_rows(tables, ids) for kind, tables in ROWS_OF.items()}
        signed = self._with_signatures(ids)
        due = [
            each
            for each in leavers
            if (each.person_id in signed and _is_due(each, each.kept.signatures_days, now))
            or any(
                each.person_id in have[kind] for kind, days in each.kept_days() if _is_due(each, days, now)
            )
        ]
        return due, ids[-1] if len(rows) == AT_ONCE else None

    def is_still(self, leaver: Leaver) -> bool:
        """Whether the account is disabled since then, and its sites keep it no longer than then."""
        row = self._session.get(AccountRow, leaver.person_id, with_for_update=True)
        kept = longest(self._kept([leaver.person_id])[leaver.person_id])
        return row is not None and row.disabled_at == leaver.left_at and not leaver.kept.is_shorter_than(kept)

    def signatures(self, leaver: Leaver, *, now: datetime) -> list[str]:
        """Pictures of signatures that only this person has sent and that are kept no longer, some of them."""
        if not _is_due(leaver, leaver.kept.signatures_days, now):
            return []
        statement = select(EvidenceRow.sha256).where(*_signed(), EvidenceRow.added_by == leaver.person_id)
        return sorted(set(self._session.exec(statement.limit(AT_ONCE))))

    def note_gone(self, hashes: Sequence[str], *, at: datetime) -> int:
        """Note that these pictures have gone; returns how many had not yet. Hash and size stay: what was
        signed stands on them.
        """
        if not hashes:
            return 0
        wanted = one_of(col(PhotoRow.sha256), hashes) & col(PhotoRow.forgotten_at).is_(None)
        values: dict[str, Any] = {
            "forgotten_at": at,
            "latitude": None,
            "longitude": None,
            "fingerprint": None,
        }
        gone = self._session.connection().execute(update(PhotoRow).where(wanted).values(values)).rowcount
        self._session.execute(
            delete(SignatureStrokesRow).where(one_of(col(SignatureStrokesRow.sha256), hashes))
        )
        self._session.execute(delete(PhotoDetailRow).where(one_of(col(PhotoDetailRow.sha256), hashes)))
        return gone

    def delete(self, kind: str, person_id: UUID) -> int:
        """Delete the rows of this kind of the person; returns how many."""
        return sum(
            self._session.connection().execute(delete(table).where(_person(table) == person_id)).rowcount
            for table in ROWS_OF[kind]
        )

    def _kept(self, person_ids: Sequence[UUID]) -> dict[UUID, list[LeaverRetention]]:
        """Return the retention times of the sites of these people."""
        found: dict[UUID, list[LeaverRetention]] = {each: [] for each in person_ids}
        statement = (
            select(MembershipRow.person_id, SiteRow)
            .join(SiteRow, col(SiteRow.id) == MembershipRow.site_id)
            .where(one_of(col(MembershipRow.person_id), person_ids))
        )
        for person_id, site in self._session.exec(statement):
            found[person_id].append(leaver_retention_of(site))
        return found

    def _with_rows(self, tables: Sequence[type[SQLModel]], person_ids: Sequence[UUID]) -> set[UUID]:
        found: set[UUID] = set()
        for table in tables:
            person = _person(table)
            found |= set(self._session.exec(select(person).where(person.in_(person_ids)).distinct()))
        return found

    def _with_signatures(self, person_ids: Sequence[UUID]) -> set[UUID]:
        person = col(EvidenceRow.added_by)
        statement = select(person).where(*_signed(), person.in_(person_ids)).distinct()
        return set(self._session.exec(statement))


def _person(table: type[SQLModel]) -> Any:
    return getattr(table, "person_id")  # noqa: B009 - the tables share the column and no type that has it


def _is_due(leaver: Leaver, days: int, now: datetime) -> bool:
    return leaver.left_at + timedelta(days=days) <= now


def _signed() -> tuple[ColumnElement[bool], ...]:
    """A signature whose picture is there, and that nobody else has sent."""
    others = PhotoUploadRow.__table__.alias()  # type: ignore[attr-defined]  # SQLModel adds it without a type
    is_kept = exists().where(col(PhotoRow.sha256) == EvidenceRow.sha256, col(PhotoRow.forgotten_at).is_(None))
    is_others = exists().where(
        others.c.sha256 == EvidenceRow.sha256, others.c.person_id != col(EvidenceRow.added_by)
    )
    return (col(EvidenceRow.role) == EvidenceRole.SIGNATURE.value, is_kept, ~is_others)
