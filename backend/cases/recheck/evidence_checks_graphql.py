"""What the guard against fake closure flagged."""

from uuid import UUID

import strawberry

from backend.cases.recheck.evidence_checks_rules import Flag, FlagReason

strawberry.enum(FlagReason, name="FlagReason")


@strawberry.type(
    name="RoundFlag",
    description="Something a rechecker should look at twice. `photo` is what it is about, `other` what it is"
    " compared with, `minutes` and `metres` how much. `mustBeSeen`: to be named in `flagsSeen` to pass.",
)
class RoundFlagNode:
    reason: FlagReason
    must_be_seen: bool
    photo: str | None
    other: str | None
    other_case_id: UUID | None
    other_case_number: str | None
    minutes: int | None
    metres: int | None

    @classmethod
    def of(cls, flag: Flag, numbers: dict[UUID, str]) -> "RoundFlagNode":
        number = numbers.get(flag.other_case_id) if flag.other_case_id else None
        return cls(
            reason=flag.reason,
            must_be_seen=flag.must_be_seen,
            photo=flag.sha256,
            other=flag.other_sha256,
            other_case_id=flag.other_case_id if number else None,
            other_case_number=number,
            minutes=flag.minutes,
            metres=flag.metres,
        )
