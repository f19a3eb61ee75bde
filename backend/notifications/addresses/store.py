"""Codes for addresses as rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, select

from backend.core.allowances import HOUR, Taken
from backend.core.audit import Audit
from backend.core.vault import decrypt, encrypt
from backend.notifications.addresses.tables import AddressCodeRow
from backend.people.directory.rules import AddressKind


@dataclass(frozen=True, slots=True)
class AddressCode:
    """A code, the address to which it went, and how often another one was tried."""

    code: str
    address: str
    sent_at: datetime
    failures: int


class AddressCodes:
    def __init__(self, session: Session) -> None:
        self._session = session

    def taken(self, person_id: UUID, kind: AddressKind, *, now: datetime) -> Taken:
        """How many codes went to this kind of address of the person within the hour."""
        row = self._row(person_id, kind)
        if row is None or row.window_began_at + HOUR <= now:
            return Taken()
        return Taken(row.sent_in_window, row.window_began_at)

    def put(
        self, person_id: UUID, site_id: UUID, kind: AddressKind, address: str, code: str, *, at: datetime
    ) -> UUID:
        """Keep this code in the place of an earlier one. Returns its id."""
        before = self._row(person_id, kind)
        began_at, sent = at, 1
        if before is not None:
            if before.window_began_at + HOUR > at:
                began_at, sent = before.window_began_at, before.sent_in_window + 1
            self._session.delete(before)
            self._session.flush()
        code_id = uuid4()
        self._session.add(
            AddressCodeRow(
                id=code_id,
                person_id=person_id,
                site_id=site_id,
                kind=kind.value,
                address=address,
                sealed_code=encrypt(Audit(self._session).keys, code, purpose=_purpose(code_id)),
                sent_at=at,
                window_began_at=began_at,
                sent_in_window=sent,
            )
        )
        self._session.flush()
        return code_id

    def of(self, person_id: UUID, kind: AddressKind) -> AddressCode | None:
        """The last code for this kind of address of the person, locked for this transaction."""
        row = self._row(person_id, kind)
        return AddressCode(self._code_of(row), row.address, row.sent_at, row.failures) if row else None

    def kind_of(self, code_id: UUID) -> AddressKind | None:
        """Of which kind the address is; None where a later code took its place."""
        row = self._session.get(AddressCodeRow, code_id)
        return AddressKind(row.kind) if row else None

    def code(self, code_id: UUID) -> str:
        """The code itself. Raises LookupError where a later one took its place, or it was used."""
        row = self._session.get(AddressCodeRow, code_id)
        if row is None:
            raise LookupError("the code is over")
        return self._code_of(row)

    def count_failure(self, person_id: UUID, kind: AddressKind) -> None:
        row = self._row(person_id, kind)
        if row is not None:
            row.failures += 1
            self._session.add(row)

    def remove(self, person_id: UUID, kind: AddressKind) -> None:
        row = self._row(person_id, kind)
        if row is not None:
            self._session.delete(row)

    def _row(self, person_id: UUID, kind: AddressKind) -> AddressCodeRow | None:
        statement = (
            select(AddressCodeRow)
            .where(AddressCodeRow.person_id == person_id, AddressCodeRow.kind == kind.value)
            .with_for_update()
        )
        return self._session.exec(statement).first()

    def _code_of(self, row: AddressCodeRow) -> str:
        return decrypt(Audit(self._session).keys, row.sealed_code, purpose=_purpose(row.id))


def _purpose(code_id: UUID) -> str:
    return f"address code {code_id}"
