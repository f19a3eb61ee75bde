"""What an archived case keeps for good, and the hash that shows it was not touched."""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from backend.domain.cases import Case
from backend.storage.transaction import Transaction

SNAPSHOT_VERSION = 1


def snapshot(tx: Transaction, case: Case) -> dict[str, Any]:
    """Everything of the case as plain JSON: the case, its alerts with their cause, rounds and evidence."""
    return {
        "version": SNAPSHOT_VERSION,
        "case": plain(asdict(case)),
        "alerts": [
            {**plain(asdict(alert)), "cause": tx.alerts.cause(alert.alert_id)}
            for alert, _, _ in tx.alerts.of_case(case.case_id)
        ],
        "dismissal": plain(asdict(dismissal)) if (dismissal := tx.links.dismissal(case.case_id)) else None,
        "links": tx.links.of(case.case_id),
        "root_cause": plain(asdict(cause)) if (cause := tx.repeats.root_cause(case.case_id)) else None,
        "report": plain(asdict(tx.hazards.get(case.report_id))) if case.report_id else None,
        "rounds": [plain(asdict(entry)) for entry in tx.cases.rounds(case.case_id)],
        "evidence": [
            {"role": role, "round": number, **plain(asdict(item))}
            for role, number, item in tx.evidence.of_case(case.case_id)
        ],
    }


def snapshot_hash(content: dict[str, Any]) -> str:
    """Hex sha256 over the snapshot as canonical JSON."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def plain(value: Any) -> Any:
    """The same content in types that JSON has."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
