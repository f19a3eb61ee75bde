"""Against closing a case that was not dealt with: what a rechecker should look at twice, with the reason.

Flags, not refusals: a clock may be wrong and a picture may look like another one. A person has to say that
they saw them. All of it is pure; pictures, times and people are arguments.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import asin, cos, hypot, radians, sin, sqrt
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.photos.fingerprint_rules import Fingerprint, is_copy, is_same_shot
from backend.photos.rules import Place

CLOCKS_DIFFER_BY: Final = timedelta(minutes=2)
"""Tolerance of times from a phone: its clock may be off, and an outbox sends several steps one after the
other.
"""
FAR_M: Final = 200.0
LOOK_BACK: Final = timedelta(days=180)
"""How far back pictures of the site are compared."""
EARTH_RADIUS_M: Final = 6_371_000.0


class FlagReason(StrEnum):
    SAME_PERSON_TOOK_PART = "SAME_PERSON_TOOK_PART"
    TIME_ORDER = "TIME_ORDER"
    OLDER_THAN_ALERT = "OLDER_THAN_ALERT"
    SAME_PHOTO = "SAME_PHOTO"
    FAR_AWAY = "FAR_AWAY"
    NO_CAPTURE_TIME = "NO_CAPTURE_TIME"


FOR_INFORMATION: Final = frozenset({FlagReason.NO_CAPTURE_TIME})
"""Shown, but nobody needs to confirm them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as evidence of a case and round, or (case None) of a report that has not become one."""

    sha256: str
    taken_at: datetime | None
    place: Place | None
    fingerprint: Fingerprint | None
    case_id: UUID | None = None
    round_number: int | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at twice. `sha256`: the photo it is about; `other_sha256` what it is compared with,
    evidence of `other_case_id`. `person_id`: it concerns this person's recheck only. `minutes`, `metres`: how
    much.
    """

    reason: FlagReason
    sha256: str | None = None
    other_sha256: str | None = None
    other_case_id: UUID | None = None
    person_id: UUID | None = None
    minutes: int | None = None
    metres: int | None = None

    @property
    def must_be_seen(self) -> bool:
        return self.reason not in FOR_INFORMATION


@dataclass(frozen=True, slots=True)
class Scene:
    """Facts that the pictures of a disposal are compared with. `began_at`: when the alert or the report was
    there.

    `place`: where the area or the site is known to be. `helpers`: who took part without disposing.
    `exposures`: pairs of the case's own pictures of which a closer look says that they are one exposure.
    """

    case_id: UUID
    began_at: datetime
    acknowledged_at: datetime | None
    submitted_at: datetime
    place: Place | None
    helpers: frozenset[UUID]
    exposures: frozenset[frozenset[str]] = frozenset()


def flags_of(
    scene: Scene, *, before: Sequence[Picture], after: Sequence[Picture], others: Sequence[Picture]
) -> tuple[Flag, ...]:
    """Everything to look at twice in a disposal, in a fixed order. `others`: earlier pictures of the site."""
    found = [
        *(Flag(FlagReason.SAME_PERSON_TOOK_PART, person_id=person) for person in scene.helpers),
        *(flag for picture in after for flag in _after_flags(scene, picture, before)),
        *(flag for picture in (*before, *after) if (flag := _age_flag(scene, picture))),
        *(flag for picture in (*before, *after) if (flag := _place_flag(scene, picture))),
        *_same_photo_flags(scene, before=before, after=after, others=others),
    ]
    return tuple(sorted(found, key=lambda flag: (flag.reason, flag.sha256 or "", str(flag.person_id))))


def concerning(flags: Iterable[Flag], person_id: UUID) -> tuple[Flag, ...]:
    """The flags that matter when this person rechecks."""
    return tuple(flag for flag in flags if flag.person_id in (None, person_id))


def check_seen(flags: Iterable[Flag], seen: Iterable[FlagReason], *, by: UUID) -> tuple[FlagReason, ...]:
    """The reasons that `by` had to see and did, sorted; raises Refused(FLAGS_NOT_SEEN) where one is
    missing.
    """
    wanted = {flag.reason for flag in concerning(flags, by) if flag.must_be_seen}
    if missing := wanted - set(seen):
        raise Refused(ErrorCode.FLAGS_NOT_SEEN, f"not confirmed as seen: {', '.join(sorted(missing))}")
    return tuple(sorted(wanted))


