"""The register beside a case: the event it is about, the measure that failed, and what it changes there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.cases.rules import Case, CaseOutcome
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.vocabulary import Stage, Tier
from backend.risks.revisions.rules import EventState, require_state

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """Event of the register as it stands now; `department_id` answers for it."""

    event_id: UUID
    site_id: UUID
    state: EventState
    code: str
    title: Text
    stage: Stage
    department_id: UUID | None
    revision_id: UUID

    def require_in_force(self) -> None:
        """Raises Refused: RISK_CLOSED for a closed event, ILLEGAL_TRANSITION for a draft."""
        require_state(self.state, EventState.IN_FORCE)


@dataclass(frozen=True, slots=True)
class CaseRisk:
    """Event that a case is about, and its measure that did not hold 失效的管控措施; codes and words are
    copies of when they were named. Without an event: a person said that it is about none.

    `title`: of the event; `text`: of the measure. `by`: None for the event that speaks for the alert of the
    case.
    """

    case_id: UUID
    site_id: UUID
    at: datetime
    event_id: UUID | None = None
    revision_id: UUID | None = None
    event_code: str = ""
    title: Text = NOTHING
    measure_id: UUID | None = None
    measure_code: str = ""
    text: Text = NOTHING
    by: UUID | None = None
    version: int = 1

    @property
    def codes(self) -> str:
        """Return the codes of event and measure, for the record."""
        return " / ".join(each for each in (self.event_code, self.measure_code) if each) or "–"


class RegisterAnswer(StrEnum):
    """Answer to "change the register?" 要改风险登记吗."""

    CHANGED = "CHANGED"
    """A revision of the event says so in its reason, by the number of the case."""
    UNCHANGED = "UNCHANGED"
    """No, for the reason that is kept."""
    REGISTERED = "REGISTERED"
    """The case was about no event; now one of the register holds what it taught."""


@dataclass(frozen=True, slots=True)
class RegisterQuestion:
    """Question whether the register changes after a case; open while it has no `answer`.

    `revision_id`: the revision that answered it.
    """

    case_id: UUID
    site_id: UUID
    asked_at: datetime
    event_id: UUID | None
    answer: RegisterAnswer | None = None
    reason: str = ""
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    revision_id: UUID | None = None
    version: int = 1

    def require_open(self, version: int) -> None:
        """Raises Refused: CONFLICT where it is not at this version any more, ILLEGAL_TRANSITION where it is
        answered.
        """
        if self.version != version:
            raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")
        if self.answer is not None:
            raise Refused(ErrorCode.ILLEGAL_TRANSITION, "it is answered already")


def asks(case: Case) -> bool:
    """Whether an archived case asks what the register learns: an orange or red one that did happen."""
    return case.tier >= Tier.ORANGE and case.outcome is CaseOutcome.RESOLVED and not case.is_simulated
