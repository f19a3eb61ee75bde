"""Rules for leaks open their tasks for what is a leak: mass in the air may be dust as well as vapour."""

import pytest
from sqlmodel import select

from backend.cases.tasks.store import Tasks
from backend.cases.tasks.task_rules_rules import TaskRule
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.vocabulary import HazardCategory, TaskKind, Tier
from backend.sensors.tables import IndicatorRow, SensorRow
from tests.support.cases import WorkedCase
from tests.support.plants import Plants, id_of


@pytest.mark.parametrize(
    ("name", "standard", "is_leak"),
    [
        ("投料口浓度", "", False),
        ("打磨间粉尘", "GBZ 2.1-2019", False),
        ("投料口浓度", "GBZ 2.1-2019 粉尘", False),
        ("硫化氢", "GBZ 2.1-2019", True),
        ("投料口浓度", "GB/T 50493-2019 5.5.2", True),
        ("Industrial vapour", "GBZ 2.1-2019", True),
    ],
)
def test_mass_in_the_air_is_a_leak_where_its_standard_is_of_gases_and_nothing_calls_it_dust(
    database: Database, plants: Plants, name: str, standard: str, is_leak: bool
) -> None:
    rule = TaskRule(
        rule_id=id_of("north/leak"),
        site_id=plants.north,
        department_id=plants.department,
        kind=TaskKind.SCENE,
        work=Text("关阀堵漏", "Close the valve"),
        least_tier=Tier.ORANGE,
        crosses_only=False,
        share=50,
        categories=frozenset({HazardCategory.GAS_LEAK}),
    )

    def in_the_air(tx: Transaction) -> None:
        tx.get(TaskRules).put(rule, position=0)
        sensor = tx.session.get_one(SensorRow, plants.gas)
        sensor.name_zh, sensor.name_en, sensor.unit = name, name, "mg/m³"
        for row in tx.session.exec(select(IndicatorRow).where(IndicatorRow.sensor_id == plants.gas)):
            row.standard = standard

    database.transact(in_the_air)
    case_id = WorkedCase.of_alert(database, plants).case_id
    tasks = database.transact(lambda tx: tx.get(Tasks).of_case(case_id))

    assert bool(tasks) is is_leak
