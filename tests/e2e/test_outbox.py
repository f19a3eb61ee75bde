"""The outbox when things go wrong: a server that dies, an answer that is lost, a rule that says no."""

from pathlib import Path

import pytest
from playwright.sync_api import Request, Route, expect

from tests.e2e.devices import Device
from tests.e2e.forms import report_hazard, send_report
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.test_reports import reports_of
from tests.support.client import new_photo
from tests.support.installations import Installation

pytestmark = pytest.mark.installed


def test_a_job_outlives_a_server_that_dies_after_it_committed_and_has_one_effect(
    phone: Device, installation: Installation, floor: PlantFloor, photo: Path
) -> None:
    phone.sign_in("chen.jie")
    phone.is_controlled()
    lost: list[int] = []

    def commit_and_die(route: Route) -> None:
        """The server takes it, and nobody ever hears its answer."""
        if "ReportHazard" not in (route.request.post_data or "") or lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        installation.kill("up")
        route.abort("connectionreset")

    phone.context.route("**/graphql", commit_and_die)
    phone.go("/hazards/new")
    report_hazard(phone, photo, "护栏松动")
    send_report(phone)
    phone.page.wait_for_url("**/hazards?view=mine*")
    assert lost == [200]
    phone.go("/outbox")
    expect(phone.page.get_by_test_id("outbox-entry")).to_have_count(1)

    installation.start("up")
    floor.forget_sign_ins()
    phone.page.get_by_test_id("send-now").tap()
    expect(phone.page.get_by_text("全部已送达")).to_be_visible()

    assert len(reports_of(floor, "chen.jie", "护栏松动")) == 1


def test_who_acknowledges_offline_what_somebody_else_has_acknowledged_reads_who_and_when(
    phone: Device, floor: PlantFloor
) -> None:
    alert = floor.raise_alert("DU-401", 9.0, "ORANGE")
    phone.sign_in("sun.yue")
    phone.go(f"/alerts/{alert['id']}")
    expect(phone.page.get_by_test_id("acknowledge")).to_be_visible()
    phone.is_controlled()
    phone.context.set_offline(True)
    phone.page.get_by_test_id("acknowledge").tap()
    expect(phone.page.get_by_text("已存本机").first).to_be_visible()
    floor.as_person("zhao.min").do("AcknowledgeAlert", alertId=alert["id"])
    phone.context.set_offline(False)

    phone.go("/outbox")

    expect(phone.page.get_by_text("全部已送达")).to_be_visible()
    expect(phone.page.get_by_test_id("already-done").first).to_contain_text("赵敏")
    expect(phone.page.get_by_test_id("already-done").first).to_contain_text("已响应过")


def test_what_a_rule_refuses_is_shown_with_the_reason_and_never_sent_again(
    phone: Device, floor: PlantFloor, photo: Path
) -> None:
    case_id = floor.report_in_disposal("护罩松动，两人都在处置", "li.qiang")
    phone.sign_in("li.qiang")
    phone.go(f"/cases/{case_id}/dispose")
    phone.is_controlled()
    sent: list[str] = []

    def note(request: Request) -> None:
        if "SubmitDisposal" in (request.post_data or ""):
            sent.append(request.url)

    phone.context.on("request", note)
    phone.context.set_offline(True)
    phone.add_photo(photo)
    phone.page.get_by_label("补充说明").fill("我换了两颗螺栓")
    phone.page.get_by_test_id("submit-disposal").tap()
    phone.page.wait_for_url(f"**/cases/{case_id}")
    other = floor.as_person("sun.yue")
    other.do("SubmitDisposal", caseId=case_id, measures="已紧固", photos=[other.photo(new_photo())])
    phone.context.set_offline(False)

    phone.go("/outbox")
    entry = phone.page.locator('[data-testid=outbox-entry][data-state="refused"]')
    # Both versions, until the person decides.
    versions = entry.get_by_test_id("two-versions")
    expect(versions).to_contain_text("我换了两颗螺栓")
    expect(versions).to_contain_text("孙悦")
    expect(versions).to_contain_text("已在厂里")
    tries = len(sent)
    phone.page.reload()
    phone.page.get_by_test_id("send-now").tap()
    # A later job goes through while the refused one stays where it is.
    phone.go("/hazards/new")
    phone.go("/outbox")
    expect(entry).to_contain_text("未被接受")
    assert len(sent) == tries
    # Neither is lost: theirs is the disposal, mine stands beside it with its photo.
    entry.get_by_test_id("keep-both").tap()
    expect(phone.page.get_by_text("全部已送达")).to_be_visible()
    phone.go(f"/cases/{case_id}")
    comment = phone.page.get_by_test_id("comment")
    expect(comment).to_contain_text("我换了两颗螺栓")
    expect(comment).to_contain_text("孙悦先做了")
    expect(comment.locator("img")).to_have_count(1)


@pytest.mark.nightly
def test_of_two_versions_somebody_may_use_that_of_the_other(
    phone: Device, floor: PlantFloor, photo: Path
) -> None:
    case_id = floor.report_in_disposal("护罩松动，用对方的", "li.qiang")
    phone.sign_in("li.qiang")
    phone.go(f"/cases/{case_id}/dispose")
    phone.is_controlled()
    phone.context.set_offline(True)
    phone.add_photo(photo)
    phone.page.get_by_label("补充说明").fill("试了一下")
    phone.page.get_by_test_id("submit-disposal").tap()
    phone.page.wait_for_url(f"**/cases/{case_id}")
    other = floor.as_person("sun.yue")
    other.do("SubmitDisposal", caseId=case_id, measures="已紧固", photos=[other.photo(new_photo())])
    phone.context.set_offline(False)

    phone.go("/outbox")
    phone.page.get_by_role("button", name="用对方的").tap()
    phone.confirm("放弃")
    phone.confirm("放弃")
    expect(phone.page.get_by_text("全部已送达")).to_be_visible()
