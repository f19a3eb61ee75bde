"""The template library of advice 处置建议: what to do first where nothing is written for the risk itself."""

from collections.abc import Mapping
from typing import Final

from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, Tier
from backend.sensors.gas_rules import GAS_DETECTORS, GasKind, gas_kind
from backend.sensors.system_rules import SystemCondition

Steps = tuple[Text, ...]


def _steps(*pairs: tuple[str, str]) -> Steps:
    return tuple(Text(zh, en) for zh, en in pairs)


_LIMIT: Final = _steps(
    ("到现场确认，无关人员撤离", "Confirm on site, send everybody else away"),
    ("按操作规程使参数回到正常范围", "Bring the value back into its range as instructed"),
    ("无法恢复时停止作业并报告", "If it does not come back: stop work and report"),
)

FLAMMABLE_GAS: Final = _steps(
    ("立即停止动火，禁止开关电器", "Stop hot work now, switch nothing on or off"),
    ("人员向上风向撤离", "Leave upwind"),
    ("佩戴空呼，关闭泄漏点上游阀门", "With breathing apparatus, close the valve upstream of the leak"),
    ("开启事故风机，浓度低于 10 %LEL 方可返回", "Start the emergency fans, return below 10 %LEL only"),
)

TOXIC_GAS: Final = _steps(
    ("立即撤离，向上风向集合", "Leave now, gather upwind"),
    ("佩戴空呼方可进入，两人同行", "Enter with breathing apparatus only, in pairs"),
    ("切断来源并开启喷淋或风机", "Cut the source, start water spray or fans"),
    ("清点人数，有人不适立即送医", "Count heads, get medical help for anyone unwell"),
)

FLAMMABLE_GAS_EARLY: Final = _steps(
    ("停止该区域动火，无关人员离开", "Stop hot work in the area, send everybody else away"),
    (
        "带便携仪从上风向查找泄漏，两人同行",
        "Look for the leak from upwind, in pairs, with a portable detector",
    ),
    ("浓度继续上升就立即撤离", "Leave at once if it goes on rising"),
)
TOXIC_GAS_EARLY: Final = _steps(
    ("无关人员离开，走上风向", "Everybody who is not needed leaves, upwind"),
    (
        "佩戴空呼，带便携仪查找来源，两人同行",
        "With breathing apparatus find the source, in pairs, with a portable detector",
    ),
    ("开启通风，继续上升就立即撤离", "Ventilate; leave at once if it goes on rising"),
)
"""Of an alert that has not been worse than yellow: a leak is found while it is small."""

OXYGEN_HIGH: Final = _steps(
    ("停止作业，撤出人员", "Stop work, get everyone out"),
    ("关闭氧气来源，禁止火源", "Close the oxygen source, no ignition"),
    ("通风后复测", "Ventilate, then measure again"),
)

OXYGEN_LOW: Final = _steps(
    ("停止受限空间作业，立即撤出", "Stop confined-space work, get out now"),
    ("强制通风，严禁盲目施救", "Force ventilation, never rescue without apparatus"),
    ("佩戴空呼，氧含量高于 19.5 % 并复测后方可进入", "Enter above 19.5 % only, measured again"),
)

HIGH_PRESSURE: Final = _steps(
    ("停止升压，减少进料", "Stop raising pressure, reduce feed"),
    ("确认安全阀和泄放管路畅通", "Make sure relief valve and line are open"),
    ("人员远离，按规程缓慢泄压", "Keep away, relieve slowly as instructed"),
)

VIBRATION: Final = _steps(
    ("到现场听音、测振复核", "Go and listen, confirm with a handheld meter"),
    ("降低负荷，必要时切换备用机", "Reduce load, change to the standby machine if needed"),
    ("检查地脚螺栓、对中和轴承", "Check foundation bolts, alignment and bearings"),
)

AIR: Final = _steps(
    ("无关人员立即离开，走上风向", "Everybody who is not needed leaves now, upwind"),
    (
        "毒气戴空呼、粉尘戴防尘面罩再进入，两人同行",
        "Enter in pairs: breathing apparatus in a toxic gas, masks in dust",
    ),
    (
        "切断来源并通风，复测低于限值后恢复作业",
        "Cut the source, ventilate; go on once it is measured below the limit",
    ),
)
"""Of a toxic gas or dust at a workplace; which one it is, unit and standard do not say."""

