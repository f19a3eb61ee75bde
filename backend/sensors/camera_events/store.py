"""Rules for what cameras, gates and locators see, as versions per site, and tags, as rows."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session, col, select

from backend.core.statements import with_code
from backend.core.text import Text
from backend.core.typed import convert
from backend.core.vocabulary import Tier
from backend.sensors.camera_events.defaults_rules import DEFAULT_RULES
from backend.sensors.camera_events.rules import Hours, ObservationRule, TagCondition
from backend.sensors.camera_events.tables import ObservationRuleRow, TagRow
from backend.sensors.camera_events.tags_rules import Tag, TagKind


class ObservationRules:
    def __init__(self, session: Session) -> None:
        self._session = session

    def in_force(self, site_id: UUID) -> tuple[int, tuple[ObservationRule, ...]] | None:
        """The version in force and its rules; None where the site has none of its own."""
        statement = (
            select(ObservationRuleRow)
            .where(ObservationRuleRow.site_id == site_id)
            .order_by(col(ObservationRuleRow.version).desc())
        )
        row = self._session.exec(statement.limit(1)).first()
        return (row.version, tuple(from_json(each) for each in row.rules)) if row else None

    def held_at(self, site_id: UUID) -> tuple[ObservationRule, ...]:
        """The rules by which the site judges: its own, else those of the product."""
        own = self.in_force(site_id)
        return DEFAULT_RULES if own is None else own[1]

    def add(
        self,
        site_id: UUID,
        rules: Iterable[ObservationRule],
        *,
        reason: str,
        at: datetime,
        by: UUID | None,
    ) -> int:
        """A new version of all rules of the site; returns its number."""
        before = self.in_force(site_id)
        version = before[0] + 1 if before else 1
        row = ObservationRuleRow(
            site_id=site_id,
            version=version,
            rules=[to_json(rule) for rule in rules],
            reason=reason,
            created_at=at,
            created_by=by,
        )
        self._session.add(row)
        self._session.flush()
        return version


class Tags:
    """Of people and vehicles, by site and code."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, site_id: UUID, code: str) -> Tag | None:
        """The tag that is in use under this code."""
        found = self.known(site_id, code)
        return found if found and found.closed_at is None else None

    def known(self, site_id: UUID, code: str) -> Tag | None:
        """The tag with this code, also if it is out of use."""
        row = self._session.get(TagRow, (site_id, code))
        return tag_of(row) if row else None

    def is_taken(self, site_id: UUID, code: str) -> bool:
        """Whether a tag has this code, whatever the case of its letters: cards are typed from lists."""
        return self._session.exec(with_code(TagRow, site_id, code)).first() is not None

    def of_site(self, site_id: UUID) -> list[Tag]:
        """Every tag of the site, those out of use too and first."""
        order = (col(TagRow.closed_at).is_(None), col(TagRow.code))
        found = self._session.exec(select(TagRow).where(TagRow.site_id == site_id).order_by(*order))
        return [tag_of(row) for row in found]

    def add(self, site_id: UUID, tag: Tag) -> None:
        """A tag that the site does not know yet."""
        self._session.add(_row(site_id, tag))
        self._session.flush()

    def put(self, site_id: UUID, tag: Tag) -> None:
        self._session.merge(_row(site_id, tag))
        self._session.flush()


def _row(site_id: UUID, tag: Tag) -> TagRow:
    return TagRow(
        site_id=site_id,
        code=tag.code,
        kind=tag.kind,
        name_zh=tag.name.zh,
        name_en=tag.name.en,
        role=tag.role,
        areas=sorted(tag.areas),
        equipment=tag.equipment,
        person_id=tag.person_id,
        closed_at=tag.closed_at,
        version=tag.version,
    )


def tag_of(row: TagRow) -> Tag:
    return Tag(
        code=row.code,
        kind=TagKind(row.kind),
        name=Text(row.name_zh, row.name_en),
        role=row.role,
        areas=frozenset(row.areas),
        equipment=row.equipment,
        person_id=row.person_id,
        closed_at=row.closed_at,
        version=row.version,
    )


def tag_to_json(tag: Tag) -> dict[str, Any]:
    """As a request for a second person keeps it: plain JSON."""
    found: dict[str, Any] = msgspec.to_builtins(tag)
    return found | {"areas": sorted(tag.areas)}


def tag_from_json(stored: dict[str, Any]) -> Tag:
    """The tag that `tag_to_json` wrote."""
    return convert(stored, Tag)


def to_json(rule: ObservationRule) -> dict[str, Any]:
    """As it is stored: plain JSON, times in seconds."""
    return {
        "type": rule.type,
        "tier": int(rule.tier),
        "min_confidence": rule.min_confidence,
        "min_sightings": rule.min_sightings,
        "within_s": rule.within.total_seconds(),
        "clear_after_s": rule.clear_after.total_seconds(),
        "areas": sorted(rule.areas),
        "tag_kinds": sorted(rule.tag_kinds),
        "tag": rule.tag.value,
        "unless_roles": sorted(rule.unless_roles),
        "hours": [rule.hours.start, rule.hours.end] if rule.hours else None,
        "raises": rule.raises,
    }


def from_json(stored: dict[str, Any]) -> ObservationRule:
    """The rule that `to_json` wrote."""
    hours = stored["hours"]
    return ObservationRule(
        type=stored["type"],
        tier=Tier(stored["tier"]),
        min_confidence=stored["min_confidence"],
        min_sightings=stored["min_sightings"],
        within=timedelta(seconds=stored["within_s"]),
        clear_after=timedelta(seconds=stored["clear_after_s"]),
        areas=frozenset(stored["areas"]),
        tag_kinds=frozenset(TagKind(kind) for kind in stored["tag_kinds"]),
        tag=TagCondition(stored["tag"]),
        unless_roles=frozenset(stored["unless_roles"]),
        hours=Hours(*hours) if hours else None,
        raises=stored["raises"],
    )
