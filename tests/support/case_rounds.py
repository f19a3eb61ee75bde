"""One case of a gas alert at north, and everything that people do in its rounds as short words."""

from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

import pytest
from sqlalchemy import text

from backend.cases.evidence import voices_commands as voices
from backend.cases.evidence.voices_rules import VoiceFacts, VoiceFormat, VoiceNote
from backend.cases.extensions import commands as extensions
from backend.cases.extensions.rules import Extension, ExtensionKind
from backend.cases.queries import RoundView
from backend.cases.recheck import remediation_plan_commands as remediation_plans
from backend.cases.recheck.evidence_checks_rules import FlagReason
from backend.cases.rules import Evidence
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.photos.records_store import Photos, Upload
from backend.photos.rules import PhotoFacts
from backend.photos.store import sanitise
from backend.photos.tables import PhotoRow
from tests.support.cases import WorkedCase
from tests.support.plants import Plants, id_of, photo


def refusal(refused: pytest.ExceptionInfo[Refused]) -> ErrorCode:
    return refused.value.code


class Story(WorkedCase):
    @classmethod
    def of(cls, database: Database, plants: Plants, tier: Tier = Tier.ORANGE) -> Self:
        """The gas is at this tier; bob has taken the case on."""
        story = cls.of_alert(database, plants, tier)
        story.acknowledge(plants.bob)
        return story

    def make_major(self) -> None:
        self.database.transact(lambda tx: tx.session.execute(text("UPDATE cases SET grade = 'MAJOR'")))

    def shot(self, name: str, by: Viewer, *, fingerprint: str | None = None, **claims: object) -> Evidence:
        """A photo that this person has sent, with what the phone says of it."""
        claims = {"taken_at": None, **claims}
        if fingerprint is None:
            return Evidence(photo(self.database, name, by).sha256, **claims)  # type: ignore[arg-type]
        facts = PhotoFacts(f"{id_of(name).hex}{id_of(name).hex}", 1600, 1200, fingerprint=fingerprint)
        self.database.transact(lambda tx: tx.get(Photos).record(facts, Upload(by.person_id), at=tx.now))
        return Evidence(facts.sha256, **claims)  # type: ignore[arg-type]

    def sends(self, data: bytes, by: Viewer) -> Evidence:
        """A real picture, cleaned as it is on arrival."""
        facts = sanitise(data).facts
        self.database.transact(lambda tx: tx.get(Photos).record(facts, Upload(by.person_id), at=tx.now))
        return Evidence(facts.sha256, None)

    def says(self, by: Viewer, seconds: int = 12) -> VoiceNote:
        """A voice note that this person has sent."""
        facts = VoiceFacts("e" * 64, VoiceFormat.WEBM, 4_000)
        self.database.transact(lambda tx: voices.record(tx, facts, by=by.person_id))
        return VoiceNote(facts.sha256, seconds)

    def asks(self, by: Viewer, minutes: int, kind: ExtensionKind = ExtensionKind.EXTENSION) -> Extension:
        return self.database.transact(
            lambda tx: extensions.request(
                tx, uuid4(), self.case_id, kind=kind, minutes=minutes, reason="等备件", by=by
            )
        )

    def decides(self, asked: Extension, by: Viewer, *, yes: bool = True, note: str = "可以") -> Extension:
        return self.database.transact(
            lambda tx: extensions.decide(tx, asked.extension_id, is_approved=yes, note=note, by=by)
        )

    def resumes(self, paused: Extension, by: Viewer) -> Extension:
        return self.database.transact(lambda tx: extensions.resume(tx, paused.extension_id, by=by))

    def assures(self, by: Viewer, funds: str = "2 万元") -> None:
        self.database.transact(
            lambda tx: remediation_plans.record(
                tx,
                self.case_id,
                responsible="王磊",
                measures="更换法兰",
                funds=funds,
                deadline=tx.now + timedelta(days=3),
                plan="停车撤离",
                by=by,
            )
        )

    @property
    def due_at(self) -> datetime:
        return self.case.dispose_due_at

    @property
    def last(self) -> RoundView:
        return self.rounds()[-1]

    def flagged(self, viewer: Viewer | None = None) -> list[FlagReason]:
        return [flag.reason for flag in self.rounds(viewer)[-1].extras.flags]


def give_fingerprint(database: Database, sha256: str, fingerprint: str) -> None:
    """As if the picture looked like this to the comparison of pictures."""

    def command(tx: Transaction) -> None:
        row = tx.session.get_one(PhotoRow, sha256)
        row.fingerprint = fingerprint
        tx.session.add(row)

    database.transact(command)
