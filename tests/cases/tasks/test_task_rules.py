"""The rules that open tasks: changed version by version, by officers and admins of the site."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from backend.cases.events import TASK_RULES_CHANGED
from backend.cases.tasks import task_rules_commands as rule_changes
from backend.cases.tasks import task_rules_queries as views
from backend.cases.tasks.task_rules_rules import RuleSet, TaskRule
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.text import Text
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import TaskKind, Tier
from backend.demo import planting as demo
from backend.demo.plant import DEMO_PLANT
from backend.sites.rules import Area
from backend.sites.store import Sites
from tests.support.cases import refusal
from tests.support.departments import Departments, with_departments
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.tasks import Joint

pytestmark = pytest.mark.both_databases("rule sets are JSON, and the last one is locked")


@pytest.fixture
def there(database: Database, plants: Plants) -> Departments:
    return with_departments(database, plants)


@pytest.fixture
def change(database: Database, plants: Plants) -> Callable[..., RuleSet]:
    def changing(by: Viewer, *rules: TaskRule, based_on: int = 1, reason: str = "演练结果") -> RuleSet:
        return database.transact(
            lambda tx: rule_changes.change_task_rules(
                tx, plants.north, rules, based_on=based_on, reason=reason, by=by
            )
        )

    return changing


def in_force(database: Database, site_id: UUID) -> list[TaskRule]:
    return database.transact(lambda tx: tx.get(TaskRules).of_site(site_id))


def test_a_change_is_a_version_with_its_author_and_the_one_before_stays_on_record(
    database: Database, plants: Plants, there: Departments, change: Callable[..., RuleSet]
) -> None:
    before = in_force(database, plants.north)
    wanted = replace(before[1], share=40, least_tier=Tier.YELLOW)
    changed = change(there.alice, wanted)

    assert in_force(database, plants.north) == [wanted]
    found = database.read(lambda s: views.history(s, there.alice, plants.north, first=10))
    assert [(each.version, each.by, each.rules) for each in found.versions] == [
        (2, there.alice.person_id, (wanted,)),
        (1, None, tuple(before)),
    ]
    assert database.read(lambda s: views.history(s, plants.carol, plants.north, first=10)).versions == ()
    query = text("SELECT note FROM audit WHERE kind = :kind")
    rows = database.transact(
        lambda tx: tx.session.execute(query, {"kind": TASK_RULES_CHANGED}).scalars().all()
    )
    assert list(rows) == [f"v{changed.version}: 演练结果"]


def test_a_later_case_opens_what_the_new_rules_say_and_an_open_task_keeps_its_task(
    database: Database, plants: Plants, change: Callable[..., RuleSet]
) -> None:
    joint = Joint(database, plants, Tier.ORANGE)
    opened = joint.tasks()
    [repair] = [rule for rule in in_force(database, plants.north) if rule.kind is TaskKind.REPAIR]
    other = replace(repair, rule_id=uuid4(), kind=TaskKind.OTHER, work=Text("搭脚手架", "Scaffold"))
    change(joint.there.alice, replace(repair, work=Text("停泵检修", "Stop and repair")), other)

    assert joint.tasks() == opened
    joint.say(Tier.RED)
    assert joint.task(TaskKind.REPAIR).work == opened[TaskKind.REPAIR].work
    assert joint.task(TaskKind.OTHER).work.zh == "搭脚手架"


def test_only_officers_and_admins_of_the_site_change_them(
    plants: Plants, there: Departments, change: Callable[..., RuleSet]
) -> None:
    for by, code in (
        (plants.bob, ErrorCode.NOT_ALLOWED),
        (there.gina, ErrorCode.NOT_ALLOWED),
        (plants.carol, ErrorCode.NOT_FOUND),
    ):
        assert refusal(lambda by=by: change(by)) is code
    executive, admin = (_as(there.alice, role) for role in (Role.EXECUTIVE, Role.ADMIN))
    assert refusal(lambda: change(executive)) is ErrorCode.NOT_ALLOWED
    assert change(admin).version == 2


def _as(person: Viewer, role: Role) -> Viewer:
    return replace(person, memberships=tuple(replace(each, role=role) for each in person.memberships))


def test_rules_that_nobody_could_follow_are_refused(
    database: Database, plants: Plants, there: Departments, change: Callable[..., RuleSet]
) -> None:
    rule = in_force(database, plants.north)[0]
    for wanted, reason, code in (
        (rule, " ", ErrorCode.REASON_REQUIRED),
        (replace(rule, share=0), "演练", ErrorCode.INVALID_INPUT),
        (replace(rule, share=101), "演练", ErrorCode.INVALID_INPUT),
        (replace(rule, work=Text("", "Repair")), "演练", ErrorCode.INVALID_INPUT),
        (replace(rule, work=Text("修" * 201, "Repair")), "演练", ErrorCode.INVALID_INPUT),
        (replace(rule, department_id=uuid4()), "演练", ErrorCode.NOT_FOUND),
    ):
        assert (
            refusal(lambda wanted=wanted, reason=reason: change(there.alice, wanted, reason=reason)) is code
        )
    many = [replace(rule, rule_id=uuid4()) for _ in range(51)]
    assert refusal(lambda: change(there.alice, *many)) is ErrorCode.INVALID_INPUT


def test_a_rule_of_an_area_opens_its_task_there_and_where_that_one_lies_around(
    database: Database, plants: Plants, change: Callable[..., RuleSet]
) -> None:
    joint = Joint(database, plants, Tier.ORANGE)
    [repair] = [rule for rule in in_force(database, plants.north) if rule.kind is TaskKind.REPAIR]
    hall = Area(uuid4(), plants.north, "HALL", Text("厂房", "Hall"), ())
    elsewhere = Area(uuid4(), plants.north, "YARD", Text("堆场", "Yard"), ())

    def around(tx: Transaction) -> None:
        for area in (hall, elsewhere):
            tx.get(Sites).put_area(area)
        tx.get(Sites).put_area(replace(tx.get(Sites).area(plants.area), parent_id=hall.area_id))

    database.transact(around)
    there = replace(repair, rule_id=uuid4(), kind=TaskKind.OTHER, areas=frozenset({hall.area_id}))
    not_there = replace(there, kind=TaskKind.REPLAN, areas=frozenset({elsewhere.area_id}))
    change(joint.there.alice, repair, there, not_there)

    assert {each.areas for each in in_force(database, plants.north)} == {
        frozenset(),
        there.areas,
        not_there.areas,
    }
    before = set(joint.tasks())
    joint.say(Tier.RED)
    assert set(joint.tasks()) - before == {TaskKind.OTHER}


def test_an_area_of_another_site_is_not_there_and_a_page_that_knows_no_areas_leaves_them(
    database: Database, plants: Plants, there: Departments, change: Callable[..., RuleSet]
) -> None:
    rule = in_force(database, plants.north)[0]
    foreign = replace(rule, areas=frozenset({plants.far_area}))
    assert refusal(lambda: change(there.alice, foreign)) is ErrorCode.NOT_FOUND
    change(there.alice, replace(rule, areas=frozenset({plants.area})))

    database.transact(
        lambda tx: rule_changes.change_task_rules(
            tx,
            plants.north,
            [replace(rule, share=40)],
            based_on=2,
            reason="演练结果",
            by=there.alice,
            keeps_areas={rule.rule_id},
        )
    )

    [kept] = in_force(database, plants.north)
    assert (kept.share, kept.areas) == (40, frozenset({plants.area}))


def test_who_saw_an_older_version_changes_nothing(
    database: Database, plants: Plants, there: Departments, change: Callable[..., RuleSet]
) -> None:
    rule = in_force(database, plants.north)[0]
    change(there.alice, rule)

    assert refusal(lambda: change(there.dora, replace(rule, share=10))) is ErrorCode.CONFLICT
    assert in_force(database, plants.north) == [rule]


def test_a_rule_with_the_id_of_another_sites_rule_is_a_new_one(
    database: Database, plants: Plants, there: Departments, change: Callable[..., RuleSet]
) -> None:
    own = in_force(database, plants.north)[0]
    foreign = replace(own, rule_id=uuid4(), site_id=plants.south)
    database.transact(lambda tx: tx.get(TaskRules).put(foreign, position=0))

    change(there.alice, replace(own, rule_id=foreign.rule_id))

    assert in_force(database, plants.south) == [foreign]
    assert [rule.rule_id for rule in in_force(database, plants.north)] != [foreign.rule_id]


def test_a_demo_site_that_gave_up_its_rules_gets_none(database: Database, clock: FakeClock) -> None:
    database.transact(lambda tx: demo.plant_site(tx, DEMO_PLANT, plan_svg="<svg/>", password_hash="none"))
    gone = RuleSet(uuid4(), DEMO_PLANT.site_id, 1, clock.now, None, "no other department here", ())
    database.transact(lambda tx: (tx.get(TaskRules).record(gone), tx.get(TaskRules).enforce(gone)))
    for _ in range(2):
        database.transact(lambda tx: demo.give_task_rules(tx, DEMO_PLANT))
        database.transact(lambda tx: demo.plant_site(tx, DEMO_PLANT, plan_svg="<svg/>", password_hash="none"))
    assert in_force(database, DEMO_PLANT.site_id) == []
