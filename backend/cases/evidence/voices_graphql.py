"""Voice notes as evidence."""

from datetime import datetime

import strawberry

from backend.cases.evidence.voices_rules import VoiceNote


@strawberry.type(name="Voice", description="To be had at /voice/{sha256}.")
class VoiceNode:
    sha256: str
    seconds: int
    taken_at: datetime | None

    @classmethod
    def of_optional(cls, note: VoiceNote | None) -> "VoiceNode | None":
        return cls(sha256=note.sha256, seconds=note.seconds, taken_at=note.taken_at) if note else None


@strawberry.input(
    description="A recording that was PUT to /voice/{sha256} by the same person before; else VOICE_MISSING."
)
class VoiceInput:
    sha256: str
    seconds: int
    taken_at: datetime | None = None

    def value(self) -> VoiceNote:
        return VoiceNote(self.sha256, self.seconds, self.taken_at)
