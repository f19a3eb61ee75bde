"""What a message says, in the language of the phone it goes to. Ids and a short text only."""

from collections.abc import Mapping
from typing import Final

from backend.alerts.causes.rules import sentence
from backend.alerts.store import Alerts
from backend.cases.events import (
    CASE_ARCHIVED,
    CASE_OPENED,
    CASE_REOPENED,
    COMMENT_ADDED,
    DEADLINE_RESUMED,
    DISPOSAL_SUBMITTED,
    EXTENSION_APPROVED,
    EXTENSION_ASKED,
    EXTENSION_REFUSED,
    RECHECK_FAILED,
    ROOT_CAUSE_RECORDED,
    TASK_ASSIGNED,
    TASK_CANCELLED,
    TASK_FINISHED,
    TASK_OPENED,
    TASK_REOPENED,
)
from backend.core.database import Transaction
from backend.core.subjects import Subjects
from backend.core.text import Language, Text
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
from backend.notifications import reminders_commands as reminders
from backend.notifications.rules import EXPIRES_AFTER, Delivery
from backend.sensors.store import Sensors
from push.message import Message, Urgency

TIER_WORDS: Final = {
    Tier.RED: Text("红色预警", "RED alert"),
    Tier.ORANGE: Text("橙色预警", "ORANGE alert"),
    Tier.YELLOW: Text("黄色预警", "YELLOW alert"),
    Tier.BLUE: Text("蓝色预警", "BLUE alert"),
}
SIMULATED: Final = Text("【模拟】", "[Simulation] ")
LANGUAGE_TAGS: Final = {Language.ZH: "zh-CN", Language.EN: "en"}
PAGES: Final[Mapping[str, tuple[Text, str]]] = {
    "INDICATOR_REVIEW_DUE": (
        Text("预测与实际预警的对比已就绪", "Predicted and real alerts, side by side"),
        "/lab",
    ),
}
"""What is said and opened where an event is about no object with a page of its own."""
TITLES: Final[Mapping[str, Text]] = {
    CASE_OPENED: Text("新的处置任务", "New case to dispose of"),
    DISPOSAL_SUBMITTED: Text("等待复查", "Waiting for recheck"),
    RECHECK_FAILED: Text("复查退回", "Recheck failed"),
    EXTENSION_ASKED: Text("请批准延期或停钟", "More time is asked for"),
    EXTENSION_APPROVED: Text("延期或停钟已批准", "More time was granted"),
    EXTENSION_REFUSED: Text("延期或停钟未批准", "More time was refused"),
    DEADLINE_RESUMED: Text("停钟已结束，继续计时", "The clock runs again"),
    CASE_ARCHIVED: Text("您上报的隐患已归档", "Your report is closed"),
    HAZARD_REPORTED: Text("新的隐患上报", "New hazard report"),
    HAZARD_ACCEPTED: Text("您上报的隐患已受理", "Your report was accepted"),
    "INDICATOR_REVIEW_DUE": Text("阈值变更满两周，请复核", "A limit change is two weeks old: review it"),
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
    # Tasks and comments.
    TASK_OPENED: Text("新的协同任务待分派", "A task for your department"),
    TASK_ASSIGNED: Text("协同任务指派给您", "A task was assigned to you"),
    TASK_FINISHED: Text("协同任务全部完成，可提交处置", "All parts are done: submit"),
    TASK_REOPENED: Text("协同任务重新打开", "A task was opened again"),
    TASK_CANCELLED: Text("协同任务已取消", "A task was cancelled"),
    COMMENT_ADDED: Text("有人在讨论中提到您", "You were mentioned"),
}


def compose(tx: Transaction, delivery: Delivery, subjects: Subjects) -> Message:
    """The message of this delivery as things stand now. Messages of one subject replace each other.

    `navigate` is a path below the address of the product.
    """
    is_calm = delivery.event_kind in TITLES or delivery.event_kind in reminders.CALM
    if (reminded := reminders.words(tx, delivery)) is not None:
        title, body, path = *reminded, reminders.navigate(delivery)
    elif delivery.grouped and delivery.tier is not None:
        title, body, path = *_together(delivery.grouped + 1, delivery.tier), "/alerts"
    elif delivery.event_kind in TITLES:
        name, path = _subject(tx, delivery, subjects)
        title, body = TITLES[delivery.event_kind], name
    else:
        title, body, path = *_alert_words(tx, delivery), f"/alerts/{delivery.ref('alert')}"
    return Message(
        title=title.in_(delivery.language),
        body=body.in_(delivery.language),
        navigate=path,
        topic=_topic(delivery, subjects),
        urgency=Urgency.NORMAL if is_calm else Urgency.HIGH,
        ttl=EXPIRES_AFTER,
        lang=LANGUAGE_TAGS[delivery.language],
        data={"delivery": str(delivery.delivery_id)},
    )


def _topic(delivery: Delivery, subjects: Subjects) -> str:
    """Messages of one subject replace each other on the phone, so do the summaries for one person."""
    if delivery.grouped:
        is_reminder = delivery.tier is None
        return f"c{delivery.person_id.hex[1:]}" if is_reminder else delivery.person_id.hex
    nouns = (delivery.event_kind.opens, "alert", *subjects)
    found = (delivery.ref(noun) for noun in nouns if noun)
    return next((each for each in found if each), delivery.delivery_id).hex


def _together(count: int, worst: Tier) -> tuple[Text, Text]:
    """What is said of many alerts at once."""
    tier = TIER_WORDS[worst]
    return (
        Text(f"又有 {count} 条预警", f"{count} more alerts"),
        Text(f"预警较多，合并提醒；最重：{tier.zh}", f"Many alerts, told together; worst: {tier.en}"),
    )


def _alert_words(tx: Transaction, delivery: Delivery) -> tuple[Text, Text]:
    alert_id = delivery.ref("alert")
    if alert_id is None:
        raise ValueError(f"a delivery about {delivery.event_kind} without an alert")
    alert = tx.get(Alerts).get(alert_id)
    sensor = tx.get(Sensors).get([alert.sensor_id])[alert.sensor_id]
    tier, why = TIER_WORDS[alert.tier], sentence(alert.condition, tx.get(Alerts).cause(alert.alert_id))
    prefix = SIMULATED if alert.is_simulated else Text("", "")
    title = Text(f"{prefix.zh}{tier.zh}", f"{prefix.en}{tier.en}")
    body = Text(f"{sensor.name.zh}：{why.zh}", f"{sensor.name.en}: {why.en}")
    return title, body


def _subject(tx: Transaction, delivery: Delivery, subjects: Subjects) -> tuple[Text, str]:
    """The name of the first object, and the page of the one that the kind of event opens."""
    found = {noun: describe(tx, each) for noun, describe in subjects.items() if (each := delivery.ref(noun))}
    if not found:
        return PAGES.get(delivery.event_kind, (Text("", ""), "/"))
    first = next(iter(found.values()))
    return first.name, found.get(delivery.event_kind.opens or "", first).path
