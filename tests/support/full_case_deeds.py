"""What people do in the one case in which everything happens, a method for each deed."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from backend.cases import commands as cases
from backend.cases.comments import commands as comments
from backend.cases.evidence import voices_commands as voices
from backend.cases.evidence.voices_rules import VoiceFacts, VoiceFormat, VoiceNote
from backend.cases.extensions import commands as extensions
from backend.cases.extensions.rules import ExtensionKind
from backend.cases.recheck import (
    remediation_plan_commands as remediation_plans,
)
from backend.cases.recheck.commands import Also
from backend.cases.rules import Evidence
from backend.cases.tasks import commands as tasks
from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade, TaskKind
from backend.hazards import commands as hazards
from backend.photos.image import demo_pictures as drawings
from backend.photos.records_store import Photos, Upload
from backend.photos.rules import Place
from backend.photos.store import PhotoStore, sanitise
from tests.support.departments import Departments
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

PUMP: Final = Place(31.23040, 121.47370)


@dataclass
class Deeds:
    """The people, and the case that they work on."""

    database: Database
    plants: Plants
    clock: FakeClock
    store: PhotoStore
    there: Departments
    case_id: UUID = field(init=False)
    report_id: UUID = field(init=False)
    photos: int = 0

    def wait(self, **span: float) -> None:
        self.clock.advance(timedelta(**span))

    def shot(self, by: Viewer, *, place: Place | None = PUMP, minutes_ago: float | None = 1) -> Evidence:
        """A picture that this person takes there and sends."""
        self.photos += 1
        return self.sent(drawings.site_photo(self.photos), by, place=place, minutes_ago=minutes_ago)

    def sent(
        self, data: bytes, by: Viewer, *, place: Place | None = None, minutes_ago: float | None = None
    ) -> Evidence:
        photo = sanitise(data)
        self.store.put(photo)
        self.database.transact(lambda tx: tx.get(Photos).record(photo.facts, Upload(by.person_id), at=tx.now))
        taken_at = None if minutes_ago is None else self.clock.now - timedelta(minutes=minutes_ago)
        return Evidence(photo.facts.sha256, taken_at, place)

    def report(self, by: Viewer, description: str) -> UUID:
        shown = self.shot(by)
        return self.database.transact(
            lambda tx: hazards.report_hazard(
                tx,
                category=HazardCategory.MECHANICAL,
                grade=HazardGrade.GENERAL,
                clause=None,
                description=description,
                area_id=None,
                equipment_code="EQ-north",
                photos=(shown,),
                captured_at=tx.now - timedelta(seconds=30),
                by=by,
            )
        ).report_id

    def task(self, kind: TaskKind, department: UUID, work: str, owner: Viewer) -> UUID:
        return self.database.transact(
            lambda tx: tasks.add_task(
                tx,
                self.case_id,
                department_id=department,
                kind=kind,
                work=work,
                owner_id=owner.person_id,
                due_at=tx.now + timedelta(minutes=25),
                by=self.there.alice,
            )
        ).task_id

    def asks(
        self, by: Viewer, kind: ExtensionKind, minutes: int, reason: str, *, task_id: UUID | None = None
    ) -> UUID:
        return self.database.transact(
            lambda tx: extensions.request(
                tx,
                uuid4(),
                self.case_id,
                kind=kind,
                minutes=minutes,
                reason=reason,
                by=by,
                task_id=task_id,
            )
        ).extension_id

    def grants(self, extension_id: UUID, by: Viewer, note: str) -> None:
        self.database.transact(
            lambda tx: extensions.decide(tx, extension_id, is_approved=True, note=note, by=by)
        )

    def say(self, words: str, by: Viewer, *mentions: Viewer, task_id: UUID | None = None) -> None:
        self.database.transact(
            lambda tx: comments.add_comment(
                tx,
                uuid4(),
                case_id=self.case_id,
                task_id=task_id,
                text=words,
                mentions=tuple(each.person_id for each in mentions),
                by=by,
            )
        )

    def dispose(self, measures: str, *, chosen: tuple[str, ...] = (), place: Place = PUMP) -> None:
        bob = self.plants.bob
        before, after = self.shot(bob, minutes_ago=30), self.shot(bob, place=place)
        facts = VoiceFacts(f"{self.photos:064x}", VoiceFormat.WEBM, 40_000)
        self.database.transact(lambda tx: voices.record(tx, facts, by=bob.person_id))
        self.database.transact(
            lambda tx: remediation_plans.record(
                tx,
                self.case_id,
                responsible="设备部 王磊（13 级）",
                measures="补焊支架、更换紧固件、增加点检",
                funds="2.4 万元，安全生产费用列支",
                deadline=tx.now + timedelta(days=3),
                plan="整改期间停泵，启用备用泵，监护人 24 h 值守",
                by=bob,
            )
        )
        note = VoiceNote(facts.sha256, 14, self.clock.now)
        self.database.transact(
            lambda tx: cases.submit_disposal(
                tx,
                self.case_id,
                measures=measures,
                photos=(after,),
                by=bob,
                also=Also(chosen=chosen, before=(before,), voice=note),
            )
        )
