"""Rounds: what a disposal hands in beside its words and photos, and what a signature stands under."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias
from uuid import UUID

from backend.cases.events import DISPOSAL_FLAGGED, FLAGS_SEEN
from backend.cases.evidence.store import EvidenceRole, EvidenceStore
from backend.cases.evidence.voices_rules import VoiceNote, check_note
from backend.cases.evidence.voices_store import Voices
from backend.cases.extensions import commands as extensions
from backend.cases.recheck import evidence_checks_commands as evidence_checks
from backend.cases.recheck import remediation_plan_rules as remediation_plans
from backend.cases.recheck.drawn_commands import DrawnSignature
from backend.cases.recheck.evidence_checks_rules import FlagReason, check_seen
from backend.cases.recheck.pictures_store import Pictures
from backend.cases.recheck.remediation_plan_store import RemediationPlans
from backend.cases.recheck.round_seal_store import round_digest
from backend.cases.recheck.signed_content_rules import (
    CONTENT_VERSION,
    Content,
    Shown,
    content_hash,
)
from backend.cases.recheck.strokes_rules import plain_strokes, strokes_hash
from backend.cases.rules import MAX_PHOTOS, Case, Evidence
from backend.cases.store import Cases, Round
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.viewer import Viewer
from backend.people.privacy import commands as privacy
from backend.people.privacy.rules import Purpose
from backend.photos.fingerprint_rules import is_copy
from backend.photos.records_store import Photos, Upload

MOST_CHOSEN: Final = 30
Signature: TypeAlias = DrawnSignature | Evidence
"""Strokes drawn at the step, or the picture that a phone of before sent."""
OF_THE_RECHECK: Final = frozenset({EvidenceRole.RECHECK, EvidenceRole.SIGNATURE})


@dataclass(frozen=True, slots=True)
class Also:
    """`chosen`: measures taken from the advice as they stood there. `before`: photos from before the work."""

    chosen: tuple[str, ...] = ()
    before: tuple[Evidence, ...] = ()
    voice: VoiceNote | None = None

    def joined(self, written: str) -> str:
        """All measures, one a line: those chosen, then what was written beside them."""
        chosen = [line.strip() for line in self.chosen if line.strip()]
        own = [line.strip() for line in written.splitlines() if line.strip()]
        return "\n".join([*chosen, *(line for line in own if line not in chosen)])


NOTHING_ELSE: Final = Also()


def record(
    tx: Transaction, case: Case, measures: str, photos: tuple[Evidence, ...], also: Also, *, by: Viewer
) -> Round:
    """Write the disposal of the case's round with its evidence, its flags and the hash to sign."""
    if len(also.before) > MAX_PHOTOS or len(also.chosen) > MOST_CHOSEN:
        raise Refused(ErrorCode.INVALID_INPUT, "too many photos or measures")
    five = tx.get(RemediationPlans).of_case(case.case_id).get(case.round_number)
    remediation_plans.check_recorded(case.grade, five)
    photos, before = (
        tx.get(EvidenceStore).with_agreed_places(each, site_id=case.site_id, by=by.person_id)
        for each in (photos, also.before)
    )
    entry = Round(
        number=case.round_number,
        measures=measures,
        disposed_by=by.person_id,
        disposed_at=tx.now,
        content_hash="",
        chosen=tuple(line.strip() for line in also.chosen if line.strip()),
        flags=evidence_checks.flags_of(tx, case, before=before, after=photos, by=by.person_id),
        content_version=CONTENT_VERSION,
    )
    attach(tx, case, before, EvidenceRole.BEFORE, by)
    attach(tx, case, photos, EvidenceRole.DISPOSAL, by)
    if also.voice is not None:
        _attach_voice(tx, case, also.voice, by)
    entry = replace(entry, content_hash=_hash(tx, case, entry))
    tx.get(Cases).put_round(case.case_id, entry)
    extensions.close(tx, case)
    if reasons := sorted({flag.reason for flag in entry.flags if flag.must_be_seen}):
        _announce(tx, case, DISPOSAL_FLAGGED, note=", ".join(reasons))
    return entry


@dataclass(frozen=True, slots=True)
class Ink:
    """A signature as evidence; `strokes_sha256` of what was drawn, None of a picture that was sent."""

    picture: Evidence
    strokes_sha256: str | None = None


def sign(
    tx: Transaction,
    case: Case,
    signed_hash: str,
    ink: Ink,
    flags_seen: Sequence[FlagReason],
    *,
    by: Viewer,
) -> Round:
    """The round under this signature. Raises Refused: CONTENT_CHANGED where what was signed is not what
    stands here, FLAGS_NOT_SEEN where something that was flagged has not been looked at.
    """
    entry = tx.get(Cases).round(case.case_id, case.round_number)
    is_same = signed_hash == entry.content_hash
    if entry.content_version == CONTENT_VERSION:  # older rounds were hashed by other rules
        is_same = is_same and signed_hash == _hash(tx, case, entry)
    if not is_same:
        raise Refused(ErrorCode.CONTENT_CHANGED, "the signed content is not the content of this round")
    seen = check_seen(entry.flags, flags_seen, by=by.person_id)
    if seen:
        _announce(tx, case, FLAGS_SEEN, by=by.person_id, note=", ".join(seen))
    return replace(
        entry,
        flags_seen=seen,
        signature_sha256=ink.picture.sha256,
        signature_strokes_sha256=ink.strokes_sha256,
        signed_hash=signed_hash,
    )


