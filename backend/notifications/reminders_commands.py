"""What a reminder says: of something that is due, overdue, unanswered or followed up 督办."""

from datetime import timedelta
from typing import Final

from backend.alerts.store import Alerts
from backend.cases.events import (
    CASE_FOLLOWED_UP,
    FOLLOW_UP_ANSWERED,
)
from backend.cases.rules import Case, CaseState
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.deadlines.events import DEADLINE_OVERDUE, DEADLINE_REMINDED, ESCALATED
from backend.notifications.rules import Delivery
from backend.sensors.store import Sensors

KINDS: Final = frozenset(
    {DEADLINE_REMINDED, DEADLINE_OVERDUE, ESCALATED, CASE_FOLLOWED_UP, FOLLOW_UP_ANSWERED}
)
CALM: Final = KINDS - {ESCALATED}
TITLES: Final = {
    DEADLINE_REMINDED: Text("即将到期", "Due soon"),
    DEADLINE_OVERDUE: Text("已超时", "Overdue"),
    CASE_FOLLOWED_UP: Text("督办：请答复", "You are asked about a late case: answer"),
    FOLLOW_UP_ANSWERED: Text("督办已答复", "Your question was answered"),
}
UNSEEN: Final = {
    Tier.RED: Text("红色预警无人响应", "RED: nobody has responded"),
    Tier.ORANGE: Text("橙色预警无人响应", "ORANGE: nobody has responded"),
    Tier.YELLOW: Text("黄色预警无人响应", "YELLOW: nobody has responded"),
    Tier.BLUE: Text("蓝色预警无人响应", "BLUE: nobody has responded"),
}
STEPS: Final = {
    CaseState.OPEN: Text("响应", "response"),
    CaseState.IN_DISPOSAL: Text("处置", "disposal"),
    CaseState.AWAITING_RECHECK: Text("复查", "recheck"),
}
SIMULATED: Final = Text("【模拟】", "[Simulation] ")
NOTHING: Final = Text("", "")


def words(tx: Transaction, delivery: Delivery) -> tuple[Text, Text] | None:
    """Title and body as things stand now; None for a message about something else."""
    if delivery.event_kind not in KINDS:
        return None
    if delivery.grouped:
        count = delivery.grouped + 1
        return Text(f"{count} 项待办催办", f"{count} items are waiting for you"), Text(
            "多项任务即将到期、已超时或无人响应，合并提醒",
            "Several are due, late or unanswered; told together",
        )
    case_id, alert_id = delivery.ref("case"), delivery.ref("alert")
    if case_id is not None:
        case = tx.get(Cases).peek(case_id)
        title = TITLES.get(delivery.event_kind) or UNSEEN[case.tier]
        return _marked(title, is_simulated=case.is_simulated), _of_case(tx, case)
    if alert_id is None:
        raise ValueError(f"a delivery about {delivery.event_kind} without a case or an alert")
    alert = tx.get(Alerts).get(alert_id)
    sensor = tx.get(Sensors).get([alert.sensor_id])[alert.sensor_id]
    title = TITLES.get(delivery.event_kind) or UNSEEN[alert.tier]
    return _marked(title, is_simulated=alert.is_simulated), sensor.name


def navigate(delivery: Delivery) -> str:
    if delivery.grouped or delivery.event_kind is CASE_FOLLOWED_UP:
        return "/follow-ups"
    case_id = delivery.ref("case")
    return f"/cases/{case_id}" if case_id else f"/alerts/{delivery.ref('alert')}"


def _of_case(tx: Transaction, case: Case) -> Text:
    """Which case, and how much time is left for what is owed now, or by how much it is late."""
    name = Text(f"{case.number} {case.title.zh}", f"{case.number} {case.title.en}")
    step, due_at = STEPS.get(case.state), case.due_at
    if step is None or due_at is None:
        return name
    left = due_at - tx.now
    if left > timedelta(0):
        span = _span(left)
        return Text(f"{name.zh}：{step.zh}剩余{span.zh}", f"{name.en}: {span.en} left for the {step.en}")
    span = _span(-left)
    return Text(f"{name.zh}：{step.zh}超时{span.zh}", f"{name.en}: {step.en} late by {span.en}")


def _span(span: timedelta) -> Text:
    minutes = max(round(span.total_seconds() / 60), 1)
    if minutes < 120:
        return Text(f" {minutes} 分钟", f"{minutes} min")
    hours = minutes // 60
    return (
        Text(f" {hours} 小时", f"{hours} h")
        if hours < 72
        else Text(f" {hours // 24} 天", f"{hours // 24} days")
    )


def _marked(title: Text, *, is_simulated: bool) -> Text:
    mark = SIMULATED if is_simulated else NOTHING
    return Text(f"{mark.zh}{title.zh}", f"{mark.en}{title.en}")
