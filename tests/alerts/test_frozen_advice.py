"""An alert keeps the first measures that it said when it was raised, active again or worse, and whence."""

from datetime import UTC
from uuid import UUID

import pytest

from backend.alerts import commands as alerts
from backend.alerts import queries as views
from backend.alerts.advice_rules import AdviceKey, AdviceSource, FrozenAdvice, Measured, first_measures
from backend.alerts.danger_rules import is_danger
from backend.alerts.filters_queries import AlertFilter
from backend.alerts.queries import AlertView
from backend.archive import commands as archives
from backend.archive.dossier import sections
from backend.archive.dossier.sheet import Sheet
from backend.cases.store import Cases
from backend.core.database import Database, Transaction
from backend.core.print.words import Words
from backend.core.text import Language, Text
from backend.core.vocabulary import AlertCondition, Tier
from backend.risks.assessment.rules import RiskLevel
from backend.risks.bindings.rules import BoundRisk
from backend.risks.revisions.rules import NO_STEPS, BoundSide, EmergencySteps
from backend.risks.rules import NO_OWNER
from backend.sensors.advice_rules import FLAMMABLE_GAS, FLAMMABLE_GAS_EARLY
from backend.sensors.site_advice_rules import MEASURED_DANGER, SiteAdvice
from backend.sensors.site_advice_store import SiteAdvices
from tests.support.alerts import silent
from tests.support.cases import WorkedCase
from tests.support.plants import Plants, more_sensors, over
from tests.support.risks import bound_event
from tests.support.statements import statements

pytestmark = pytest.mark.both_databases("steps are JSON, read as text by lists and as values by commands")

OF_STEPS = ("FROM site_advice", "indicators.standard FROM indicators")
EAST, WEST = Text("去东门集合点", "To the east gate"), Text("去西门集合点", "To the west gate")


def site_says(database: Database, plants: Plants, *steps: Text) -> None:
    """What north writes about flammable gas, at every tier; nothing: it withdraws what it wrote."""
    advice = SiteAdvice("FLAMMABLE_GAS", MEASURED_DANGER, steps)

    def command(tx: Transaction) -> None:
        if steps:
            tx.get(SiteAdvices).put(plants.north, advice, at=tx.now, by=plants.alice.person_id)
        else:
            tx.get(SiteAdvices).remove(plants.north, advice.code)

    database.transact(command)


def say(database: Database, plants: Plants, *tiers: Tier | None) -> None:
    for tier in tiers:
        database.transact(lambda tx, t=tier: alerts.apply_changes(tx, [over(plants, t)]))


def only(database: Database, plants: Plants) -> AlertView:
    page = database.read(lambda s: views.page(s, plants.alice, AlertFilter(), first=10, after=None))
    [(_, found)] = page.items
    return found


def said(database: Database, plants: Plants) -> tuple[list[Text], AdviceSource]:
    found = only(database, plants)
    return found.advice, found.advice_from


def test_the_site_changes_its_advice_and_an_alert_raised_before_says_what_it_said(
    database: Database, plants: Plants
) -> None:
    site_says(database, plants, EAST)
    say(database, plants, Tier.ORANGE)

    site_says(database, plants, WEST)
    assert said(database, plants) == ([EAST], AdviceSource.SITE)
    say(database, plants, Tier.ORANGE, Tier.YELLOW)
    assert said(database, plants) == ([EAST], AdviceSource.SITE), "said twice, or lower, it is the same alert"

    say(database, plants, Tier.RED)
    assert said(database, plants) == ([WEST], AdviceSource.SITE), "worse, it says what holds now"
    site_says(database, plants)
    say(database, plants, None)
    assert said(database, plants) == ([WEST], AdviceSource.SITE)

    say(database, plants, Tier.YELLOW)
    assert said(database, plants) == (list(FLAMMABLE_GAS), AdviceSource.TEMPLATE), "back, at its worst tier"


def test_an_early_alert_says_early_steps_until_it_is_worse(database: Database, plants: Plants) -> None:
    say(database, plants, Tier.BLUE, Tier.YELLOW)
    assert said(database, plants)[0] == list(FLAMMABLE_GAS_EARLY)

    say(database, plants, Tier.ORANGE)
    assert said(database, plants)[0] == list(FLAMMABLE_GAS)


def test_steps_of_the_risk_itself_come_first(database: Database, plants: Plants) -> None:
    bound_event(database, plants, residual=RiskLevel.LARGER, steps=EmergencySteps(urgent=(EAST,)))
    site_says(database, plants, WEST)
    say(database, plants, Tier.RED)

    assert said(database, plants) == ([EAST], AdviceSource.RISK)


