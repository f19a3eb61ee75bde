"""Advice 处置建议: what to do first, in short steps, per hazard and condition; an alert shows it on top."""

from collections.abc import Mapping
from typing import Final

from backend.core.text import Text
from backend.core.vocabulary import AlertCondition
from backend.demo.measures import Hazard
from backend.sensors.advice_rules import (
    HIGH_PRESSURE,
    OXYGEN_HIGH,
    OXYGEN_LOW,
    VIBRATION,
)

Steps = tuple[Text, ...]


def _steps(*pairs: tuple[str, str]) -> Steps:
    return tuple(Text(zh, en) for zh, en in pairs)


_HIGH: Final[Mapping[Hazard, Steps]] = {
    Hazard.OXYGEN: OXYGEN_HIGH,
    Hazard.VIBRATION: VIBRATION,
    Hazard.BEARING: _steps(
        ("检查油位、油温和冷却水", "Check oil level, oil temperature and cooling water"),
        ("降低负荷并持续监测", "Reduce load and keep watching"),
        ("达到 95 °C 立即停机", "Stop the machine at 95 °C"),
    ),
    Hazard.CURRENT: _steps(
        ("降低负荷，核对工艺参数", "Reduce load, compare with process values"),
        ("检查电机和联轴器", "Check motor and coupling"),
    ),
    Hazard.DUST: _steps(
        ("停止投料，保持除尘运行", "Stop feeding, keep dust extraction running"),
        ("佩戴防尘口罩，清除火源", "Wear dust masks, remove ignition sources"),
        ("检查滤袋和管道泄漏，湿式清扫", "Check filter bags and ducts, clean wet"),
    ),
    Hazard.PRESSURE: HIGH_PRESSURE,
    Hazard.LEVEL: _steps(
        ("停止进料，关闭进口阀", "Stop filling, close the inlet valve"),
        ("现场核对液位计", "Compare with the gauge on site"),
        ("检查围堰和溢流", "Check bund and overflow"),
    ),
    Hazard.PROCESS_HEAT: _steps(
        ("停止加热，全开冷却水", "Stop heating, open cooling water fully"),
        ("停止滴加物料，保持搅拌", "Stop dosing, keep stirring"),
        ("仍上升则启动紧急泄放并撤离", "Still rising: emergency relief, then leave"),
    ),
    Hazard.STORE_CLIMATE: _steps(
        ("开启通风或喷淋降温", "Start ventilation or cooling spray"),
        ("检查物料状态，移开热源", "Check the goods, remove heat sources"),
    ),
    Hazard.EARTHING: _steps(
        ("立即停止装卸", "Stop transfer now"),
        ("重新连接接地夹并复测", "Clamp again and measure"),
    ),
    Hazard.CROWDING: _steps(
        ("疏散无关人员", "Send away whoever is not needed"),
        ("核对作业票和定员", "Compare with permits and the allowed number"),
    ),
    Hazard.FORKLIFT: _steps(
        ("通知司机减速", "Tell the driver to slow down"),
        ("检查限速装置，人车分流", "Check the speed limiter, keep people and trucks apart"),
    ),
    Hazard.STACKING: _steps(
        ("停止堆高，封闭通道", "Stop stacking, close the aisle"),
        ("用叉车降层并重新码放", "Take down the top layer and stack again"),
    ),
    Hazard.EFFLUENT: _steps(
        ("关闭排放阀，切换事故池", "Close the outlet, divert to the emergency basin"),
        ("调节加药量并复测", "Adjust dosing and measure again"),
    ),
    Hazard.NOISE: _steps(
        ("佩戴护耳器", "Wear hearing protection"),
        ("检查隔声罩，缩短停留时间", "Check the enclosure, stay shorter"),
    ),
    Hazard.WIND: _steps(
        ("停止露天动火和高处作业", "Stop open-air hot work and work at height"),
        ("固定物料，起重机归位", "Secure loose material, park cranes"),
    ),
}

_LOW: Final[Mapping[Hazard, Steps]] = {
    Hazard.OXYGEN: OXYGEN_LOW,
    Hazard.PRESSURE: _steps(
        ("启动备用泵", "Start the standby pump"),
        ("检查泄漏和吸入口", "Look for leaks, check the suction"),
    ),
    Hazard.LEVEL: _steps(
        ("停泵防止抽空", "Stop the pump before it runs dry"),
        ("核对液位计，检查泄漏", "Compare with the gauge, look for leaks"),
    ),
    Hazard.PROCESS_HEAT: _steps(
        ("停止投料，防止物料积累", "Stop dosing so that nothing accumulates"),
        ("检查加热和测温元件", "Check heating and the temperature probe"),
    ),
    Hazard.PROTECTION: _steps(
        ("现场提醒，未佩戴者立即离开", "Speak to them, whoever is without protection leaves"),
        ("补发劳保用品", "Hand out what is missing"),
        ("班前会通报", "Raise it at the next shift meeting"),
    ),
    Hazard.EFFLUENT: _HIGH[Hazard.EFFLUENT],
}


_RISING: Final[Mapping[Hazard, Steps]] = {
    Hazard.PROCESS_HEAT: _steps(
        (
            "按失控反应对待：停止滴加，全开冷却水",
            "Treat it as a runaway: stop dosing, open cooling water fully",
        ),
        ("保持搅拌，通知车间人员准备撤离", "Keep stirring, have the hall ready to leave"),
        ("升温不减则启动紧急泄放", "If it does not slow down: emergency relief"),
    ),
    Hazard.PRESSURE: _steps(
        ("核对进料和出口阀位", "Check feed and outlet valves"),
        ("降低负荷，准备泄压", "Reduce load, get ready to relieve"),
        ("压力骤降时按泄漏处理", "A sudden drop: treat it as a leak"),
    ),
    Hazard.LEVEL: _steps(
        ("核对进出料和阀位", "Check flows and valves"),
        ("液位骤降按泄漏处理，检查围堰", "A sudden drop: treat it as a leak, check the bund"),
        ("骤升时准备停止进料", "A sudden rise: get ready to stop filling"),
    ),
}


def advice_for(hazard: Hazard) -> Mapping[AlertCondition, Steps]:
    """The steps for the conditions that this hazard has its own words for; others have a template."""
    found = {}
    for condition, steps in (
        (AlertCondition.LIMIT_HIGH, _HIGH),
        (AlertCondition.LIMIT_LOW, _LOW),
        (AlertCondition.RATE_OF_CHANGE, _RISING),
    ):
        if hazard in steps:
            found[condition] = steps[hazard]
    return found
