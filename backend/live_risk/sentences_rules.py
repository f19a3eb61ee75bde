"""Why a risk has its live level, in one sentence and as causes that each open what they are about."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Final
from uuid import UUID

from backend.core import words
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.live_risk.rules import Blindness, LiveRisk, Sight


class CauseKind(StrEnum):
    """Kind of cause that moves a level, or hides it."""

    ALERT = "ALERT"
    LATE_CASE = "LATE_CASE"
    MEASURE_AWAY = "MEASURE_AWAY"
    BLIND_SOURCE = "BLIND_SOURCE"


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause in words, with the id of what it opens. `tier`: of an alert."""

    kind: CauseKind
    said: Text
    tier: Tier | None = None
    alert_id: UUID | None = None
    case_id: UUID | None = None
    measure_id: UUID | None = None
    sensor_id: int | None = None


MOVING: Final = (Tier.RED, Tier.ORANGE)
"""Tiers of alerts that move a level."""


def causes(risk: LiveRisk) -> list[Cause]:
    """Return everything that moves the level of an event or hides it, the worst first."""
    return [*_alerts(risk), *_late_cases(risk), *_away(risk), *_blind(risk)]


def sentence(risk: LiveRisk) -> Text:
    """Return why the event has its live level; also that it is as assessed, and how much is seen of it."""
    said = [each.said for each in _said(risk)]
    if not said:
        said.append(words.text("liveRisk.asAssessed"))
    said += _sight(risk)
    if shelved := sum(danger.is_shelved for source in risk.sources for danger in source.dangers):
        said.append(words.text("liveRisk.shelved", n=shelved))
    joined = reduce(lambda first, rest: words.text("liveRisk.joined", first=first, rest=rest), said)
    return Text(joined.zh, joined.en[:1].upper() + joined.en[1:])


def _said(risk: LiveRisk) -> Iterator[Cause]:
    """Yield the causes that the sentence names: of each kind the first, with the number of the others."""
    for found in (list(_alerts(risk)), list(_late_cases(risk)), list(_away(risk))):
        if found:
            first, more = found[0], len(found) - 1
            said = words.text("liveRisk.andMore", said=first.said, n=more) if more else first.said
            yield Cause(first.kind, said)


def _sight(risk: LiveRisk) -> list[Text]:
    blind, bound = risk.blind, len(risk.sources)
    if risk.sight is Sight.NONE_BOUND:
        return [words.text("liveRisk.noneBound")]
    if not blind:
        return []
    if risk.sight is Sight.ALL_BLIND:
        found = [words.text("liveRisk.allBlind")]
    else:
        found = [words.text("liveRisk.someBlind", n=len(blind), of=bound)]
    if number := sum(each.blindness is Blindness.MAINTENANCE for each in blind):
        found.append(words.text("liveRisk.underMaintenance", n=number))
    if number := sum(each.blindness is Blindness.OUT_OF_SERVICE for each in blind):
        found.append(words.text("liveRisk.outOfService", n=number))
    return found


def _alerts(risk: LiveRisk) -> Iterator[Cause]:
    found = [
        (danger, source) for source in risk.sources for danger in source.dangers if danger.tier in MOVING
    ]
    for danger, source in sorted(found, key=lambda each: (-each[0].tier, each[1].sensor_id)):
        said = words.text("liveRisk.alert", source=source.name, tier=words.of("Tier", danger.tier.name))
        yield Cause(
            CauseKind.ALERT, said, tier=danger.tier, alert_id=danger.alert_id, sensor_id=source.sensor_id
        )


def _late_cases(risk: LiveRisk) -> Iterator[Cause]:
    for each in risk.late_cases:
        said = words.text("liveRisk.lateCase", number=each.number)
        yield Cause(CauseKind.LATE_CASE, said, case_id=each.case_id)


def _away(risk: LiveRisk) -> Iterator[Cause]:
    for each in risk.away:
        said = words.text("liveRisk.measureAway", code=each.code)
        yield Cause(CauseKind.MEASURE_AWAY, said, measure_id=each.measure_id, sensor_id=each.sensor_id)


def _blind(risk: LiveRisk) -> Iterator[Cause]:
    for each in risk.blind:
        if each.blindness is not None:
            why = words.of("Blindness", each.blindness)
            said = words.text("liveRisk.blindSource", source=each.name, why=why)
            yield Cause(CauseKind.BLIND_SOURCE, said, sensor_id=each.sensor_id)