def test_where_the_risk_says_its_steps_no_site_is_asked(database: Database, plants: Plants) -> None:
    bound_event(database, plants, residual=RiskLevel.LARGER, steps=EmergencySteps(urgent=(EAST,)))

    with statements(database) as seen:
        say(database, plants, Tier.RED)

    assert not [each for each in seen if "FROM site_advice" in " ".join(each.split())]


def test_archive_and_dossier_keep_the_steps_of_the_alert(database: Database, plants: Plants) -> None:
    site_says(database, plants, EAST)
    case_id = WorkedCase.of_alert(database, plants).case_id
    site_says(database, plants, WEST)

    snapshot = database.transact(lambda tx: archives.snapshot(tx, tx.get(Cases).get(case_id)))

    [alert] = snapshot["alerts"]
    assert alert["advice"]["steps"] == [{"zh": EAST.zh, "en": EAST.en}]
    assert alert["advice"]["source"] == "SITE"
    for language, words in ((Language.ZH, f"1. {EAST.zh}\\n依据"), (Language.EN, f"1. {EAST.en}\\nFrom")):
        blocks = list(sections.why(Sheet(snapshot, "", Words(language), UTC)))
        assert words in str(blocks)


def test_many_alerts_at_once_ask_for_steps_with_one_statement_each(
    database: Database, plants: Plants
) -> None:
    ids = list(more_sensors(database, [f"G-{n}" for n in range(6)]).values())
    site_says(database, plants, EAST)

    def asked(sensor_ids: list[int]) -> list[str]:
        changes = [silent(plants, each) for each in sensor_ids]
        with statements(database) as seen:
            database.transact(lambda tx: alerts.apply_changes(tx, changes))
        return [each for each in seen if any(part in " ".join(each.split()) for part in OF_STEPS)]

    assert len(asked(ids[:1])) == len(asked(ids[1:])) == 2
    assert asked(ids) == [], "what is known already changes nothing"


def test_an_alert_keeps_the_tier_by_its_limits_beside_the_one_that_a_red_risk_makes_of_it(
    database: Database, plants: Plants
) -> None:
    def tiers() -> tuple[Tier, Tier | None]:
        alert = only(database, plants).alert
        return alert.tier, alert.limit_tier

    say(database, plants, Tier.YELLOW)
    assert tiers() == (Tier.YELLOW, Tier.YELLOW)
    bound_event(database, plants, residual=RiskLevel.MAJOR, steps=NO_STEPS)
    say(database, plants, Tier.ORANGE)
    assert tiers() == (Tier.RED, Tier.ORANGE)
    say(database, plants, Tier.RED)
    assert tiers() == (Tier.RED, Tier.RED)
    say(database, plants, None)
    database.transact(lambda tx: alerts.apply_changes(tx, [silent(plants, plants.pump)]))
    page = database.read(lambda s: views.page(s, plants.alice, AlertFilter(), first=10, after=None))
    assert {each.alert.limit_tier for _, each in page.items} == {Tier.RED, None}


INSTRUMENT = {AlertCondition.SILENT, AlertCondition.STUCK, AlertCondition.BAD_QUALITY, AlertCondition.SYSTEM}


@pytest.mark.parametrize("condition", AlertCondition)
@pytest.mark.parametrize("unit", ["ppm", "kPa"])
def test_only_a_danger_takes_the_steps_of_the_register(condition: AlertCondition, unit: str) -> None:
    key = AdviceKey(UUID(int=1), 1, UUID(int=2), condition, "", Tier.RED)
    of_event = FrozenAdvice((EAST,), AdviceSource.RISK, UUID(int=3), UUID(int=4))
    speaks = BoundRisk(
        event_id=UUID(int=3),
        revision_id=UUID(int=4),
        code="R-1",
        sensor_id=1,
        side=BoundSide.BOTH,
        observations=frozenset(),
        residual_level=RiskLevel.LARGER,
        owner=NO_OWNER,
        steps=EmergencySteps(urgent=(EAST,)),
    )
    is_broken = condition in INSTRUMENT or (condition is AlertCondition.OUT_OF_RANGE and unit == "kPa")

    found = first_measures(key, Measured(unit, ""), speaks=speaks)

    assert is_danger(condition, is_gas=unit == "ppm") is not is_broken
    assert (found.source is AdviceSource.TEMPLATE) if is_broken else (found == of_event)


def test_a_site_that_wrote_about_an_instrument_is_heard_and_else_the_template_speaks() -> None:
    key = AdviceKey(UUID(int=1), 1, UUID(int=2), AlertCondition.OUT_OF_RANGE, "", Tier.RED)
    wrote = SiteAdvice("PRESSURE", MEASURED_DANGER, (EAST,))

    assert first_measures(key, Measured("kPa", ""), of_site=[wrote]).source is AdviceSource.SITE
    stuck = key._replace(condition=AlertCondition.STUCK)
    assert first_measures(stuck, Measured("kPa", ""), of_site=[wrote]).source is AdviceSource.TEMPLATE