LEAK: Final = _steps(
    ("人员向上风向撤离，无关人员不得靠近", "Leave upwind, nobody else goes near"),
    ("立即停止动火，禁止开关电器", "Stop hot work now, switch nothing on or off"),
    (
        "远程关闭上游阀门，从画面和仪表判断",
        "Close the valve upstream from afar, judge by picture and instruments",
    ),
    ("佩戴空呼、两人同行方可进入", "Enter with breathing apparatus only, in pairs"),
)
SMOKE: Final = _steps(
    ("从画面确认位置，按火警处置并报告 119", "Find the place in the picture, treat it as a fire, call 119"),
    ("组织人员撤离到集合点，清点人数", "Get everyone to the muster point, count heads"),
    ("切断相关电源和物料来源", "Cut power and feed of that part"),
    (
        "火小且退路畅通才用灭火器，禁止进入浓烟",
        "Fight it only while small and with a way out, never enter the smoke",
    ),
)
"""First steps for fire or smoke in a picture: how bad the air is cannot be seen, so nobody goes to look."""

_INSTRUMENT: Final = _steps(
    ("用便携仪表到现场复核", "Check on site with a portable instrument"),
    ("检查探头、接线和变送器", "Check probe, wiring and transmitter"),
    ("修复前每小时人工巡检一次", "Until it is repaired, inspect by hand every hour"),
)

TEMPLATES: Final[Mapping[AlertCondition, Steps]] = {
    AlertCondition.LIMIT_HIGH: _LIMIT,
    AlertCondition.LIMIT_LOW: _LIMIT,
    AlertCondition.RATE_OF_CHANGE: _steps(
        ("到现场确认变化是否属实", "Confirm on site that the change is real"),
        ("查找原因：操作、泄漏或设备故障", "Find the cause: operation, leak or failing equipment"),
        ("达到限值前采取措施", "Act before the limit is reached"),
    ),
    AlertCondition.STUCK: _INSTRUMENT,
    AlertCondition.OUT_OF_RANGE: _steps(
        ("按真实超限对待，先保证人员安全", "Treat it as real: make people safe first"),
        ("用便携仪表到现场复核", "Check on site with a portable instrument"),
        ("检查断线、短路和供电，必要时更换", "Look for broken wire, short circuit, power; replace if needed"),
    ),
    AlertCondition.BAD_QUALITY: _INSTRUMENT,
    AlertCondition.SILENT: _steps(
        ("用便携仪表到现场确认", "Check on site with a portable instrument"),
        ("检查供电、接线和通讯", "Check power, wiring and network"),
        ("恢复前每小时人工巡检一次", "Until it is back, inspect by hand every hour"),
    ),
    AlertCondition.ANOMALY: _steps(
        ("对照近期操作和负荷变化", "Compare with recent operation and load"),
        ("到现场查看、听音、闻味", "Go and look, listen, smell"),
        ("无法解释时安排检修", "If nothing explains it, plan a check"),
    ),
    AlertCondition.EQUIPMENT_ANOMALY: _steps(
        ("到现场检查设备运行状态", "Inspect the running equipment on site"),
        ("查看贡献最大的测点", "Look at the sensors that contribute most"),
        ("安排点检，必要时切换备用机", "Plan a check, change to the standby machine if needed"),
    ),
    AlertCondition.FORECAST: _steps(
        ("提前采取措施，阻止趋势发展", "Act early to stop the trend"),
        ("加密监测和巡检", "Measure and inspect more often"),
        ("准备应急物资和备用设备", "Get emergency gear and standby equipment ready"),
    ),
    AlertCondition.EVENT: _steps(
        ("查看抓拍并到现场确认", "Look at the snapshot, confirm on site"),
        ("制止违规行为，人员撤到安全处", "Stop what is not allowed, bring people to safety"),
        ("记录并在班前会通报", "Record it, raise it at the next shift meeting"),
    ),
    AlertCondition.SYSTEM: _steps(
        ("按运维手册检查系统", "Check the system as the operations guide says"),
        ("恢复前以现场仪表和人工巡检为准", "Until it is back, rely on instruments on site and on inspection"),
    ),
}
"""For every condition, so that no alert comes without a first step."""


def _above(steps: Steps) -> Mapping[AlertCondition, Steps]:
    return {AlertCondition.LIMIT_HIGH: steps, AlertCondition.RATE_OF_CHANGE: steps}