def take_ink(
    tx: Transaction,
    case: Case,
    signature: Signature,
    photos: Sequence[Evidence],
    *,
    by: Viewer,
) -> Ink:
    """Return the signature as evidence; of a drawn one its picture and strokes are noted.

    Raises Refused(SIGNATURE_REQUIRED) for strokes that have signed something before (with their times: nobody
    draws so twice), and as `require_own_picture` does.
    """
    if not isinstance(signature, DrawnSignature):
        require_own_picture(tx, case, signature, photos)
        return Ink(signature)
    facts = signature.picture.facts
    tx.get(Photos).record(facts, Upload(by.person_id, case.site_id, signature.length), at=tx.now)
    strokes_sha256 = strokes_hash(signature.strokes)
    kept = plain_strokes(signature.strokes)
    if not tx.get(EvidenceStore).put_strokes(strokes_sha256, facts.sha256, kept):
        raise Refused(ErrorCode.SIGNATURE_REQUIRED, "these strokes have signed something before")
    return Ink(Evidence(facts.sha256, None), strokes_sha256)


def require_own_picture(tx: Transaction, case: Case, signature: Evidence, photos: Sequence[Evidence]) -> None:
    """Raises Refused(SIGNATURE_REQUIRED) where the signature is one of the photos again, of this recheck or
    shown before in the case: by its bytes, or as a copy.
    """
    kept = tx.get(EvidenceStore).of_case(case.case_id)
    others = [*photos, *(item for role, _, item in kept if role is not EvidenceRole.SIGNATURE)]
    shown = tx.get(Pictures).shown([signature, *others], case)
    seen = {picture.sha256: picture.fingerprint for picture in shown}
    ink = seen.get(signature.sha256)
    for item in others:
        photo = seen.get(item.sha256)
        if item.sha256 == signature.sha256 or (ink and photo and is_copy(ink, photo)):
            raise Refused(ErrorCode.SIGNATURE_REQUIRED, "a photo is no signature")


def attach(tx: Transaction, case: Case, photos: Sequence[Evidence], role: EvidenceRole, by: Viewer) -> None:
    """Show these photos in the case's present round."""
    tx.get(EvidenceStore).attach(
        photos,
        role=role,
        site_id=case.site_id,
        by=by.person_id,
        at=tx.now,
        case_id=case.case_id,
        round_number=case.round_number,
    )


def _attach_voice(tx: Transaction, case: Case, voice: VoiceNote, by: Viewer) -> None:
    check_note(voice)
    privacy.require_consent(tx, case.site_id, Purpose.VOICE, by=by.person_id)
    tx.get(Voices).attach(
        voice,
        site_id=case.site_id,
        case_id=case.case_id,
        round_number=case.round_number,
        by=by.person_id,
        at=tx.now,
    )


def _hash(tx: Transaction, case: Case, entry: Round) -> str:
    """Over what the database holds of the round, not over what was sent."""
    shown = [
        Shown(role, item.sha256, item.taken_at, item.place)
        for role, number, item in tx.get(EvidenceStore).of_case(case.case_id)
        if number == entry.number and role not in OF_THE_RECHECK
    ]
    spoken = [
        Shown(EvidenceRole.VOICE, note.sha256, note.taken_at)
        for number, note in tx.get(Voices).of_case(case.case_id)
        if number == entry.number
    ]
    return content_hash(
        Content(
            case_number=case.number,
            round_number=entry.number,
            measures=entry.measures,
            chosen=entry.chosen,
            disposed_by=entry.disposed_by,
            disposed_at=entry.disposed_at,
            evidence=[*shown, *spoken],
            five=tx.get(RemediationPlans).of_case(case.case_id).get(entry.number),
            flags=entry.flags,
        )
    )


def finish(
    tx: Transaction, case: Case, entry: Round, kind: EventKind, *, note: str | None, by: Viewer
) -> None:
    """Write the recheck of the round; the row of the record covers the whole round from now on."""
    tx.get(Cases).put_round(case.case_id, entry)
    _announce(tx, case, kind, note=note, by=by.person_id, digest=round_digest(case.case_id, entry))


def _announce(
    tx: Transaction,
    case: Case,
    kind: EventKind,
    *,
    note: str | None,
    by: UUID | None = None,
    digest: str | None = None,
) -> None:
    tx.announce(
        Event(
            kind,
            case.site_id,
            about=refs(case=case.case_id, hazard_report=case.report_id),
            by=by,
            tier=case.tier,
            round_number=case.round_number,
            note=note,
            digest=digest,
        )
    )
