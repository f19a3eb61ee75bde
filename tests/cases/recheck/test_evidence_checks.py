"""What is flagged to a rechecker, and what is not: rules over pictures, times, places and people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.cases.recheck.evidence_checks_rules import (
    Flag,
    FlagReason,
    Picture,
    Scene,
    check_place,
    check_seen,
    concerning,
    flags_of,
    metres_between,
)
from backend.core.errors import ErrorCode, Refused
from backend.photos.fingerprint_rules import Fingerprint
from backend.photos.rules import Place

ALARM = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TANKS = Place(31.2304, 121.4737)
BOB, ALICE = uuid4(), uuid4()
SCENE = Scene(
    case_id=uuid4(),
    began_at=ALARM,
    acknowledged_at=ALARM + timedelta(minutes=5),
    submitted_at=ALARM + timedelta(hours=2),
    place=TANKS,
    helpers=frozenset(),
)


def picture(name: str, *, minutes: float | None = 60, **more: object) -> Picture:
    """A photo of this case, taken so many minutes after the alert; None: nobody knows when."""
    taken_at = None if minutes is None else ALARM + timedelta(minutes=minutes)
    return replace(Picture(name, taken_at, None, None, SCENE.case_id, 1), **more)  # type: ignore[arg-type]


def reasons(*, scene: Scene = SCENE, before: list[Picture] | None = None, after: list[Picture]) -> list[str]:
    return [flag.reason for flag in flags_of(scene, before=before or [], after=after, others=[])]


def bits(coarse: int, fine: int = 0) -> Fingerprint:
    return Fingerprint(f"{coarse:016x}" * 7 + f"{fine:064x}")


def test_an_honest_disposal_is_flagged_for_nothing() -> None:
    assert reasons(before=[picture("b", minutes=10)], after=[picture("a", minutes=50, place=TANKS)]) == []


def test_a_photo_from_before_the_alert_is_older_than_it_by_so_many_minutes() -> None:
    [flag] = flags_of(SCENE, before=[], after=[picture("a", minutes=-30)], others=[])

    assert flag == Flag(FlagReason.OLDER_THAN_ALERT, "a", minutes=30)


def test_clocks_may_differ_by_two_minutes() -> None:
    assert reasons(after=[picture("a", minutes=-2)]) == [FlagReason.TIME_ORDER]
    assert reasons(after=[picture("a", minutes=3)]) == []
    assert reasons(after=[picture("a", minutes=-2.1)]) == [FlagReason.OLDER_THAN_ALERT]


def test_an_after_photo_taken_before_the_before_photo_is_out_of_order() -> None:
    [flag] = flags_of(SCENE, before=[picture("b", minutes=40)], after=[picture("a", minutes=20)], others=[])

    assert flag == Flag(FlagReason.TIME_ORDER, "a", "b", minutes=20)


def test_an_acknowledgement_that_arrived_with_the_disposal_says_nothing_about_the_order() -> None:
    offline = replace(SCENE, acknowledged_at=SCENE.submitted_at - timedelta(seconds=30))

    assert reasons(scene=offline, after=[picture("a", minutes=30)]) == []


def test_a_photo_without_a_time_is_mentioned_and_need_not_be_confirmed() -> None:
    [flag] = flags_of(SCENE, before=[], after=[picture("a", minutes=None)], others=[])

    assert (flag.reason, flag.must_be_seen) == (FlagReason.NO_CAPTURE_TIME, False)
    assert check_seen([flag], [], by=ALICE) == ()


@given(st.floats(-0.002, 0.002), st.floats(-0.002, 0.002))
def test_only_what_is_more_than_200_m_away_is_far(north: float, east: float) -> None:
    there = Place(TANKS.latitude + north, TANKS.longitude + east)

    is_far = FlagReason.FAR_AWAY in reasons(after=[picture("a", place=there)])

    assert is_far == (metres_between(TANKS, there) > 200)


def test_a_degree_of_latitude_is_111_km_and_a_place_off_the_globe_is_none() -> None:
    assert metres_between(Place(0, 0), Place(1, 0)) == pytest.approx(111_195, rel=1e-3)
    with pytest.raises(Refused) as refused:
        check_place(Place(91, 0))
    assert refused.value.code is ErrorCode.INVALID_INPUT


def test_nothing_is_far_where_no_place_is_known() -> None:
    assert reasons(scene=replace(SCENE, place=None), after=[picture("a", place=Place(0, 0))]) == []


def test_the_same_bytes_as_before_and_after_are_flagged_once() -> None:
    same = picture("x", minutes=50)

    [flag] = flags_of(SCENE, before=[same], after=[same], others=[same])

    assert flag == Flag(FlagReason.SAME_PHOTO, "x", "x", SCENE.case_id)


def test_the_same_scene_photographed_again_is_no_copy_within_a_case_but_is_in_another() -> None:
    """Before and after from one place look alike: within a case only one exposure counts as the same."""
    earlier = picture("b", minutes=10, fingerprint=bits(0b1111, fine=2**60 - 1))
    again = picture("a", minutes=50, fingerprint=bits(0b1111))
    elsewhere = replace(earlier, case_id=uuid4())

    def flagged(others: list[Picture]) -> list[str]:
        return [flag.reason for flag in flags_of(SCENE, before=[], after=[again], others=others)]

    assert flagged([earlier]) == []
    assert flagged([replace(earlier, fingerprint=bits(0, fine=2**24 - 1))]) == [FlagReason.SAME_PHOTO]
    assert flagged([elsewhere]) == [FlagReason.SAME_PHOTO]


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63)))
def test_a_copy_differs_in_at_most_six_bits_of_sixty_four(whole: int, turned: set[int]) -> None:
    other = whole
    for bit in turned:
        other ^= 1 << bit
    elsewhere = picture("b", fingerprint=bits(whole), case_id=uuid4())

    found = flags_of(SCENE, before=[], after=[picture("a", fingerprint=bits(other))], others=[elsewhere])

    assert bool(found) == (len(turned) <= 6)


def test_a_before_photo_may_come_from_an_earlier_round_but_not_from_another_case() -> None:
    earlier = picture("b", minutes=10)

    assert flags_of(SCENE, before=[earlier], after=[], others=[earlier]) == ()
    [flag] = flags_of(SCENE, before=[earlier], after=[], others=[replace(earlier, case_id=uuid4())])
    assert flag.reason is FlagReason.SAME_PHOTO


def test_who_took_part_is_flagged_to_that_person_only() -> None:
    flags = flags_of(replace(SCENE, helpers=frozenset({BOB})), before=[], after=[], others=[])

    assert [flag.reason for flag in concerning(flags, BOB)] == [FlagReason.SAME_PERSON_TOOK_PART]
    assert concerning(flags, ALICE) == ()
    assert check_seen(flags, [], by=ALICE) == ()


@given(st.sets(st.sampled_from(FlagReason)), st.sets(st.sampled_from(FlagReason)))
def test_a_flagged_round_passes_only_when_every_reason_was_seen(
    flagged: set[FlagReason], seen: set[FlagReason]
) -> None:
    flags = [Flag(reason, "a") for reason in flagged]
    wanted = flagged - {FlagReason.NO_CAPTURE_TIME}

    if wanted <= seen:
        assert set(check_seen(flags, seen, by=ALICE)) == wanted
    else:
        with pytest.raises(Refused) as refused:
            check_seen(flags, seen, by=ALICE)
        assert refused.value.code is ErrorCode.FLAGS_NOT_SEEN
