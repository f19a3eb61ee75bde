"""What indicators said of the risk behind them goes into the risk register; both columns go.

Each distinct writing of advice and red flag becomes an event of one object and a unit per area, assessed
DIRECT as "taken over", its review due within a week, with a binding to each of its sources. Alerts of before
say what they said: they keep copies. Advice about a rate of change goes behind that about the upper limit,
as an event has steps for a side and not for a condition.

Revision ID: taken_over_risks
Revises: task_shares
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "taken_over_risks"
down_revision: str | None = "task_shares"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

DUE_IN: Final = timedelta(days=7)
MOST_SOURCES: Final = 20
MOST_STEPS: Final = 12
LONGEST_NAME: Final = 60
RED: Final = 4
NOT_RED: Final = 3
"""The worst that the old settings left open."""
CONTROLLED_AT: Final = {RED: "COMPANY", NOT_RED: "DEPARTMENT"}
OTHER_ACCIDENT: Final = "GB_2025/27"
TAKEN_OVER: Final = "沿用原有设置，待评审 · taken over from earlier settings, to be reviewed"
SIDES: Final = {"HIGH": "LIMIT_HIGH", "LOW": "LIMIT_LOW"}
_OF_LIMITS: Final = frozenset(SIDES.values())
SEEN: Final = (
    "CROWD", "FALL", "FIRE", "INTRUSION", "LEAK", "NO_GOGGLES", "NO_HELMET", "NO_MASK", "NO_VEST",
    "PHONE_USE", "SMOKE", "SMOKING", "SOS", "TAG_MISMATCH", "TAG_READ", "ZONE_ENTERED",
)  # fmt: skip
"""Types of observations that the product knows by itself; advice about what is seen was of every type."""
AFTER_NAME: Final = {
    "HIGH": ("偏高", " too high"),
    "LOW": ("偏低", " too low"),
    "EVENT": ("发现异常", " sees a danger"),
}


_KINDS: Final[Mapping[str, Any]] = {
    "ids": sa.Uuid(),
    "words": AutoString(),
    "times": UtcDateTime(),
    "numbers": sa.Integer(),
    "flags": sa.Boolean(),
    "data": sa.JSON(),
}


def _table(name: str, **columns: str) -> Any:
    """A table with the columns that are read or written here, their names by what they hold."""
    return sa.table(
        name, *(sa.column(each, _KINDS[kind]) for kind, names in columns.items() for each in names.split())
    )


INDICATORS: Final = _table(
    "indicators",
    numbers="sensor_id version",
    data="limits advice",
    flags="is_residual_risk_red",
    times="created_at",
)
SENSORS: Final = _table(
    "sensors",
    numbers="id",
    ids="site_id area_id department_id post_id responsible_id",
    words="name_zh name_en stage kind",
)
DEPARTMENTS: Final = _table("departments", ids="id site_id")
MEMBERSHIPS: Final = _table("memberships", ids="person_id site_id")
PEOPLE: Final = _table("people", ids="id")
AREAS: Final = _table("areas", ids="id", words="name_zh name_en")
OBSERVATION_RULES: Final = _table("observation_rules", ids="site_id", data="rules")
OBJECTS: Final = _table(
    "risk_objects",
    ids="id site_id department_id",
    words="code name_zh name_en",
    numbers="version",
    times="changed_at",
)
UNITS: Final = _table(
    "risk_units",
    ids="id site_id department_id object_id area_id",
    words="code name_zh name_en kind",
    numbers="version",
    times="changed_at",
)
EVENTS: Final = _table(
    "risk_events",
    ids="id site_id unit_id revision_id department_id post_id person_id",
    words="code state title_zh title_en stage accident_class control_level",
    numbers="version inherent_level residual_level",
    flags="is_confirmed",
    times="created_at review_due_at",
    data="steps",
)
REVISIONS: Final = _table(
    "risk_revisions",
    ids="id event_id site_id author_id",
    words="state reason",
    numbers="number",
    data="content",
    flags="waits_for_danger is_confirmed",
    times="made_at from_at",
)
BINDINGS: Final = _table(
    "source_bindings",
    ids="site_id event_id revision_id",
    numbers="sensor_id residual_level",
    words="side",
    data="observations",
    times="from_at",
)
DEADLINES: Final = _table(
    "deadlines",
    ids="id site_id object_id owner_id department_id",
    words="noun step",
    numbers="reached",
    times="started_at due_at next_at",
)


class Owner(NamedTuple):
    department_id: UUID
    post_id: UUID | None
    person_id: UUID | None


class Said(NamedTuple):
    """What was said of one side of a source; `steps` as JSON, so that the same words are one event."""

    site_id: UUID
    area_id: UUID
    stage: str
    owner: Owner
    side: str
    is_red: bool
    steps: str


@dataclass
class Bound:
    """Sources of which the same was said, each with the time from which on."""

    title: tuple[str, str]
    sources: list[tuple[int, datetime]] = field(default_factory=list)


def upgrade() -> None:
    _take_over(datetime.now(UTC))
    with op.batch_alter_table("indicators") as batch_op:
        batch_op.drop_column("is_residual_risk_red")
        batch_op.drop_column("advice")


def downgrade() -> None:
    with op.batch_alter_table("indicators") as batch_op:
        batch_op.add_column(sa.Column("advice", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(
            sa.Column("is_residual_risk_red", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def _take_over(now: datetime) -> None:
    groups: dict[Said, Bound] = {}
    for said, source, since in _sayings():
        bound = groups.setdefault(said, Bound(_title(source, said.side)))
        bound.sources.append((source.id, since))
    by_site: defaultdict[UUID, dict[Said, Bound]] = defaultdict(dict)
    for said, bound in groups.items():
        by_site[said.site_id][said] = bound
    for site_id, of_site in by_site.items():
        _write_site(site_id, of_site, now)


def _sayings() -> Iterator[tuple[Said, Any, datetime]]:
    """Each side of each source of which something was said, with the source and since when."""
    first = _departments()
    sources = {row.id: row for row in op.get_bind().execute(sa.select(SENSORS).order_by(SENSORS.c.id))}
    for sensor_id, versions in _versions().items():
        last, source = versions[-1], sources[sensor_id]
        department_id = source.department_id or first.get(source.site_id)
        if department_id is None:
            continue  # a site without a department has nobody who could answer for a risk
        owner = Owner(department_id, source.post_id, source.responsible_id)
        is_red = bool(last.is_residual_risk_red)
        since = min(each.created_at for each in versions if bool(each.is_residual_risk_red) is is_red)
        for side, steps in _sides(last, is_observer=source.kind != "READINGS"):
            kept = json.dumps(steps[:MOST_STEPS], ensure_ascii=False)
            yield (
                Said(source.site_id, source.area_id, source.stage, owner, side, is_red, kept),
                source,
                since,
            )


def _versions() -> Mapping[int, list[Any]]:
    """Versions of the indicators of each source whose last one says anything of a risk."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in op.get_bind().execute(
        sa.select(INDICATORS).order_by(INDICATORS.c.sensor_id, INDICATORS.c.version)
    ):
        found[row.sensor_id].append(row)
    return {
        sensor_id: versions
        for sensor_id, versions in found.items()
        if versions[-1].is_residual_risk_red or any(versions[-1].advice.values())
    }


