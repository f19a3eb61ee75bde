"""What a message says, in the language of the phone it goes to. Ids and a short text only."""

from typing import Final

from backend.alerts.causes.rules import sentence
from backend.alerts.store import Alerts
from backend.cases.events import (
    CASE_ARCHIVED,
    CASE_OPENED,
    CASE_REOPENED,
    CLOCK_RESUMED,
    COMMENT_ADDED,
    DISPOSAL_SUBMITTED,
    EXTENSION_APPROVED,
    EXTENSION_ASKED,
    EXTENSION_REFUSED,
    LANE_ASSIGNED,
    LANE_CANCELLED,
    LANE_FINISHED,
    LANE_OPENED,
    LANE_REOPENED,
    RECHECK_FAILED,
    ROOT_CAUSE_RECORDED,
)
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.hazards.events import (
    DISPOSAL_THANKED,
    HAZARD_ACCEPTED,
    HAZARD_DECLINED,
    HAZARD_REPORTED,
    OBJECTION_REJECTED,
    OBJECTION_UPHELD,
    REPORT_CLOSED,
    REPORT_FIXED,
    REPORT_MERGED,
    REPORT_OBJECTED,
    REPORT_REOPENED,
    REPORT_SENT_BACK,
    REPORT_TAKEN_ON,
)
from backend.hazards.store import Hazards
from backend.notifications import reminders_commands as chasing
from backend.notifications.rules import Delivery, Letter
from backend.sensors.store import Sensors
from backend.tuning.events import INDICATOR_REVIEW_DUE

TIER_WORDS: Final = {
    Tier.RED: Text("红色预警", "RED alert"),
    Tier.ORANGE: Text("橙色预警", "ORANGE alert"),
    Tier.YELLOW: Text("黄色预警", "YELLOW alert"),
    Tier.BLUE: Text("蓝色预警", "BLUE alert"),
}
SIMULATED: Final = Text("【模拟】", "[Simulation] ")
THREAD: Final = frozenset(
    {
        REPORT_TAKEN_ON,
        REPORT_FIXED,
        REPORT_SENT_BACK,
        REPORT_MERGED,
        REPORT_OBJECTED,
        REPORT_REOPENED,
        REPORT_CLOSED,
        CASE_ARCHIVED,
    }
)
"""What a reporter is told of a report: it opens the thread, beside what the same person is told at work."""
TITLES: Final = {
    CASE_OPENED: Text("新的处置任务", "New case to dispose of"),
    DISPOSAL_SUBMITTED: Text("等待复查", "Waiting for recheck"),
    RECHECK_FAILED: Text("复查退回", "Recheck failed"),
    EXTENSION_ASKED: Text("请批准延期或停钟", "More time is asked for"),
    EXTENSION_APPROVED: Text("延期或停钟已批准", "More time was granted"),
    EXTENSION_REFUSED: Text("延期或停钟未批准", "More time was refused"),
    CLOCK_RESUMED: Text("停钟已结束，继续计时", "The clock runs again"),
    CASE_ARCHIVED: Text("您上报的隐患已归档", "Your report is closed"),
    HAZARD_REPORTED: Text("新的隐患上报", "New hazard report"),
    HAZARD_ACCEPTED: Text("您上报的隐患已受理", "Your report was accepted"),
    INDICATOR_REVIEW_DUE: Text("阈值变更满两周，请复核", "A limit change is two weeks old: review it"),
    HAZARD_DECLINED: Text("您上报的隐患已答复", "Your report was answered"),
    REPORT_TAKEN_ON: Text("您上报的隐患已有人处置", "Somebody deals with your report"),
    REPORT_FIXED: Text("您上报的隐患已整改，待复查", "Your report is fixed, recheck to come"),
    REPORT_SENT_BACK: Text("您上报的隐患复查未通过", "The fix of your report failed its recheck"),
    REPORT_MERGED: Text("您上报的隐患已并入另一处置单", "Your report goes on in another case"),
    REPORT_REOPENED: Text("您上报的隐患重新处置", "Your report is dealt with again"),
    REPORT_CLOSED: Text("您上报的隐患已答复并关闭", "Your report was answered and closed"),
    CASE_REOPENED: Text("处置单重新打开", "A case is open again"),
    ROOT_CAUSE_RECORDED: Text("请落实根本原因的整改措施", "See to the measure against a root cause"),
    DISPOSAL_THANKED: Text("上报人感谢您的整改", "The reporter thanks you"),
    REPORT_OBJECTED: Text("上报人有异议", "A reporter objects"),
    OBJECTION_UPHELD: Text("您的异议已采纳", "Your objection was upheld"),
    OBJECTION_REJECTED: Text("您的异议已答复", "Your objection was answered"),
    # Lanes and comments.
    LANE_OPENED: Text("新的协同任务待分派", "A task for your department"),
    LANE_ASSIGNED: Text("协同任务指派给您", "A task was assigned to you"),
    LANE_FINISHED: Text("协同任务全部完成，可提交处置", "All parts are done: submit"),
    LANE_REOPENED: Text("协同任务重新打开", "A task was opened again"),
    LANE_CANCELLED: Text("协同任务已取消", "A task was cancelled"),
    COMMENT_ADDED: Text("有人在讨论中提到您", "You were mentioned"),
}


