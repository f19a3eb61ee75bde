"""Flags of a round as JSON: as many fields as say something."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from backend.cases.recheck.evidence_checks_rules import Flag, FlagReason


def packed(flag: Flag) -> dict[str, Any]:
    said = {name: value for name, value in asdict(flag).items() if value is not None}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in said.items()}


def unpacked(plain: dict[str, Any]) -> Flag:
    made: dict[str, Any] = {**plain, "reason": FlagReason(plain["reason"])}
    for name in ("other_case_id", "person_id"):
        if name in plain:
            made[name] = UUID(plain[name])
    return Flag(**made)
