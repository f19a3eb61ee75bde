"""From the page of a risk to a report without a network, its triage, and what its archive asks."""

from datetime import date
from typing import Final
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from backend.core.database import Transaction
from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.demo.blueprint import id_of
from backend.people.store import People
from backend.risks import commands as tree
from backend.risks.assessment.rules import ControlLevel, Direct, RiskLevel, assess
from backend.risks.commands import ObjectDetails, UnitDetails
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.rules import ControlMeasure, EventContent, MeasureKind, Team
from backend.risks.rules import Owner, UnitKind
from tests.e2e.devices import Device
from tests.e2e.forms import send_report
from tests.e2e.plant_floor import PlantFloor
from tests.support.client import Client, new_photo, new_signature
from tests.support.installations import Installation
from tests.support.servers import wait_until

PUMP: Final = "EQ-0001"
HOSE: Final = "卸车软管脱落泄漏"
CLAMP: Final = "防脱落卡箍"
OWNER: Final = Owner(id_of("department", "PRODUCTION"))
REASON: Final = "现有措施有效，执行不到位"


@pytest.fixture(scope="module")
def event_id(installation: Installation) -> UUID:
    """A general risk of the unloading pump, in force, with two measures."""

    def command(tx: Transaction) -> UUID:
        officer = tx.get(People).viewer(id_of("person", "zhao.min"))
        [membership] = officer.memberships
        details = ObjectDetails("XC", Text("卸车区", "Unloading bay"), OWNER)
        object_id = tree.add_object(tx, membership.site_id, details, by=officer)
        machines = (id_of("equipment", PUMP),)
        area_id = id_of("area", "UNLOAD")
        pump = UnitDetails("XC-1", Text("卸车泵", "Pump"), UnitKind.FACILITY, area_id, OWNER, machines)
        unit_id = tree.add_unit(tx, object_id, pump, by=officer)
        level = assess(Direct(RiskLevel.GENERAL, "GB/T 50493-2019 5.1"))
        content = EventContent(
            title=Text(HOSE, "Unloading hose comes off"),
            stage=Stage.RAW_MATERIAL,
            owner=OWNER,
            harm=Text("甲醇泄漏", "Methanol leaks"),
            accident_class="GB_2025/26",
            inherent=level,
            residual=level,
            team=Team((officer.person_id,), date(2026, 11, 20)),
            control_level=ControlLevel.TEAM,
            measures=(
                ControlMeasure(uuid4(), "M-1", Text(CLAMP, "Clamp"), MeasureKind.ENGINEERING, True),
                ControlMeasure(uuid4(), "M-2", Text("卸车前检查", "Check"), MeasureKind.MANAGEMENT),
            ),
        )
        made = revisions.draft_event(tx, unit_id, "XC-1-01", content, by=officer)
        revisions.put_in_force(tx, made, version=1, by=officer)
        return made

    return installation.database.transact(command)


def _archived(floor: PlantFloor, case_id: str) -> None:
    """wang.lei disposes of it, liu.fang rechecks it."""
    worker, officer = floor.as_person("wang.lei"), floor.as_person("liu.fang")
    worker.do("AcknowledgeCase", caseId=case_id)
    worker.do("SubmitDisposal", caseId=case_id, measures="更换卡箍", photos=[worker.photo(new_photo())])
    [signed] = officer.ask("Case", id=case_id)["rounds"]
    officer.do(
        "PassRecheck",
        caseId=case_id,
        contentHash=signed["contentHash"],
        photos=[officer.photo(new_photo())],
        signature=officer.photo(new_signature()),
    )


def _reported(client: Client, description: str, **place: str) -> str:
    return str(
        client.do(
            "ReportHazard",
            category="CHEMICAL",
            description=description,
            photos=[],
            capturedAt="2026-11-24T08:00:00Z",
            **place,
        )["id"]
    )


