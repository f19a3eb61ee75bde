"""Rounds of a case: one disposal and its recheck each, with what the evidence checks flagged."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.evidence.graphql import PhotoNode
from backend.cases.evidence.voices_graphql import VoiceNode
from backend.cases.queries import RoundView
from backend.cases.recheck.evidence_checks_rules import Flag, FlagReason
from backend.cases.recheck.remediation_plan_graphql import RemediationPlanNode
from backend.cases.rules import RecheckReason
from backend.people.graphql import PersonNode

strawberry.enum(FlagReason, name="FlagReason")
strawberry.enum(RecheckReason, name="RecheckReason")


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


@strawberry.type(name="Disposal")
class DisposalNode:
    measures: str
    by: PersonNode
    at: datetime
    photos: list[PhotoNode]
    before: list[PhotoNode] = strawberry.field(description="Taken before the work.")
    chosen: list[str] = strawberry.field(description="Those of the measures that came from the advice.")
    voice: VoiceNode | None
    remediation_plan: RemediationPlanNode | None

    @classmethod
    def of(cls, view: RoundView) -> "DisposalNode":
        return cls(
            measures=view.entry.measures,
            by=PersonNode.of(view.disposed_by),
            at=view.entry.disposed_at,
            photos=[PhotoNode.of(photo) for photo in view.disposal_photos],
            before=[PhotoNode.of(photo) for photo in view.before_photos],
            chosen=list(view.entry.chosen),
            voice=VoiceNode.of_optional(view.extras.voice),
            remediation_plan=RemediationPlanNode.of_optional(view.extras.five),
        )


@strawberry.type(name="Recheck")
class RecheckNode:
    is_passed: bool
    reason: RecheckReason | None
    note: str
    by: PersonNode
    at: datetime
    photos: list[PhotoNode]
    signature: PhotoNode | None
    is_override: bool
    flags_seen: list[FlagReason]
    is_drawn: bool = strawberry.field(
        description="Whether the signature is strokes drawn at the step; else a picture that a phone of"
        " before sent, or there is none."
    )
    signed_hash: str | None = strawberry.field(
        description="The content hash that the signature stands under."
    )

    @classmethod
    def of(cls, view: RoundView) -> "RecheckNode | None":
        entry = view.entry
        if entry.is_passed is None or view.rechecked_by is None or entry.rechecked_at is None:
            return None
        return cls(
            is_passed=entry.is_passed,
            reason=entry.reason,
            note=entry.note,
            by=PersonNode.of(view.rechecked_by),
            at=entry.rechecked_at,
            photos=[PhotoNode.of(photo) for photo in view.recheck_photos],
            signature=PhotoNode.of(view.signature) if view.signature else None,
            is_override=entry.override_reason is not None,
            flags_seen=list(entry.flags_seen),
            is_drawn=entry.signature_strokes_sha256 is not None,
            signed_hash=entry.signed_hash,
        )


@strawberry.type(
    name="Round", description="One disposal and its recheck. `contentHash` is what the recheck signs."
)
class RoundNode:
    number: int
    disposal: DisposalNode
    recheck: RecheckNode | None
    content_hash: str
    flags: list[RoundFlagNode] = strawberry.field(description="What whoever rechecks should look at twice.")

    @classmethod
    def of(cls, view: RoundView) -> "RoundNode":
        return cls(
            number=view.entry.number,
            disposal=DisposalNode.of(view),
            recheck=RecheckNode.of(view),
            content_hash=view.entry.content_hash,
            flags=[RoundFlagNode.of(flag, view.extras.numbers) for flag in view.extras.flags],
        )
