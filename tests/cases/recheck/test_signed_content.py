"""A signature covers everything: change anything that was looked at and the hash is another."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest

from backend.cases.recheck.evidence_checks_rules import Flag, FlagReason
from backend.cases.recheck.remediation_plan_rules import RemediationPlan
from backend.cases.recheck.signed_content_rules import Content, Shown, content_hash
from backend.photos.rules import Place

NOW = datetime(2026, 11, 24, 8, 0, 0, 123456, tzinfo=UTC)
BOB = uuid4()
FIVE = RemediationPlan("王磊", "更换法兰", "2 万元", NOW, "停车", BOB, NOW)
CONTENT = Content(
    case_number="CZ-2026-0001",
    round_number=1,
    measures="关阀\n通风",
    chosen=("关阀",),
    disposed_by=BOB,
    disposed_at=NOW,
    evidence=(Shown("BEFORE", "b", NOW), Shown("DISPOSAL", "a", NOW), Shown("VOICE", "v", None)),
    five=FIVE,
    flags=(Flag(FlagReason.SAME_PHOTO, "a", "b"),),
)
LATER = NOW + timedelta(microseconds=1)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: replace(c, case_number="CZ-2026-0002"),
        lambda c: replace(c, round_number=2),
        lambda c: replace(c, measures="关阀"),
        lambda c: replace(c, chosen=()),
        lambda c: replace(c, disposed_by=uuid4()),
        lambda c: replace(c, disposed_at=LATER),
        lambda c: replace(c, evidence=c.evidence[:2]),
        lambda c: replace(c, evidence=(*c.evidence, Shown("DISPOSAL", "c", NOW))),
        lambda c: replace(c, evidence=(Shown("DISPOSAL", "b", NOW), *c.evidence[1:])),
        lambda c: replace(c, evidence=(Shown("BEFORE", "b", LATER), *c.evidence[1:])),
        lambda c: replace(c, evidence=(Shown("BEFORE", "b", NOW, Place(1, 2)), *c.evidence[1:])),
        lambda c: replace(c, five=None),
        lambda c: replace(c, five=replace(FIVE, plan="撤离")),
        lambda c: replace(c, five=replace(FIVE, deadline=LATER)),
        lambda c: replace(c, flags=()),
    ],
)
def test_any_change_gives_another_hash(change: Callable[[Content], Content]) -> None:
    assert content_hash(change(CONTENT)) != content_hash(CONTENT)


def test_order_and_time_zone_change_nothing() -> None:
    shanghai = timezone(timedelta(hours=8))

    same = replace(CONTENT, evidence=CONTENT.evidence[::-1], disposed_at=NOW.astimezone(shanghai))

    assert content_hash(same) == content_hash(CONTENT)
