"""What needs consent is off without it, on the server, whatever a phone sends; all else goes on as before."""

import hashlib
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from backend.cases.evidence.store import EvidenceStore
from backend.cases.evidence.tables import EvidenceRow
from backend.cases.evidence.voices_rules import VoiceFacts, VoiceFormat, VoiceNote
from backend.cases.evidence.voices_store import Voices
from backend.cases.recheck.commands import Also
from backend.cases.rules import CaseState, Evidence
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade
from backend.hazards import commands as hazards
from backend.people.privacy import commands as privacy
from backend.people.privacy.rules import NoticeAnswer, Purpose
from backend.photos.rules import Place
from backend.photos.tables import PhotoRow
from tests.cases.evidence.test_voices import WEBM
from tests.support import pictures
from tests.support.cases import Step, WorkedCase
from tests.support.http_site import bearer, sign_in
from tests.support.plants import Plants, photo

GATE = Place(31.2304, 121.4737)


def decide(database: Database, plants: Plants, who: Viewer, purpose: Purpose, *, is_given: bool) -> None:
    said = NoticeAnswer(purpose, 1, is_given=is_given)
    database.transact(lambda tx: privacy.answer_notices(tx, plants.north, [said], by=who))


def report(database: Database, plants: Plants, by: Viewer, shown: Evidence) -> None:
    database.transact(
        lambda tx: hazards.report_hazard(
            tx,
            category=HazardCategory.MECHANICAL,
            grade=HazardGrade.GENERAL,
            clause=None,
            description="护栏松动",
            area_id=plants.area,
            equipment_code=None,
            photos=(shown,),
            captured_at=tx.now,
            by=by,
        )
    )


def acknowledged(database: Database, plants: Plants) -> WorkedCase:
    """A case that bob disposes of."""
    return WorkedCase.of_alert(database, plants).up_to(Step.ACKNOWLEDGED, plants.bob)


def placed(database: Database, name: str, by: Viewer) -> Evidence:
    return Evidence(photo(database, name, by).sha256, None, GATE)


def places(database: Database) -> dict[str, Any]:
    found = database.read(lambda s: list(s.exec(select(EvidenceRow).order_by(col(EvidenceRow.id)))))
    return {row.role: (row.latitude, row.longitude) for row in found}


def test_a_photo_has_a_position_only_of_who_agrees(sqlite_database: Database, plants: Plants) -> None:
    report(sqlite_database, plants, plants.bob, placed(sqlite_database, "one", plants.bob))
    agreed = places(sqlite_database)
    decide(sqlite_database, plants, plants.erik, Purpose.PLACE, is_given=False)
    report(sqlite_database, plants, plants.erik, placed(sqlite_database, "two", plants.erik))

    assert agreed == {"REPORT": (GATE.latitude, GATE.longitude)}
    assert places(sqlite_database) == {"REPORT": (None, None)}, "it came in all the same"


def test_a_disposal_without_consent_keeps_no_position_and_no_rule_looks_at_it(
    sqlite_database: Database, plants: Plants
) -> None:
    """Without the consent a photo from far away would be flagged."""
    decide(sqlite_database, plants, plants.bob, Purpose.PLACE, is_given=False)
    case = acknowledged(sqlite_database, plants)
    shown = placed(sqlite_database, "done", plants.bob)
    case.dispose(plants.bob, after=shown, also=Also(before=(shown,)))

    kept = sqlite_database.transact(lambda tx: tx.get(EvidenceStore).of_case(case.case_id))
    assert [item.place for _, _, item in kept] == [None, None]


def test_who_withdraws_takes_the_positions_along_but_for_what_was_handed_in(
    sqlite_database: Database, plants: Plants
) -> None:
    done = placed(sqlite_database, "done", plants.bob)
    acknowledged(sqlite_database, plants).dispose(plants.bob, after=done)
    report(sqlite_database, plants, plants.bob, placed(sqlite_database, "seen", plants.bob))
    report(sqlite_database, plants, plants.dora, placed(sqlite_database, "other", plants.dora))

    def claim(session: Any) -> None:
        row = session.get_one(PhotoRow, done.sha256)
        row.latitude, row.longitude = GATE.latitude, GATE.longitude
        session.add(row)

    sqlite_database.transact(lambda tx: claim(tx.session))
    decide(sqlite_database, plants, plants.bob, Purpose.PLACE, is_given=False)

    rows = sqlite_database.read(lambda s: list(s.exec(select(EvidenceRow).order_by(col(EvidenceRow.id)))))
    assert [(row.role, row.latitude) for row in rows] == [
        ("DISPOSAL", GATE.latitude),
        ("REPORT", None),
        ("REPORT", GATE.latitude),
    ]
    assert sqlite_database.read(lambda s: s.get_one(PhotoRow, done.sha256)).latitude is None


@pytest.mark.parametrize("is_given", [True, False])
def test_what_a_camera_wrote_into_a_photo_is_read_with_consent_only(
    client: httpx.Client, sqlite_database: Database, plants: Plants, is_given: bool
) -> None:
    decide(sqlite_database, plants, plants.bob, Purpose.PLACE, is_given=is_given)
    data = pictures.jpeg(exif=pictures.phone_exif())
    sha256 = hashlib.sha256(data).hexdigest()
    sent = client.put(f"/photos/{sha256}", content=data, headers=bearer(sign_in(client, "bob")))
    row = sqlite_database.read(lambda s: s.get_one(PhotoRow, sha256))

    assert sent.status_code == 201
    assert (row.latitude is not None, row.taken_at is not None) == (is_given, True)


def test_a_voice_note_is_taken_of_who_agrees_and_of_nobody_else(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    path, headers = f"/voice/{hashlib.sha256(WEBM).hexdigest()}", bearer(sign_in(client, "bob"))
    decide(sqlite_database, plants, plants.bob, Purpose.VOICE, is_given=False)
    refused = client.put(path, content=WEBM, headers=headers)
    decide(sqlite_database, plants, plants.bob, Purpose.VOICE, is_given=True)
    taken = client.put(path, content=WEBM, headers=headers)

    assert (refused.status_code, refused.json()["code"]) == (400, "CONSENT_MISSING")
    assert taken.status_code == 201


def test_a_recording_sent_before_the_withdrawal_speaks_for_nothing_after_it(
    sqlite_database: Database, plants: Plants
) -> None:
    case = acknowledged(sqlite_database, plants)
    facts = VoiceFacts("b" * 64, VoiceFormat.WEBM, 100)
    sqlite_database.transact(lambda tx: tx.get(Voices).record(facts, by=plants.bob.person_id, at=tx.now))
    decide(sqlite_database, plants, plants.bob, Purpose.VOICE, is_given=False)
    with pytest.raises(Refused) as refused:
        case.dispose(plants.bob, also=Also(voice=VoiceNote(facts.sha256, 5)))
    in_writing = case.dispose(plants.bob)

    assert refused.value.code is ErrorCode.CONSENT_MISSING
    assert in_writing.state is CaseState.AWAITING_RECHECK
