"""A site takes over what its trade begins with: what people changed stays, what is looser takes two."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from backend.agreements import commands as agreements
from backend.agreements import queries as requests
from backend.agreements.rules import AgreementKind
from backend.agreements.tables import AgreementRow
from backend.alerts import commands as alerts
from backend.alerts import queries as alert_views
from backend.alerts.tables import AlertRow
from backend.cases.tasks import task_rules_commands
from backend.cases.tasks.store import Tasks
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.modules import Module
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.core.vocabulary import Tier
from backend.policies import commands as policies
from backend.policies.rules import POLICY
from backend.policies.store import Policies
from backend.sensors.camera_events import commands as observations
from backend.sensors.camera_events.defaults_rules import DEFAULT_RULES
from backend.sensors.camera_events.rules import ObservationRule
from backend.sensors.camera_events.store import ObservationRules
from backend.sensors.tables import IndicatorRow
from backend.sites.modules.rules import ModuleState
from backend.sites.modules.store import Modules
from backend.sites.settings.rules import Trade
from backend.starting_sets import commands, queries
from backend.starting_sets.commands import Choice
from backend.starting_sets.preview_store import seen_as
from backend.starting_sets.queries import Preview
from backend.starting_sets.rules import STARTING_SET_APPLIED, ItemState, SetFunction, SetPart
from backend.starting_sets.store import starting_set
from tests.support.cases import WorkedCase
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of, more_sensors, over
from tests.support.refusals import code_of

pytestmark = pytest.mark.both_databases("sets, rules and advice are JSON, versions are locked")
REASON = "按食品行业的起始配置执行"
ALL_PARTS = tuple(SetPart)


@pytest.fixture
def departments(plants: Plants) -> Mapping[SetFunction, UUID]:
    return dict.fromkeys(SetFunction, plants.department)


def preview(
    database: Database,
    plants: Plants,
    trade: Trade = Trade.FOOD,
    departments: Mapping[SetFunction, UUID] | None = None,
    by: Viewer | None = None,
) -> Preview:
    return database.read(
        lambda s: queries.preview(s, by or plants.alice, plants.north, trade=trade, departments=departments)
    )


def states(found: Preview, part: SetPart) -> dict[str, ItemState]:
    return {key: item.state for key, item in found.items[part].items()}


def choice(
    found: Preview, parts: Iterable[SetPart], *, keys: Iterable[str] | None = None, **given: Any
) -> Choice:
    """What is chosen of these parts: all that could be, or these keys."""
    chosen = {
        part: frozenset(
            key
            for key, item in found.items[part].items()
            if (item.wanted is not None if keys is None else key in keys)
        )
        for part in parts
    }
    return Choice(
        site_id=found.site_id,
        trade=found.trade,
        keys=chosen,
        seen={part: seen_as(found.items[part].values()) for part in parts},
        departments=found.departments,
        reason=given.get("reason", REASON),
        asks_second_person=given.get("asks_second_person", False),
    )


def apply(database: Database, wanted: Choice, by: Viewer) -> None:
    database.transact(lambda tx: commands.apply_starting_set(tx, wanted, by=by))


def rules_in_force(database: Database, plants: Plants) -> tuple[ObservationRule, ...]:
    own = database.read(lambda s: ObservationRules(s).in_force(plants.north))
    return own[1] if own else DEFAULT_RULES


def test_a_new_site_takes_over_all_parts_in_one_step_and_then_nothing_differs(
    database: Database, plants: Plants, departments: Mapping[SetFunction, UUID]
) -> None:
    found = preview(database, plants, departments=departments)
    assert states(found, SetPart.TIMES) == {
        "RED": ItemState.SAME,
        "ORANGE": ItemState.UPDATE,
        "YELLOW": ItemState.SAME,
        "BLUE": ItemState.SAME,
    }
    assert set(states(found, SetPart.TASK_RULES).values()) == {ItemState.NEW}
    assert set(states(found, SetPart.OBSERVATIONS).values()) == {ItemState.UPDATE}
    assert set(states(found, SetPart.ADVICE).values()) == {ItemState.NEW}

    apply(database, choice(found, ALL_PARTS), plants.alice)

    after = preview(database, plants, departments=departments)
    for part in SetPart:
        assert set(states(after, part).values()) == {ItemState.SAME}
        assert after.applied[part].by == plants.alice.person_id
    policy = database.read(lambda s: Policies(s).in_force(plants.north))
    assert policy is not None
    assert policy.of(Tier.ORANGE) == replace(POLICY[Tier.ORANGE], dispose_within=timedelta(hours=2))
    assert policy.reason == REASON
    assert {each.department_id for each in database.read(lambda s: TaskRules(s).of_site(plants.north))} == {
        plants.department
    }
    leak = next(each for each in rules_in_force(database, plants) if each.type == "LEAK")
    assert leak.tier is Tier.RED
    assert len(rules_in_force(database, plants)) == len(DEFAULT_RULES), "replaced, not added beside"


def test_each_part_is_chosen_by_itself_and_the_audit_says_what_was_taken(
    database: Database, plants: Plants
) -> None:
    found = preview(database, plants)

    apply(database, choice(found, [SetPart.TIMES]), plants.alice)

    notes = database.read(
        lambda s: list(s.exec(select(AuditRow.note).where(AuditRow.kind == STARTING_SET_APPLIED)))
    )
    assert notes == [f"FOOD: TIMES: ORANGE: {REASON}"]
    assert rules_in_force(database, plants) == DEFAULT_RULES
    assert not database.read(lambda s: TaskRules(s).of_site(plants.north))


def test_what_people_changed_is_theirs_until_they_choose_otherwise(
    database: Database, plants: Plants, departments: Mapping[SetFunction, UUID]
) -> None:
    apply(database, choice(preview(database, plants, departments=departments), ALL_PARTS), plants.alice)

    def change(tx: Any) -> None:
        orange = replace(POLICY[Tier.ORANGE], dispose_within=timedelta(hours=1))
        policies.change_tier_policy(
            tx, plants.north, {**POLICY, Tier.ORANGE: orange}, based_on=2, reason="人少", by=plants.alice
        )
        first, *others = tx.get(TaskRules).of_site(plants.north)
        task_rules_commands.change_task_rules(
            tx,
            plants.north,
            [replace(first, share=60), *others[1:]],
            based_on=2,
            reason="调整",
            by=plants.alice,
        )
        seen = [
            replace(each, min_confidence=0.3) if each.type == "LEAK" else each
            for each in rules_in_force(database, plants)
        ]
        observations.set_rules(tx, site_id=plants.north, rules=seen, reason="调整", by=plants.alice)

    database.transact(change)

    found = preview(database, plants, departments=departments)
    assert states(found, SetPart.TIMES)["ORANGE"] is ItemState.OWN
    assert sorted(states(found, SetPart.TASK_RULES).values()).count(ItemState.OWN) == 2, "changed, taken away"
    assert states(found, SetPart.OBSERVATIONS)["LEAK//×1"] is ItemState.OWN

    set_again = choice(found, [SetPart.TIMES], keys=["ORANGE"], asks_second_person=True)
    assert code_of(apply, database, replace(set_again, asks_second_person=False), plants.alice) is (
        ErrorCode.SECOND_PERSON_REQUIRED
    )
    apply(database, set_again, plants.alice)
    assert states(preview(database, plants), SetPart.TIMES)["ORANGE"] is ItemState.OWN, "nobody agreed yet"
    agree(database, plants)
    assert states(preview(database, plants), SetPart.TIMES)["ORANGE"] is ItemState.SAME


def agree(database: Database, plants: Plants) -> None:
    """Dora agrees to what waits."""
    (asked,) = database.read(lambda session: requests.waiting(session, plants.dora))
    asked_id = asked.agreement.agreement_id
    database.transact(lambda tx: agreements.decide(tx, asked_id, is_agreed=True, note="", by=plants.dora))


def test_rules_that_people_wrote_for_the_same_are_not_doubled(
    database: Database, plants: Plants, departments: Mapping[SetFunction, UUID]
) -> None:
    found = preview(database, plants, departments=departments)
    scene = found.items[SetPart.TASK_RULES]["machine-scene"].wanted
    own = replace(scene, share=90)  # type: ignore[type-var] - a task rule
    database.transact(
        lambda tx: task_rules_commands.change_task_rules(
            tx, plants.north, [own], based_on=1, reason="自己的", by=plants.alice
        )
    )

    found = preview(database, plants, departments=departments)
    assert states(found, SetPart.TASK_RULES)["machine-scene"] is ItemState.OWN
    apply(database, choice(found, [SetPart.TASK_RULES]), plants.alice)

    after = database.read(lambda s: TaskRules(s).of_site(plants.north))
    assert len(after) == len(found.items[SetPart.TASK_RULES])


def test_another_set_replaces_what_the_first_one_wrote_and_takes_nothing_away(
    database: Database, plants: Plants
) -> None:
    apply(database, choice(preview(database, plants), [SetPart.ADVICE, SetPart.TIMES]), plants.alice)

    found = preview(database, plants, Trade.METAL)
    assert states(found, SetPart.TIMES)["ORANGE"] is ItemState.UPDATE
    assert found.items[SetPart.TIMES]["ORANGE"].is_looser
    toxic = "TOXIC_GAS/LIMIT_HIGH/OUT_OF_RANGE/RATE_OF_CHANGE"
    assert states(found, SetPart.ADVICE) == {"FIRE/EVENT": ItemState.NEW, toxic: ItemState.UPDATE}
    apply(database, choice(found, [SetPart.ADVICE]), plants.alice)

    assert "LEAK/EVENT" in preview(database, plants).items[SetPart.ADVICE]
    assert states(preview(database, plants), SetPart.ADVICE)["LEAK/EVENT"] is ItemState.SAME


def test_rules_for_cameras_that_call_less_wait_for_a_second_person_and_the_rest_holds_at_once(
    database: Database, plants: Plants
) -> None:
    strict = [
        replace(each, tier=Tier.RED, min_confidence=0.1) if each.type in {"LEAK", "FALL"} else each
        for each in DEFAULT_RULES
    ]
    database.transact(
        lambda tx: observations.set_rules(
            tx, site_id=plants.north, rules=strict, reason="更严", by=plants.alice
        )
    )
    found = preview(database, plants)
    parts = [SetPart.OBSERVATIONS, SetPart.ADVICE]
    assert all(item.is_looser for item in found.items[SetPart.OBSERVATIONS].values())
    assert code_of(apply, database, choice(found, parts), plants.alice) is ErrorCode.SECOND_PERSON_REQUIRED
    assert not preview(database, plants).applied, "all or none"

    apply(database, choice(found, parts, asks_second_person=True), plants.alice)

    assert rules_in_force(database, plants) == tuple(strict)
    assert set(states(preview(database, plants), SetPart.ADVICE).values()) == {ItemState.SAME}
    asked = database.read(lambda s: s.exec(select(AgreementRow)).one())
    assert asked.kind == AgreementKind.LOOSEN_OBSERVATION_RULES
    database.transact(lambda tx: agreements.decide(tx, asked.id, is_agreed=True, note="", by=plants.dora))
    assert (
        next(each for each in rules_in_force(database, plants) if each.type == "FALL").min_confidence == 0.6
    )


def test_what_changed_since_it_was_looked_at_is_refused(database: Database, plants: Plants) -> None:
    found = preview(database, plants)
    apply(database, choice(found, [SetPart.TIMES]), plants.dora)

    assert code_of(apply, database, choice(found, [SetPart.TIMES]), plants.alice) is ErrorCode.CONFLICT


def test_without_reason_choice_or_department_nothing_is_taken_over(
    database: Database, plants: Plants
) -> None:
    unnamed = preview(database, plants, departments={})
    every_task = unnamed.items[SetPart.TASK_RULES]

    assert (
        code_of(apply, database, choice(unnamed, [SetPart.TIMES], reason=" "), plants.alice)
        is ErrorCode.REASON_REQUIRED
    )
    assert code_of(apply, database, choice(unnamed, []), plants.alice) is ErrorCode.INVALID_INPUT
    assert all(item.wanted is None for item in every_task.values())
    wanted = choice(unnamed, [SetPart.TASK_RULES], keys=every_task)
    assert code_of(apply, database, wanted, plants.alice) is ErrorCode.INVALID_INPUT


def test_departments_are_recognised_by_their_names(database: Database, plants: Plants) -> None:
    assert preview(database, plants).departments == {SetFunction.PRODUCTION: plants.department}


def test_a_part_whose_module_is_off_is_neither_offered_nor_taken(database: Database, plants: Plants) -> None:
    found = preview(database, plants)
    database.transact(
        lambda tx: tx.get(Modules).put(
            ModuleState(plants.north, Module.CAMERA_EVENTS, is_on=False, version=1, reason="无摄像头"),
            at=tx.now,
            by=plants.alice.person_id,
        )
    )

    assert SetPart.OBSERVATIONS not in preview(database, plants).parts
    assert (
        code_of(apply, database, choice(found, [SetPart.OBSERVATIONS]), plants.alice) is ErrorCode.MODULE_OFF
    )


def test_only_who_manages_the_site_looks_and_takes_over(database: Database, plants: Plants) -> None:
    found = preview(database, plants)
    admin = Viewer(
        plants.dora.person_id, (Membership(plants.dora.person_id, plants.north, Role.ADMIN, None, None),)
    )
    for viewer, code in (
        (plants.bob, ErrorCode.NOT_ALLOWED),
        (plants.erik, ErrorCode.NOT_ALLOWED),
        (plants.carol, ErrorCode.NOT_FOUND),
    ):
        assert code_of(apply, database, choice(found, [SetPart.TIMES]), viewer) is code
        with pytest.raises(Refused):
            preview(database, plants, by=viewer)
    apply(database, choice(found, ALL_PARTS), admin)


def test_an_alert_shows_the_advice_of_its_site_where_its_risk_has_none(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    def of_ammonia(tx: Any) -> None:
        for row in tx.session.exec(select(IndicatorRow)):
            row.unit, row.standard = "ppm", ""
        tx.session.flush()

    def raised(tx: Any) -> UUID:
        alerts.apply_changes(tx, [over(plants, Tier.RED)])
        return tx.session.exec(select(AlertRow.id)).one()

    database.transact(of_ammonia)
    apply(database, choice(preview(database, plants), [SetPart.ADVICE]), plants.alice)
    alert_id = database.transact(raised)

    def first_step(viewer: Viewer) -> str:
        found = database.read(lambda s: alert_views.by_ids(s, viewer, [alert_id]))
        return found[alert_id].advice[0].zh

    assert first_step(plants.bob).startswith("按氨泄漏对待")
    assert database.read(lambda s: alert_views.by_ids(s, plants.carol, [alert_id])) == {}


def test_a_department_of_another_site_is_not_there(database: Database, plants: Plants) -> None:
    from_afar = {SetFunction.SAFETY: id_of("south/department")}
    found = replace(preview(database, plants), departments=from_afar)

    assert code_of(apply, database, choice(found, [SetPart.TIMES]), plants.alice) is ErrorCode.NOT_FOUND
    with pytest.raises(Refused) as refused:
        preview(database, plants, departments=from_afar)
    assert refused.value.code is ErrorCode.NOT_FOUND


def test_a_red_gas_alert_opens_the_leak_tasks_of_the_chemical_set_and_heat_does_not(
    database: Database, plants: Plants, departments: Mapping[SetFunction, UUID]
) -> None:
    found = preview(database, plants, Trade.CHEMICAL, departments=departments)
    apply(database, choice(found, [SetPart.TASK_RULES], keys=["leak-scene", "leak-isolate"]), plants.alice)
    of_leaks = starting_set(Trade.CHEMICAL).tasks
    gas = WorkedCase.of_alert(database, plants)
    heat_id = more_sensors(database, ["HEAT-1"], is_apart=True)["north/HEAT-1"]
    heat = WorkedCase.of_alert(database, plants, sensor_id=heat_id)

    def works(of: WorkedCase) -> set[Text]:
        return {each.work for each in database.transact(lambda tx: tx.get(Tasks).of_case(of.case_id))}

    assert works(gas) == {of_leaks[each].value.work for each in ("leak-scene", "leak-isolate")}
    assert works(heat) == set()