def check_place(place: Place) -> None:
    """Raises Refused(INVALID_INPUT) for a place that is not on the globe."""
    if not (abs(place.latitude) <= 90 and abs(place.longitude) <= 180):
        raise Refused(ErrorCode.INVALID_INPUT, "no such place")


def metres_between(one: Place, other: Place) -> float:
    """Great-circle distance (haversine) in metres."""
    latitude, longitude = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    across = sqrt(cos(radians(one.latitude)) * cos(radians(other.latitude))) * sin(longitude / 2)
    return 2 * EARTH_RADIUS_M * asin(min(1.0, hypot(sin(latitude / 2), across)))


def _after_flags(scene: Scene, picture: Picture, before: Sequence[Picture]) -> Iterator[Flag]:
    if picture.taken_at is None:
        yield Flag(FlagReason.NO_CAPTURE_TIME, picture.sha256)
        return
    for earlier in before:
        if earlier.taken_at is not None and earlier.taken_at > picture.taken_at:
            late = _minutes(earlier.taken_at - picture.taken_at)
            yield Flag(FlagReason.TIME_ORDER, picture.sha256, earlier.sha256, minutes=late)
            return
    if _is_before_acknowledgement(scene, picture.taken_at) and not _is_older(scene, picture):
        late = _minutes((scene.acknowledged_at or picture.taken_at) - picture.taken_at)
        yield Flag(FlagReason.TIME_ORDER, picture.sha256, minutes=late)


def _is_before_acknowledgement(scene: Scene, taken_at: datetime) -> bool:
    """Without a network the acknowledgement reaches us together with the disposal: its time says nothing."""
    acknowledged_at = scene.acknowledged_at
    if acknowledged_at is None or scene.submitted_at - acknowledged_at <= CLOCKS_DIFFER_BY:
        return False
    return taken_at < acknowledged_at - CLOCKS_DIFFER_BY


def _is_older(scene: Scene, picture: Picture) -> bool:
    return picture.taken_at is not None and picture.taken_at < scene.began_at - CLOCKS_DIFFER_BY


def _age_flag(scene: Scene, picture: Picture) -> Flag | None:
    if picture.taken_at is None or not _is_older(scene, picture):
        return None
    age = _minutes(scene.began_at - picture.taken_at)
    return Flag(FlagReason.OLDER_THAN_ALERT, picture.sha256, minutes=age)


def _place_flag(scene: Scene, picture: Picture) -> Flag | None:
    if scene.place is None or picture.place is None:
        return None
    metres = metres_between(scene.place, picture.place)
    return Flag(FlagReason.FAR_AWAY, picture.sha256, metres=round(metres)) if metres > FAR_M else None


def _same_photo_flags(
    scene: Scene, *, before: Sequence[Picture], after: Sequence[Picture], others: Sequence[Picture]
) -> Iterator[Flag]:
    """One per photo at most. A before photo may come from an earlier round; an after photo from nowhere."""
    foreign = [other for other in others if other.case_id != scene.case_id]
    for pictures, candidates in ((after, (*before, *others)), (before, foreign)):
        for picture in pictures:
            other = next((each for each in candidates if _is_same(scene, picture, each)), None)
            if other is not None:
                yield Flag(FlagReason.SAME_PHOTO, picture.sha256, other.sha256, other.case_id)


def _is_same(scene: Scene, picture: Picture, other: Picture) -> bool:
    """Within a case one scene is photographed again and again: there only one exposure is the same."""
    if picture.sha256 == other.sha256 or frozenset({picture.sha256, other.sha256}) in scene.exposures:
        return True
    if picture.fingerprint is None or other.fingerprint is None:
        return False
    compare = is_same_shot if other.case_id == scene.case_id else is_copy
    return compare(picture.fingerprint, other.fingerprint)


def _minutes(span: timedelta) -> int:
    return max(1, round(span / timedelta(minutes=1)))
