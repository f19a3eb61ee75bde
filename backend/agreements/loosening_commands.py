"""Values that one person tightens and only two make looser: data kept for less time, alarms given more.

Until the second person agrees, the value of before is in force.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar
from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import Agreement, AgreementKind
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Ref
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Change(Generic[V]):
    """Another value of a site, or of an object `about` at it."""

    site_id: UUID
    about: Ref
    value: V
    reason: str
    by: UUID


@dataclass(frozen=True, slots=True)
class Loosened:
    """The words on a looser value that a second person reads; `tier`: of the alerts it quietens."""

    title: Text
    what: Text
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class Guarded(Generic[V]):
    """A value that only two make looser. `write` puts it in force and announces it; `pack` and `unpack` keep
    it as JSON while it waits.
    """

    kind: AgreementKind
    write: Callable[[Transaction, Change[V]], None]
    pack: Callable[[V], dict[str, Any]]
    unpack: Callable[[dict[str, Any]], V]

    def change(
        self,
        tx: Transaction,
        wanted: Change[V],
        loosened: Loosened | None,
        *,
        by: Viewer,
        asks_second_person: bool,
    ) -> bool:
        """Put the value in force; of a looser one only ask. Returns whether it is in force.

        Raises Refused: SECOND_PERSON_REQUIRED unless `asks_second_person`, and as `agreements.ask` does.
        """
        if loosened is None:
            self._put(tx, replace(wanted, reason=wanted.reason.strip()))
            return True
        if not asks_second_person:
            raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "a second person agrees to a looser value")
        agreements.ask(
            tx,
            self.kind,
            wanted.about,
            site_id=wanted.site_id,
            title=loosened.title,
            what=loosened.what,
            reason=wanted.reason,
            by=by,
            tier=loosened.tier,
            details=self.pack(wanted.value),
        )
        return False

    def set_agreed(self, tx: Transaction, agreed: Agreement) -> None:
        """A second person agreed: the value is in force by the word of the one who asked."""
        about = Ref(agreed.noun, agreed.object_id)
        value = self.unpack(agreed.details)
        self._put(tx, Change(agreed.site_id, about, value, agreed.reason, agreed.asked_by))

    def _put(self, tx: Transaction, change: Change[V]) -> None:
        # Whoever asked compared with what was in force then.
        agreements.end(tx, self.kind, change.about.object_id)
        self.write(tx, change)