_FLAMMABLE: Final = {**_above(FLAMMABLE_GAS), AlertCondition.OUT_OF_RANGE: FLAMMABLE_GAS}
_TOXIC: Final = {**_above(TOXIC_GAS), AlertCondition.OUT_OF_RANGE: TOXIC_GAS}
_OXYGEN: Final = {
    AlertCondition.LIMIT_HIGH: OXYGEN_HIGH,
    # Which way it went a rate does not say; too little kills within minutes.
    **dict.fromkeys(
        (AlertCondition.LIMIT_LOW, AlertCondition.RATE_OF_CHANGE, AlertCondition.OUT_OF_RANGE), OXYGEN_LOW
    ),
}
_AIR: Final = {**_above(AIR), AlertCondition.OUT_OF_RANGE: AIR}
_PRESSURE: Final = {AlertCondition.LIMIT_HIGH: HIGH_PRESSURE}

BY_GAS: Final[Mapping[GasKind, Mapping[AlertCondition, Steps]]] = {
    GasKind.FLAMMABLE: _FLAMMABLE,
    GasKind.TOXIC: _TOXIC,
    GasKind.OXYGEN: _OXYGEN,
    GasKind.AIR: _AIR,
}
EARLY: Final[Mapping[GasKind, Mapping[AlertCondition, Steps]]] = {
    GasKind.FLAMMABLE: _above(FLAMMABLE_GAS_EARLY),
    GasKind.TOXIC: _above(TOXIC_GAS_EARLY),
}
"""Instead of `BY_GAS` while the alert is early. Of oxygen and of a broken detector nothing is early."""
BY_UNIT: Final[Mapping[str, Mapping[AlertCondition, Steps]]] = {
    **dict.fromkeys(("kPa", "MPa", "bar"), _PRESSURE),
    "mm/s": {AlertCondition.LIMIT_HIGH: VIBRATION},
}
"""Where the unit says what the danger is: nobody is sent into a gas to look whether it is there."""


def is_early(tier: Tier) -> bool:
    """Whether an alert of this tier still leaves time to look: yellow and blue."""
    return tier < Tier.ORANGE


def of_unit(unit: str, standard: str, condition: AlertCondition, tier: Tier = Tier.RED) -> Steps:
    """Return what to do first about a source of which only unit and standard are known, at this tier."""
    gas = gas_kind(unit)
    if gas is GasKind.AIR and standard.startswith(GAS_DETECTORS):
        gas = GasKind.TOXIC
    known = BY_UNIT.get(unit, {}) if gas is None else BY_GAS[gas]
    if gas is not None and is_early(tier):
        known = {**known, **EARLY.get(gas, {})}
    return known.get(condition, TEMPLATES[condition])


BY_EVENT: Final[Mapping[str, Steps]] = {"LEAK": LEAK, "SMOKE": SMOKE}
"""Where the type of a sighting says that looking after it may kill."""


def of_event(aspect: str) -> Steps:
    """Return what to do first about a sighting. `aspect`: its type, and where it was, after an `@`."""
    return BY_EVENT.get(aspect.partition("@")[0], TEMPLATES[AlertCondition.EVENT])