def _sides(last: Any, *, is_observer: bool) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The sides of a source with their steps; of a red one also those without."""
    advice = {condition: steps for condition, steps in last.advice.items() if steps}
    if is_observer:
        if advice.get("EVENT"):
            yield "EVENT", advice["EVENT"]
        return
    others = [
        step for condition, steps in sorted(advice.items()) if condition not in _OF_LIMITS for step in steps
    ]
    for side, condition in SIDES.items():
        steps = advice.get(condition, [])
        if side == "HIGH":
            steps = [*steps, *(each for each in others if each not in steps)]
        has_limits = any(limit["side"] == side for limit in last.limits)
        if steps or (last.is_residual_risk_red and has_limits):
            yield side, steps


def _departments() -> dict[UUID, UUID]:
    """A department of each site, for sources that have none."""
    found: dict[UUID, UUID] = {}
    for row in op.get_bind().execute(sa.select(DEPARTMENTS).order_by(DEPARTMENTS.c.id)):
        found.setdefault(row.site_id, row.id)
    return found


def _title(source: Any, side: str) -> tuple[str, str]:
    zh, en = AFTER_NAME[side]
    return source.name_zh[: LONGEST_NAME - len(zh)] + zh, source.name_en[: LONGEST_NAME - len(en)] + en


def _write_site(site_id: UUID, of_site: Mapping[Said, Bound], now: datetime) -> None:
    """Write the object of a site with its units and events; those with steps get the lower codes, and so
    speak first among equals.
    """
    author = _author(site_id)
    if author is None:
        return  # nobody is there who could have said anything
    prefix, object_id = _free_prefix(site_id), uuid4()
    first = next(iter(of_site))
    common = {"site_id": site_id, "version": 1, "changed_at": now}
    name = {"name_zh": "沿用的原有设置", "name_en": "Taken over from earlier settings"}
    op.get_bind().execute(
        OBJECTS.insert(),
        {"id": object_id, "code": prefix, "department_id": first.owner.department_id, **name, **common},
    )
    areas = {row.id: row for row in op.get_bind().execute(sa.select(AREAS))}
    units: dict[UUID, UUID] = {}
    seen, number = _seen(site_id), 0
    for said, bound in sorted(of_site.items(), key=lambda each: each[0].steps == "[]"):
        if said.area_id not in units:
            units[said.area_id] = uuid4()
            area = areas[said.area_id]
            op.get_bind().execute(
                UNITS.insert(),
                {
                    "id": units[said.area_id],
                    "object_id": object_id,
                    "code": f"{prefix}-U{len(units):02}",
                    "name_zh": area.name_zh,
                    "name_en": area.name_en,
                    "kind": "FACILITY",
                    "area_id": said.area_id,
                    "department_id": said.owner.department_id,
                    **common,
                },
            )
        for begin in range(0, len(bound.sources), MOST_SOURCES):
            number += 1
            some = Bound(bound.title, bound.sources[begin : begin + MOST_SOURCES])
            _write_event(
                said, some, units[said.area_id], f"{prefix}-{number:03}", author=author, seen=seen, now=now
            )


def _write_event(
    said: Said, bound: Bound, unit_id: UUID, code: str, *, author: UUID, seen: Sequence[str], now: datetime
) -> None:
    event_id, revision_id = uuid4(), uuid4()
    level, author = RED if said.is_red else NOT_RED, said.owner.person_id or author
    content = _content(said, bound, level, author=author, seen=seen, now=now)
    bindings = content["bindings"]
    due_at = now + DUE_IN
    at_site = {"site_id": said.site_id}
    op.get_bind().execute(
        EVENTS.insert(),
        {
            "id": event_id,
            "unit_id": unit_id,
            "code": code,
            "state": "IN_FORCE",
            "revision_id": revision_id,
            "is_confirmed": True,
            "version": 1,
            "created_at": now,
            "review_due_at": due_at,
            "title_zh": bound.title[0],
            "title_en": bound.title[1],
            "stage": said.stage,
            "accident_class": OTHER_ACCIDENT,
            "inherent_level": level,
            "residual_level": level,
            "control_level": CONTROLLED_AT[level],
            "steps": content["steps"],
            **said.owner._asdict(),
            **at_site,
        },
    )
    op.get_bind().execute(
        REVISIONS.insert(),
        {
            "id": revision_id,
            "event_id": event_id,
            "number": 1,
            "state": "IN_FORCE",
            "content": content,
            "reason": TAKEN_OVER,
            "author_id": author,
            "made_at": now,
            "waits_for_danger": False,
            "is_confirmed": True,
            "from_at": now,
            **at_site,
        },
    )
    of_event = {"event_id": event_id, "revision_id": revision_id, "residual_level": level, **at_site}
    op.get_bind().execute(
        BINDINGS.insert(),
        [
            {**of_event, **binding, "from_at": since}
            for binding, (_, since) in zip(bindings, bound.sources, strict=True)
        ],
    )
    op.get_bind().execute(
        DEADLINES.insert(),
        {
            "id": uuid4(),
            "noun": "risk_event",
            "object_id": event_id,
            "step": "REVIEW",
            "owner_id": said.owner.person_id,
            "department_id": said.owner.department_id,
            "started_at": now,
            "due_at": due_at,
            "reached": 0,
            "next_at": now,
            **at_site,
        },
    )


def _content(
    said: Said, bound: Bound, level: int, *, author: UUID, seen: Sequence[str], now: datetime
) -> dict[str, Any]:
    """The content of a revision as the register keeps it."""
    assessed = {"method": "DIRECT", "scores": {}, "level": level, "clause": TAKEN_OVER}
    steps = json.loads(said.steps)
    is_seen = said.side == "EVENT"
    return {
        "title": {"zh": bound.title[0], "en": bound.title[1]},
        "stage": said.stage,
        "owner": {name: None if key is None else str(key) for name, key in said.owner._asdict().items()},
        "harm": {"zh": "", "en": ""},
        "causes": [],
        "signs": [],
        "accident_class": OTHER_ACCIDENT,
        "inherent": assessed,
        "residual": assessed,
        "rests_on": [],
        "team": {"people": [str(author)], "on": now.date().isoformat()},
        "control_level": CONTROLLED_AT[level],
        "steps": {"early": steps, "urgent": [], "of_tier": None},
        "calls": [],
        "departments": [],
        "measures": [],
        "bindings": [
            {
                "sensor_id": sensor_id,
                "side": "BOTH" if is_seen else said.side,
                "observations": list(seen) if is_seen else [],
            }
            for sensor_id, _ in bound.sources
        ],
        "review_months": None,
    }


def _author(site_id: UUID) -> UUID | None:
    """Somebody of the site, in whose name the register begins; else anybody."""
    of_site = sa.select(MEMBERSHIPS.c.person_id).where(MEMBERSHIPS.c.site_id == site_id)
    for statement in (of_site.order_by(MEMBERSHIPS.c.person_id), sa.select(PEOPLE.c.id)):
        found: UUID | None = op.get_bind().execute(statement.limit(1)).scalar()
        if found is not None:
            return found
    return None


def _free_prefix(site_id: UUID) -> str:
    """A beginning of codes that no part of the site's register has."""
    codes = [
        row.code
        for table in (OBJECTS, UNITS, EVENTS)
        for row in op.get_bind().execute(sa.select(table.c.code).where(table.c.site_id == site_id))
    ]
    return next(
        each for each in _prefixes() if not any(code.casefold().startswith(each.casefold()) for code in codes)
    )


def _prefixes() -> Iterable[str]:
    yield "TO"
    yield from (f"TO{number}" for number in range(2, 10_000))


def _seen(site_id: UUID) -> list[str]:
    """Every type of observation that rules of the site may name."""
    rows = op.get_bind().execute(
        sa.select(OBSERVATION_RULES.c.rules).where(OBSERVATION_RULES.c.site_id == site_id)
    )
    own = {rule["type"] for row in rows for rule in row.rules}
    return sorted(own | set(SEEN))
