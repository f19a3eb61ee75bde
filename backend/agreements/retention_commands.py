"""For how long a site keeps data of one sort: less than now is lost for good, so it takes two."""

from collections.abc import Callable
from dataclasses import Field, asdict, dataclass
from typing import Any, ClassVar, Generic, Literal, Protocol, Self, TypeVar
from uuid import UUID

from backend.agreements.loosening_commands import Change, Guarded, Loosened
from backend.agreements.rules import Agreement, AgreementKind
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, Ref, refs
from backend.core.viewer import Permission, Viewer


class Days(Protocol):
    """Figures in days, worded as text; a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def check(self) -> None:
        """Raises Refused(INVALID_INPUT)."""
        ...

    def is_shorter_than(self, other: Self) -> bool: ...


D = TypeVar("D", bound=Days)


@dataclass(frozen=True, slots=True)
class Retained(Generic[D]):
    """One sort of data. `word`: under which `agreement.title` and `agreement.what` name it."""

    kind: AgreementKind
    word: Literal["retention", "leaverRetention"]
    announces: EventKind
    of: type[D]
    read: Callable[[Transaction, UUID], D]
    write: Callable[[Transaction, UUID, D], None]

    def set(
        self,
        tx: Transaction,
        site_id: UUID,
        wanted: D,
        *,
        reason: str,
        by: Viewer,
        asks_second_person: bool = False,
    ) -> UUID:
        """From now on it is kept so long at this site; what is older goes within hours. As it was: nothing
        changes. `asks_second_person`: of a shorter time ask one to agree; all is kept until then.

        Raises Refused: NOT_ALLOWED, NOT_FOUND, REASON_REQUIRED, INVALID_INPUT, SECOND_PERSON_REQUIRED.
        """
        by.require(Permission.SET_RETENTION, site_id=site_id)
        if not reason.strip():
            raise Refused(ErrorCode.REASON_REQUIRED, "a change of retention needs a reason")
        wanted.check()
        before = self.read(tx, site_id)
        if wanted != before:
            self._guarded().change(
                tx,
                Change(site_id, Ref("site", site_id), wanted, reason, by.person_id),
                self._loosened(before, wanted),
                by=by,
                asks_second_person=asks_second_person,
            )
        return site_id

    def set_agreed(self, tx: Transaction, agreed: Agreement) -> None:
        """A second person agreed to a shorter time."""
        self._guarded().set_agreed(tx, agreed)

    def _guarded(self) -> Guarded[D]:
        return Guarded(self.kind, self._put, asdict, lambda packed: self.of(**packed))

    def _loosened(self, before: D, wanted: D) -> Loosened | None:
        if not wanted.is_shorter_than(before):
            return None
        named = {"before": str(before), "after": str(wanted)}
        title = words.of("agreement.title", self.word, **named)
        return Loosened(title, words.of("agreement.what", self.word, **named))

    def _put(self, tx: Transaction, change: Change[D]) -> None:
        note = f"{self.read(tx, change.site_id)} → {change.value}: {change.reason}"
        self.write(tx, change.site_id, change.value)
        about = refs(site=change.site_id)
        tx.announce(Event(self.announces, change.site_id, about=about, by=change.by, note=note))