SYSTEM_ADVICE: Final[Mapping[SystemCondition, Steps]] = {
    SystemCondition.SESSION_LOST: _steps(
        ("按时间核对各监测点曲线，找出缺失的时段", "Look for the gap in the curves of the sensors"),
        ("缺失时段内的危险值以现场仪表记录为准", "For that time rely on the instruments on site"),
        (
            "检查消息服务器是否重启、是否有设备冒用客户端编号",
            "Find out whether the broker restarted or a device took the client id",
        ),
    ),
    SystemCondition.PAGE_CORRUPTED: _steps(
        ("不要重启，先备份数据目录或数据库", "Do not restart; first copy the data folder or the database"),
        ("检查磁盘健康状况", "Check the health of the disk"),
        ("按运维手册从最近一次备份恢复", "Restore the last backup as the operations guide says"),
    ),
    SystemCondition.DISK_NEARLY_FULL: _steps(
        (
            "清理磁盘或扩容，磁盘满后无法保存上报和处置",
            "Free or add space: on a full disk nothing can be saved",
        ),
        ("缩短监测数据保留时间", "Shorten the retention of readings"),
    ),
    SystemCondition.CLOCK_JUMPED: _steps(
        ("检查服务器时间与时间同步服务", "Check the clock of the server and its time synchronisation"),
        ("核对这段时间内预警和时限的时间", "Check the times of alerts and deadlines around this moment"),
    ),
    SystemCondition.NOBODY_ON_DUTY: _steps(
        ("现在就在值班表里排人", "Plan somebody for now in the duty roster"),
        (
            "没人值班时，预警会通知全体安全员和领导",
            "Until then alerts notify all officers and executives",
        ),
    ),
    SystemCondition.BEACON_LOST: _steps(
        (
            "用对讲机或电话通知该区域人员，灯和警笛可能不响",
            "Tell the people there by radio or phone: lamp and siren may stay silent",
        ),
        ("检查警示灯的电源和网络", "Check power and network of the beacon"),
        ("修好后在“消息渠道”里试一次", "Once mended, test it on the page of channels"),
    ),
    SystemCondition.WORKER_AWAY: _steps(
        (
            "现在没有消息发到手机：按屏幕上的预警，用电话、对讲机通知人员",
            "No message reaches a phone now: go by the screen, and tell people by phone or radio",
        ),
        (
            "请维护人员检查并重启后台任务进程（worker）",
            "Have the worker process looked at and started again",
        ),
    ),
    SystemCondition.SCHEDULE_AWAY: _steps(
        (
            "消息仍会发送，可能慢几秒",
            "Messages still leave, some seconds later",
        ),
        (
            "请维护人员检查 beat 进程和 Redis",
            "Have the process beat, and Redis, looked at",
        ),
    ),
    SystemCondition.INGEST_AWAY: _steps(
        (
            "现在没有读数入库：以现场仪表为准",
            "No reading is taken in now: rely on the instruments on site",
        ),
        (
            "请维护人员检查并重启采集进程（ingest）",
            "Have the ingest process looked at and started again",
        ),
    ),
    SystemCondition.BROKER_AWAY: _steps(
        (
            "现在没有读数入库：以现场仪表为准",
            "No reading is taken in now: rely on the instruments on site",
        ),
        (
            "请维护人员检查消息服务器（MQTT）和网络",
            "Have the broker (MQTT) and the network looked at",
        ),
    ),
    SystemCondition.REDIS_AWAY: _steps(
        (
            "屏幕不会自动更新：请手动刷新；消息仍会发送，可能慢几秒",
            "Screens do not renew themselves: reload them. Messages still leave, some seconds later",
        ),
        (
            "请维护人员检查 Redis 和网络",
            "Have Redis and the network looked at",
        ),
    ),
    SystemCondition.PROVIDER_AWAY: _steps(
        (
            "有一种消息渠道发不出去：重要的事请打电话",
            "One way to send messages fails: phone people about what matters",
        ),
        (
            "在“消息渠道”里看是哪一个，联系服务商",
            "See on the page of channels which one it is, and ask its provider",
        ),
    ),
    SystemCondition.DEMO_NOT_KEPT: _steps(
        (
            "真实的监测、上报和通知不受影响",
            "Real sources, reports and messages are not affected",
        ),
        (
            "不再需要示范工厂的，在设置里整个移除",
            "Where nobody needs the demo plant, remove it whole in the settings",
        ),
        ("把服务日志交给维护人员", "Give the log of the server to who maintains it"),
    ),
    SystemCondition.REACTION_FAILED: _steps(
        (
            "先看监测页：超限的读数可能还没有生成预警",
            "Look at the monitor first: a reading beyond its limit may not be an alert yet",
        ),
        (
            "逐条核对正在进行的预警：有没有工单，负责人是否知道",
            "Go through the active alerts: does each have its case, and do its people know?",
        ),
        (
            "系统会自动重试；十分钟后仍未恢复，请把服务器日志发给维护方",
            "It is tried again by itself; after ten minutes send the log to whoever maintains the server",
        ),
    ),
}


def template(unit: str, standard: str, condition: AlertCondition, aspect: str, tier: Tier) -> Steps:
    """Return the steps of the library about an alert of this aspect and tier, on a source of this unit and
    standard.
    """
    if condition is AlertCondition.SYSTEM and aspect in SYSTEM_ADVICE:
        return SYSTEM_ADVICE[SystemCondition(aspect)]
    if condition is AlertCondition.EVENT:
        return of_event(aspect)
    return of_unit(unit, standard, condition, tier)