@pytest.mark.installed
def test_a_report_from_a_risk_leaves_without_a_network_and_triage_has_its_event_in_one_tap(
    floor: PlantFloor, phone: Device, tablet: Device, event_id: UUID
) -> None:
    description = f"卡箍没有锁 {uuid4().hex[:6]}"
    phone.sign_in("chen.jie")
    phone.is_controlled()
    phone.go(f"/risks/{event_id}")
    phone.page.get_by_test_id("report-risk").tap()
    expect(phone.page.get_by_test_id("place")).to_contain_text(PUMP)
    expect(phone.page.get_by_test_id("report-risk")).to_contain_text(HOSE)
    phone.shot("report-360")
    phone.context.set_offline(True)
    phone.page.get_by_test_id("category-CHEMICAL").tap()
    phone.page.get_by_label("情况说明").fill(description)
    send_report(phone)
    phone.page.wait_for_url("**/hazards?view=mine&sent=1")
    phone.context.set_offline(False)

    tablet.sign_in("zhao.min")
    report_id = _arrived(floor, description)
    tablet.go(f"/hazards/{report_id}")
    expect(tablet.page.get_by_test_id("report-risk")).to_contain_text(HOSE)
    tablet.page.get_by_test_id("accept").click()
    named = tablet.page.get_by_test_id("risk-fields").get_by_role("radio", name=HOSE)
    expect(named).to_be_checked()
    tablet.page.get_by_test_id("measure-fields").get_by_role("radio", name=CLAMP).click()
    expect(tablet.page.get_by_role("radio", name="生产部")).to_be_checked()
    tablet.shot("accept-tablet")
    tablet.page.get_by_role("dialog").locator("button[data-tier=ORANGE]").click()
    tablet.page.get_by_test_id("sheet-send").click()

    expect(tablet.page.get_by_test_id("case-risk")).to_contain_text(HOSE)
    expect(tablet.page.get_by_text(CLAMP, exact=True)).to_be_visible()
    tablet.page.get_by_test_id("case-risk").click()
    tablet.page.wait_for_url(f"**/risks/{event_id}")


def _arrived(floor: PlantFloor, description: str) -> str:
    """Return the report with this description, once it has come."""
    found: list[str] = []

    def look() -> bool:
        edges = floor.as_person("zhao.min").ask("HazardReports", first=20)["edges"]
        found[:] = [edge["node"]["id"] for edge in edges if edge["node"]["description"] == description]
        return bool(found)

    wait_until(look, "the report has come", 30)
    return found[0]


def test_an_archived_case_asks_and_an_officer_says_that_nothing_changes(
    floor: PlantFloor, tablet: Device, event_id: UUID
) -> None:
    reporter, officer = floor.as_person("chen.jie"), floor.as_person("zhao.min")
    report_id = _reported(reporter, "软管滴漏", equipmentCode=PUMP)
    accepted = officer.do("AcceptHazard", hazardReportId=report_id, tier="ORANGE", riskEventId=str(event_id))
    case_id = str(accepted["case"]["id"])
    _archived(floor, case_id)

    tablet.sign_in("zhao.min")
    tablet.go(f"/risks/{event_id}")
    tablet.page.get_by_test_id("risk-question").first.click()
    tablet.page.wait_for_url(f"**/cases/{case_id}")
    question = tablet.page.get_by_test_id("register-question")
    expect(question).to_contain_text("要改风险登记吗")
    tablet.shot("question-tablet")
    question.get_by_test_id("keep-register").click()
    tablet.page.get_by_role("button", name=REASON).click()
    tablet.page.get_by_test_id("sheet-send").click()

    expect(question).to_contain_text("不改")
    expect(question).to_contain_text(REASON)
    kept = officer.ask("Case", id=case_id)["registerQuestion"]
    assert (kept["answer"], kept["reason"]) == ("UNCHANGED", REASON)


def test_an_officer_names_the_event_of_an_open_case_and_takes_it_back(
    floor: PlantFloor, tablet: Device, event_id: UUID
) -> None:
    reporter, officer = floor.as_person("chen.jie"), floor.as_person("zhao.min")
    report_id = _reported(reporter, "地面有液迹", areaId=str(id_of("area", "UNLOAD")))
    accepted = officer.do("AcceptHazard", hazardReportId=report_id, tier="YELLOW")
    case_id = str(accepted["case"]["id"])

    tablet.sign_in("zhao.min")
    tablet.go(f"/cases/{case_id}")
    tablet.page.get_by_test_id("name-risk").click()
    tablet.page.get_by_role("dialog").get_by_role("radio", name=HOSE).click()
    tablet.shot("name-tablet")
    tablet.page.get_by_test_id("sheet-send").click()
    expect(tablet.page.get_by_test_id("case-risk")).to_contain_text(HOSE)
    tablet.page.get_by_test_id("name-risk").click()
    tablet.page.get_by_role("dialog").get_by_role("radio", name="都不是").click()
    tablet.page.get_by_test_id("sheet-send").click()

    expect(tablet.page.get_by_test_id("case-risk")).to_have_count(0)
    risk = officer.ask("Case", id=case_id)["risk"]
    assert (risk["eventId"], risk["version"]) == (None, 2)
