"""Voice notes: what is accepted as one, and what is known of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from backend.core.errors import ErrorCode, Refused

MAX_BYTES: Final = 2_000_000
"""A minute of speech is 0.25 MB as Opus and 1 MB as the AAC of an iPhone."""
MAX_SECONDS: Final = 60


class VoiceFormat(StrEnum):
    """Format in which phones record; the content decides, never a name or a content type."""

    WEBM = "audio/webm"
    OGG = "audio/ogg"
    MP4 = "audio/mp4"


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """A kept recording. `sha256` is of the bytes as sent, `length` their number."""

    sha256: str
    format: VoiceFormat
    length: int


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """A recording as evidence. `seconds` and `taken_at` are what the phone said."""

    sha256: str
    seconds: int
    taken_at: datetime | None = None


def format_of(head: bytes) -> VoiceFormat:
    """The container that begins with these 12 bytes: EBML, Ogg page, or ISO base media file type box."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return VoiceFormat.WEBM
    if head.startswith(b"OggS"):
        return VoiceFormat.OGG
    if head[4:8] == b"ftyp":
        return VoiceFormat.MP4
    raise Refused(ErrorCode.VOICE_NOT_AUDIO, "neither WebM nor Ogg nor MP4")


def check_length(length: int) -> None:
    """Raises Refused(VOICE_TOO_LARGE) for a body of more than `MAX_BYTES`."""
    if length > MAX_BYTES:
        raise Refused(ErrorCode.VOICE_TOO_LARGE, f"{length} bytes, at most {MAX_BYTES} are accepted")


def check_same(claimed_sha256: str, received_sha256: str) -> None:
    """Raises Refused(VOICE_HASH_MISMATCH) for bytes that are not the ones that the sender named."""
    if claimed_sha256 != received_sha256:
        raise Refused(ErrorCode.VOICE_HASH_MISMATCH, f"the bytes received hash to {received_sha256}")


def check_note(note: VoiceNote) -> None:
    if not 1 <= note.seconds <= MAX_SECONDS:
        raise Refused(ErrorCode.INVALID_INPUT, f"a voice note lasts 1 to {MAX_SECONDS} seconds")
