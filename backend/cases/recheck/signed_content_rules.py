"""Content that a recheck signs: one hash over everything that a round shows."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from backend.cases.recheck.evidence_checks_rules import Flag
from backend.cases.recheck.remediation_plan_rules import RemediationPlan
from backend.photos.rules import Place

CONTENT_VERSION: Final = 2
"""Rounds of version 1 covered the measures, photos and person only; what was signed under it stays valid."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence under its role, as it was handed in."""

    role: str
    sha256: str
    taken_at: datetime | None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of a disposal that a second person looks at before signing."""

    case_number: str
    round_number: int
    measures: str
    chosen: tuple[str, ...]
    disposed_by: UUID
    disposed_at: datetime
    evidence: Sequence[Shown]
    five: RemediationPlan | None
    flags: Iterable[Flag]


def content_hash(content: Content) -> str:
    """Hex sha256 over the content as canonical JSON; the order of evidence and flags does not matter."""
    plain = {
        "version": CONTENT_VERSION,
        "case": content.case_number,
        "round": content.round_number,
        "measures": content.measures,
        "chosen": list(content.chosen),
        "disposed_by": str(content.disposed_by),
        "disposed_at": _moment(content.disposed_at),
        "evidence": sorted(_shown(each) for each in content.evidence),
        "five": _five(content.five),
        "flags": sorted(_flag(flag) for flag in content.flags),
    }
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _shown(each: Shown) -> list[str]:
    place = f"{each.place.latitude:.6f},{each.place.longitude:.6f}" if each.place else ""
    return [each.role, each.sha256, _moment(each.taken_at), place]


def _five(five: RemediationPlan | None) -> dict[str, str] | None:
    if five is None:
        return None
    return {
        "responsible": five.responsible,
        "measures": five.measures,
        "funds": five.funds,
        "deadline": _moment(five.deadline),
        "plan": five.plan,
        "recorded_by": str(five.recorded_by),
    }


def _flag(flag: Flag) -> list[str]:
    parts: tuple[Any, ...] = (flag.reason, flag.sha256, flag.other_sha256, flag.other_case_id, flag.person_id)
    return ["" if part is None else str(part) for part in parts]


def _moment(at: datetime | None) -> str:
    """Microseconds since the epoch, UTC: a database may give the same moment back in another zone."""
    return "" if at is None else str(round(at.timestamp() * 1_000_000))
