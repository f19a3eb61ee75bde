"""Disposals with everything they show, signatures that cover all of it, and rounds that nobody changes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.archive import queries as archives
from backend.archive.filters_queries import ArchiveFilter
from backend.cases import commands as cases
from backend.cases.evidence.store import EvidenceRole, EvidenceStore
from backend.cases.evidence.voices_rules import VoiceNote
from backend.cases.recheck import evidence_checks_commands as evidence_checks
from backend.cases.recheck import queries as views
from backend.cases.recheck.commands import Also
from backend.cases.recheck.evidence_checks_rules import FlagReason
from backend.cases.rules import CaseState
from backend.cases.tables import CaseArchiveRow
from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.photos.rules import Place
from tests.support import pictures
from tests.support.case_rounds import Story, refusal
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, photo

pytestmark = pytest.mark.both_databases("triggers freeze rounds")

GAUGE = "00f0f0f0f0f0f0f0" * 7 + "0" * 64


@pytest.fixture
def story(database: Database, plants: Plants) -> Story:
    return Story.of(database, plants)


def test_a_disposal_shows_before_and_after_its_voice_and_what_was_taken_from_the_advice(
    story: Story, plants: Plants
) -> None:
    bob = plants.bob
    before = story.shot("before", bob)

    story.dispose(
        bob,
        "更换法兰\n立即撤离",
        also=Also(chosen=("立即撤离", " "), before=(before,), voice=story.says(bob)),
    )

    last = story.last
    assert last.entry.measures == "立即撤离\n更换法兰"
    assert last.entry.chosen == ("立即撤离",)
    assert [each.sha256 for each in last.before_photos] == [before.sha256]
    assert len(last.disposal_photos) == 1
    assert last.extras.voice == VoiceNote("e" * 64, 12)


def test_a_measure_taken_from_the_advice_is_enough_words(story: Story, plants: Plants) -> None:
    assert story.dispose(plants.bob, "", also=Also(chosen=("立即撤离",))).state is CaseState.AWAITING_RECHECK


def test_a_voice_note_of_somebody_else_or_of_no_length_is_refused(story: Story, plants: Plants) -> None:
    of_erik = story.says(plants.erik)
    with pytest.raises(Refused) as foreign:
        story.dispose(plants.bob, also=Also(voice=of_erik))
    too_long = story.says(plants.bob, seconds=61)
    with pytest.raises(Refused) as endless:
        story.dispose(plants.bob, also=Also(voice=too_long))

    assert refusal(foreign) is ErrorCode.VOICE_MISSING
    assert refusal(endless) is ErrorCode.INVALID_INPUT


def test_what_was_signed_is_kept_with_the_signature_and_covers_what_the_database_holds(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    story.dispose(plants.bob)
    story.say(None)
    clock.advance(timedelta(minutes=10))
    signed = story.last.entry.content_hash
    story.database.transact(
        lambda tx: tx.session.execute(text("UPDATE evidence SET latitude = 1, longitude = 2"))
    )
    with pytest.raises(Refused) as changed:
        story.pass_recheck(plants.alice)
    story.database.transact(
        lambda tx: tx.session.execute(text("UPDATE evidence SET latitude = NULL, longitude = NULL"))
    )

    story.pass_recheck(plants.alice)

    assert refusal(changed) is ErrorCode.CONTENT_CHANGED
    entry = story.last.entry
    assert entry.signed_hash == signed == entry.content_hash
    assert story.last.signature is not None
    assert entry.signature_sha256 == story.last.signature.sha256


def test_a_round_from_before_there_was_so_much_to_sign_still_passes(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    story.dispose(plants.bob)
    old = "UPDATE rounds SET content_version = 1, content_hash = 'as it was then'"
    story.database.transact(lambda tx: tx.session.execute(text(old)))
    story.say(None)
    clock.advance(timedelta(minutes=10))

    assert story.pass_recheck(plants.alice).state is CaseState.ARCHIVED


FORGERIES = [
    "UPDATE rounds SET measures = 'forged'",
    "UPDATE rounds SET is_passed = NULL",
    "DELETE FROM rounds",
    "UPDATE evidence SET sha256 = (SELECT max(sha256) FROM photos), role = 'DISPOSAL'",
    "UPDATE evidence SET case_id = NULL",
    "DELETE FROM evidence",
    "DELETE FROM voice_notes",
    "UPDATE voice_notes SET seconds = 1",
    "UPDATE remediation_plans SET funds = '0'",
    "DELETE FROM remediation_plans",
]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_database_itself_refuses_to_change_a_finished_round(
    story: Story, plants: Plants, forgery: str
) -> None:
    story.assures(plants.bob)
    story.dispose(plants.bob, also=Also(voice=story.says(plants.bob)))
    story.fail_recheck(plants.alice)

    with pytest.raises(DBAPIError, match="frozen"):
        story.database.transact(lambda tx: tx.session.execute(text(forgery)))


def test_nothing_is_added_to_a_finished_round(story: Story, plants: Plants) -> None:
    story.dispose(plants.bob)
    story.fail_recheck(plants.alice)
    late = photo(story.database, "late", plants.bob)

    def slip_in(tx: Any) -> None:
        where = {"site_id": plants.north, "case_id": story.case_id, "round_number": 1}
        tx.get(EvidenceStore).attach(
            (late,), role=EvidenceRole.DISPOSAL, by=plants.bob.person_id, at=tx.now, **where
        )

    with pytest.raises(DBAPIError, match="frozen"):
        story.database.transact(slip_in)


def test_the_round_that_is_on_can_still_be_written(story: Story, plants: Plants) -> None:
    story.dispose(plants.bob, "第一次")
    story.fail_recheck(plants.alice)
    story.dispose(plants.bob, "第二次")

    assert [each.entry.is_passed for each in story.rounds()] == [False, None]


def test_a_major_hazard_is_disposed_of_only_with_its_remediation_plan_in_every_round(
    story: Story, plants: Plants
) -> None:
    story.make_major()
    with pytest.raises(Refused) as missing:
        story.dispose(plants.bob)
    with pytest.raises(Refused) as empty:
        story.assures(plants.bob, funds=" ")
    story.assures(plants.bob, funds="1 万元")
    story.assures(plants.bob, funds="2 万元")

    story.dispose(plants.bob)

    assert refusal(missing) is ErrorCode.REMEDIATION_PLAN_REQUIRED
    assert refusal(empty) is ErrorCode.INVALID_INPUT
    assert story.last.extras.five is not None
    assert story.last.extras.five.funds == "2 万元"
    with pytest.raises(Refused) as too_late:
        story.assures(plants.bob)
    story.fail_recheck(plants.alice)
    with pytest.raises(Refused) as again:
        story.dispose(plants.bob, "第二次")
    assert refusal(too_late) is ErrorCode.ILLEGAL_TRANSITION
    assert refusal(again) is ErrorCode.REMEDIATION_PLAN_REQUIRED


def test_carol_of_the_other_site_assures_nothing_here(story: Story, plants: Plants) -> None:
    with pytest.raises(Refused) as refused:
        story.assures(plants.carol)

    assert refusal(refused) is ErrorCode.NOT_FOUND


def test_a_flagged_round_passes_only_when_its_flags_were_seen_and_that_is_on_record(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    taken_at = clock.now - timedelta(minutes=30)
    story.dispose(plants.bob, after=story.shot("old", plants.bob, taken_at=taken_at))
    story.say(None)
    clock.advance(timedelta(minutes=10))
    assert story.flagged() == [FlagReason.OLDER_THAN_ALERT]
    with pytest.raises(Refused) as refused:
        story.pass_recheck(plants.alice)

    story.pass_recheck(plants.alice, flags_seen=[FlagReason.OLDER_THAN_ALERT, FlagReason.FAR_AWAY])

    assert refusal(refused) is ErrorCode.FLAGS_NOT_SEEN
    assert story.last.entry.flags_seen == (FlagReason.OLDER_THAN_ALERT,)
    archive = story.database.read(lambda s: s.get_one(CaseArchiveRow, story.case_id))
    assert archive.snapshot["rounds"][0]["flags"][0]["reason"] == "OLDER_THAN_ALERT"
    assert archive.snapshot["rounds"][0]["flags_seen"] == ["OLDER_THAN_ALERT"]
    kinds = "SELECT kind, note FROM audit WHERE kind IN ('DISPOSAL_FLAGGED', 'FLAGS_SEEN') ORDER BY id"
    rows = story.database.transact(lambda tx: [tuple(row) for row in tx.session.execute(text(kinds))])
    assert rows == [("DISPOSAL_FLAGGED", "OLDER_THAN_ALERT"), ("FLAGS_SEEN", "OLDER_THAN_ALERT")]
    assert story.database.transact(lambda tx: tx.get(Audit).broken_at(plants.north)) is None


def test_a_failed_recheck_needs_no_word_about_the_flags(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    story.dispose(plants.bob, after=story.shot("old", plants.bob, taken_at=clock.now - timedelta(hours=1)))

    assert story.fail_recheck(plants.alice).state is CaseState.IN_DISPOSAL


def test_a_picture_that_has_closed_another_case_is_flagged_with_that_case(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    story.dispose(plants.bob, after=story.shot("gauge", plants.bob, fingerprint=GAUGE))
    story.say(None)
    clock.advance(timedelta(minutes=10))
    first = story.pass_recheck(plants.alice)
    second = Story.of(story.database, plants)
    copy = second.shot("gauge, saved again", plants.bob, fingerprint=GAUGE)

    second.dispose(plants.bob, after=copy)

    [flag] = [each for each in second.last.extras.flags if each.must_be_seen]
    assert (flag.reason, flag.other_case_id) == (FlagReason.SAME_PHOTO, first.case_id)
    assert second.last.extras.numbers == {first.case_id: first.number}
    second.say(None)
    clock.advance(timedelta(minutes=10))
    with pytest.raises(Refused) as refused:
        second.pass_recheck(plants.alice)
    assert refusal(refused) is ErrorCode.FLAGS_NOT_SEEN


def test_a_picture_of_the_other_site_is_compared_with_nothing_here(story: Story, plants: Plants) -> None:
    far = story.shot("gauge", plants.carol, fingerprint=GAUGE)
    story.database.transact(
        lambda tx: tx.get(EvidenceStore).attach(
            (far,), role=EvidenceRole.REPORT, site_id=plants.south, by=plants.carol.person_id, at=tx.now
        )
    )

    story.dispose(plants.bob, after=story.shot("again", plants.bob, fingerprint=GAUGE))

    assert FlagReason.SAME_PHOTO not in story.flagged()


def test_before_and_after_of_one_exposure_are_flagged(story: Story, plants: Plants) -> None:
    before = story.shot("one", plants.bob, fingerprint=GAUGE)
    after = story.shot("two", plants.bob, fingerprint=GAUGE)

    story.dispose(plants.bob, after=after, also=Also(before=(before,)))

    assert FlagReason.SAME_PHOTO in story.flagged()


def test_a_before_photo_cut_and_handed_in_as_after_photo_is_flagged_and_a_new_one_is_not(
    story: Story, plants: Plants
) -> None:
    cropped = pictures.scene(4).crop((80, 50, 760, 560)).point(lambda value: min(255, int(value * 1.1)))

    def disposed(after: bytes) -> list[FlagReason]:
        taken = story.sends(pictures.jpeg(pictures.scene(4)), plants.bob)
        handed_in = story.sends(after, plants.bob)
        story.dispose(plants.bob, after=handed_in, also=Also(before=(taken,)))
        return story.flagged()

    assert FlagReason.SAME_PHOTO in disposed(pictures.jpeg(cropped, quality=70))
    [flag] = [each for each in story.last.extras.flags if each.reason is FlagReason.SAME_PHOTO]
    assert flag.other_case_id == story.case_id
    story.fail_recheck(plants.dora)
    assert FlagReason.SAME_PHOTO not in disposed(pictures.jpeg(pictures.scene(9)))


def test_a_photo_of_an_earlier_round_turned_and_handed_in_again_is_flagged(
    story: Story, plants: Plants
) -> None:
    first = pictures.scene(2)
    story.dispose(plants.bob, after=story.sends(pictures.jpeg(first), plants.bob))
    story.fail_recheck(plants.dora)

    turned = pictures.jpeg(first.transpose(Image.Transpose.ROTATE_90))
    story.dispose(plants.bob, after=story.sends(turned, plants.bob))

    assert FlagReason.SAME_PHOTO in story.flagged()


def test_who_asked_for_time_or_wrote_the_five_is_flagged_when_rechecking(
    story: Story, plants: Plants
) -> None:
    story.asks(plants.erik, 30)
    story.assures(plants.alice)

    story.dispose(plants.bob)

    assert FlagReason.SAME_PERSON_TOOK_PART in story.flagged(plants.erik)
    assert FlagReason.SAME_PERSON_TOOK_PART in story.flagged(plants.alice)
    assert FlagReason.SAME_PERSON_TOOK_PART not in story.flagged(plants.dora)


def test_a_photo_from_far_away_is_flagged_where_the_place_of_the_area_is_known(
    story: Story, plants: Plants
) -> None:
    tanks, town = Place(31.2304, 121.4737), Place(31.25, 121.4737)

    def set_place(by: Any, area: Any = None) -> Callable[[Any], object]:
        return lambda tx: evidence_checks.set_place(tx, plants.north, area, tanks, by=by)

    for by, area, code in (
        (plants.bob, None, ErrorCode.NOT_ALLOWED),
        (plants.carol, None, ErrorCode.NOT_FOUND),
        (plants.alice, plants.far_area, ErrorCode.NOT_FOUND),
    ):
        with pytest.raises(Refused) as refused:
            story.database.transact(set_place(by, area))
        assert refusal(refused) is code
    story.database.transact(set_place(plants.alice))
    story.database.transact(set_place(plants.alice, plants.area))

    story.dispose(plants.bob, after=story.shot("town", plants.bob, place=town))

    flag = next(each for each in story.last.extras.flags if each.reason is FlagReason.FAR_AWAY)
    assert flag.metres == pytest.approx(2179, abs=2)


def test_overrides_are_counted_for_the_site_and_the_time_they_fell_into(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    story.dispose(plants.bob)
    story.say(None)
    clock.advance(timedelta(minutes=10))
    story.pass_recheck(plants.alice)

    def count(*site_ids: Any) -> int:
        start = clock.now - timedelta(days=1)
        return story.database.read(lambda s: views.overrides(s, site_ids, start, clock.now))

    assert count(plants.north) == 0
    assert _overridden(Story.of(story.database, plants), plants) is CaseState.ARCHIVED
    assert (count(plants.north), count(plants.south)) == (1, 0)

    def listed(viewer: Viewer, *, is_override: bool) -> list[UUID]:
        which = ArchiveFilter(is_override=is_override, from_at=clock.now - timedelta(days=1))
        page = story.database.read(lambda s: archives.page(s, viewer, which, first=9, after=None))
        return [each.view.case_id for _, each in page.items]

    [overridden] = listed(plants.alice, is_override=True)
    assert listed(plants.alice, is_override=False) == [story.case_id] != [overridden]
    assert listed(plants.carol, is_override=True) == []


def _overridden(story: Story, plants: Plants) -> CaseState:
    story.dispose(plants.bob, "other")
    shown, signature = (photo(story.database, name, plants.erik) for name in ("x", "y"))
    signed = story.last.entry.content_hash
    return story.database.transact(
        lambda tx: cases.pass_recheck(
            tx,
            story.case_id,
            content_hash=signed,
            note="",
            photos=(shown,),
            signature=signature,
            override_reason="探头已更换",
            by=plants.erik,
        )
    ).state