def compose(tx: Transaction, delivery: Delivery) -> Letter:
    """The message of this delivery as things stand now. Messages of one subject replace each other."""
    if (chased := chasing.words(tx, delivery)) is not None:
        title, body = chased
    elif delivery.grouped and delivery.tier is not None:
        title, body = _together(delivery.grouped + 1, delivery.tier)
    elif delivery.event_kind in TITLES:
        title, body = TITLES[delivery.event_kind], _subject(tx, delivery)
    else:
        title, body = _alert_words(tx, delivery)
    language = delivery.address.language
    return Letter(
        delivery_id=delivery.delivery_id,
        title=title.in_(language),
        body=body.in_(language),
        navigate=chasing.navigate(delivery) if chased else _navigate(delivery),
        topic=_topic(delivery),
        language=language,
        is_urgent=delivery.event_kind not in TITLES and delivery.event_kind not in chasing.CALM,
    )


def _topic(delivery: Delivery) -> str:
    """Messages of one subject replace each other on the phone, so do the summaries for one person."""
    if delivery.grouped:
        is_chased = delivery.tier is None
        return f"c{delivery.person_id.hex[1:]}" if is_chased else delivery.person_id.hex
    if delivery.event_kind in THREAD and delivery.report_id is not None:
        return delivery.report_id.hex
    subject = delivery.alert_id or delivery.case_id or delivery.report_id or delivery.delivery_id
    return subject.hex


def _together(count: int, worst: Tier) -> tuple[Text, Text]:
    """What is said of many alerts at once."""
    tier = TIER_WORDS[worst]
    return (
        Text(f"又有 {count} 条预警", f"{count} more alerts"),
        Text(f"预警较多，合并提醒；最重：{tier.zh}", f"Many alerts, told together; worst: {tier.en}"),
    )


def _alert_words(tx: Transaction, delivery: Delivery) -> tuple[Text, Text]:
    if delivery.alert_id is None:
        raise ValueError(f"a delivery about {delivery.event_kind} without an alert")
    alert = tx.get(Alerts).get(delivery.alert_id)
    sensor = tx.get(Sensors).get([alert.sensor_id])[alert.sensor_id]
    tier, why = TIER_WORDS[alert.tier], sentence(alert.condition, tx.get(Alerts).cause(alert.alert_id))
    prefix = SIMULATED if alert.is_simulated else Text("", "")
    title = Text(f"{prefix.zh}{tier.zh}", f"{prefix.en}{tier.en}")
    body = Text(f"{sensor.name.zh}：{why.zh}", f"{sensor.name.en}: {why.en}")
    return title, body


def _subject(tx: Transaction, delivery: Delivery) -> Text:
    if delivery.case_id is not None:
        case = tx.get(Cases).get(delivery.case_id)
        return Text(f"{case.number} {case.title.zh}", f"{case.number} {case.title.en}")
    if delivery.report_id is not None:
        report = tx.get(Hazards).get(delivery.report_id)
        return Text(report.number, report.number)
    if delivery.event_kind is INDICATOR_REVIEW_DUE:
        return Text("预测与实际预警的对比已就绪", "Predicted and real alerts, side by side")
    return Text("", "")


def _navigate(delivery: Delivery) -> str:
    if delivery.grouped:
        return "/alerts"
    if delivery.event_kind is INDICATOR_REVIEW_DUE:
        return "/lab"
    return _navigate_to_subject(delivery)


def _navigate_to_subject(delivery: Delivery) -> str:
    if delivery.event_kind not in TITLES and delivery.alert_id is not None:
        return f"/alerts/{delivery.alert_id}"
    is_of_report = delivery.event_kind.startswith("HAZARD") or (
        delivery.event_kind in THREAD and delivery.report_id is not None
    )
    if delivery.case_id is not None and not is_of_report:
        return f"/cases/{delivery.case_id}"
    return f"/hazards/{delivery.report_id}"
