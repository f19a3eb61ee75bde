"""The alert list of 50 as somebody would write it who has no schema: two statements, dicts, JSON."""

from datetime import datetime
from typing import Any, Final

import anyio.to_thread
import msgspec
from sqlalchemy import Connection, String, cast, not_, select
from sqlmodel import col
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.alerts.causes.rules import sentence
from backend.alerts.filters_queries import waiting_order
from backend.alerts.queries import PAST
from backend.alerts.rules import STATE_OF
from backend.alerts.tables import AlertRow
from backend.cases.tables import CaseRow
from backend.core.database import Database
from backend.core.paging import encode
from backend.core.time import moment
from backend.core.vocabulary import AlertCondition, Tier
from backend.equipment.tables import EquipmentRow
from backend.sensors.tables import SensorRow
from backend.sites.tables import AreaRow

FIRST: Final = 50
NAMED: Final = {
    "sensor": (SensorRow, ("id", "code", "name_zh", "name_en", "unit", "stage")),
    "area": (AreaRow, ("id", "code", "name_zh", "name_en")),
    "equipment": (EquipmentRow, ("id", "code", "name_zh", "name_en")),
    "case": (CaseRow, ("id", "number", "state")),
}
OWN: Final = [
    "id",
    "tier",
    "worst_tier",
    "condition",
    "is_active",
    "is_acknowledged",
    "raised_at",
    "changed_at",
    "normal_at",
    "acknowledge_due_at",
    "acknowledged_at",
    "is_simulated",
    "calm_at",
    "group_id",
    "group_scope",
    "suppressed_by",
]
COLUMNS: Final = (
    select(*(getattr(AlertRow, name) for name in OWN), cast(col(AlertRow.cause), String).label("cause"))
    .add_columns(
        *(
            getattr(table, name).label(f"{prefix}_{name}")
            for prefix, (table, names) in NAMED.items()
            for name in names
        )
    )
    .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
    .join(AreaRow, col(AreaRow.id) == SensorRow.area_id)
    .join(EquipmentRow, col(EquipmentRow.id) == SensorRow.equipment_id, isouter=True)
    .join(CaseRow, col(CaseRow.id) == AlertRow.case_id, isouter=True)
)
PARTS: Final = (
    (COLUMNS.where(col(AlertRow.is_open)), waiting_order(), False),
    (COLUMNS.where(not_(col(AlertRow.is_open))), PAST, True),
)


def put_first(app: Starlette, database: Database) -> None:
    """Answer every question with the alert list."""

    async def post(request: Request) -> Response:
        await request.body()
        text = await anyio.to_thread.run_sync(answer, database)
        return Response(text, media_type="application/json")

    app.router.routes.insert(0, Route("/graphql", post, methods=["POST"]))


def answer(database: Database) -> bytes:
    with database.engine.connect() as connection:
        edges = [edge for number in range(2) for edge in _part(connection, number)]
    shown = edges[:FIRST]
    page = {"hasNextPage": len(edges) > FIRST, "endCursor": shown[-1]["cursor"]}
    return msgspec.json.encode({"data": {"alerts": {"edges": shown, "pageInfo": page}}})


def _part(connection: Connection, number: int) -> list[dict[str, Any]]:
    statement, order, descends = PARTS[number]
    keys = [column.label(f"place_{place}") for place, column in enumerate(order)]
    ordered = statement.add_columns(*keys).order_by(
        *(column.desc() if descends else column.asc() for column in order)
    )
    found = connection.execute(ordered.limit(FIRST + 1)).all()
    return [{"cursor": encode((number, *row[-len(order) :])), "node": _node(row)} for row in found]


def _node(row: Any) -> dict[str, Any]:
    cause = msgspec.json.decode(row.cause)
    said = sentence(AlertCondition(row.condition), cause)
    if row.suppressed_by or row.condition == AlertCondition.EVENT:
        raise NotImplementedError("the demo plant has none among its first fifty")
    return {
        "id": row.id,
        "tier": Tier(row.tier).name,
        "worstTier": Tier(row.worst_tier).name,
        "condition": row.condition,
        "state": STATE_OF[row.is_active, row.is_acknowledged],
        "isActive": row.is_active,
        "isAcknowledged": row.is_acknowledged,
        "raisedAt": _time(row.raised_at),
        "changedAt": _time(row.changed_at),
        "normalAt": _time(row.normal_at),
        "acknowledgeDueAt": _time(row.acknowledge_due_at),
        "acknowledgedAt": _time(row.acknowledged_at),
        "isSimulated": row.is_simulated,
        "isChattering": row.calm_at is not None,
        "suppression": None,
        "group": {"id": row.group_id, "scope": row.group_scope} if row.group_id else None,
        "sensor": {
            "id": str(row.sensor_id),
            "code": row.sensor_code,
            "name": {"zh": row.sensor_name_zh, "en": row.sensor_name_en},
            "unit": row.sensor_unit,
            "stage": row.sensor_stage,
            "area": _place(row.area_id, row.area_code, row.area_name_zh, row.area_name_en),
            "equipment": _place(
                row.equipment_id, row.equipment_code, row.equipment_name_zh, row.equipment_name_en
            ),
        },
        "cause": {
            "condition": row.condition,
            "sentence": {"zh": said.zh, "en": said.en},
            "value": cause["value"],
            "limit": cause["limit"],
            "unit": cause["unit"],
            "sampledAt": _time(moment(cause["sampled_us"])),
            "observed": None,
        },
        "case": {"id": row.case_id, "number": row.case_number, "state": row.case_state}
        if row.case_id
        else None,
    }


def _place(place_id: Any, code: str, zh: str, en: str) -> dict[str, Any] | None:
    return {"id": place_id, "code": code, "name": {"zh": zh, "en": en}} if place_id else None


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
