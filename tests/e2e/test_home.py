"""The home of who works: one stack, its first card with the verb under the thumb, what waits on the phone."""

import json

from playwright.sync_api import Locator, Route, expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor

NOTHING = {
    "Alerts": {"alerts": {"edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}},
    "Cases": {"cases": {"edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}},
    "MyWorklist": {
        "myWorklist": {"totalCount": 0, "edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
    },
}


def verb(held: Device) -> Locator:
    return held.page.get_by_test_id("now-verb")


def test_what_comes_first_is_answered_in_place_and_its_next_step_takes_the_place_of_the_verb(
    floor: PlantFloor, phone: Device
) -> None:
    floor.acknowledge_all()
    alert = floor.raise_alert("FS-701", 15.0, "RED")
    phone.sign_in("chen.jie")
    now = phone.page.get_by_test_id("now")
    expect(now).to_contain_text(alert["sensor"]["name"]["zh"])
    expect(now).to_contain_text("红色上限 12")
    expect(verb(phone)).to_have_text("响应")
    box = verb(phone).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 800, "the verb is in sight without scrolling"
    phone.counts_taps()

    verb(phone).tap()

    expect(now).to_contain_text("已响应")
    expect(verb(phone)).to_have_text("去处置")
    verb(phone).tap()
    expect(phone.page).to_have_url(f"{phone.address}/cases/{alert['case']['id']}/dispose")
    assert phone.taps() == 2


def test_whoever_answers_for_another_sees_the_case_and_goes_on_to_the_next(
    floor: PlantFloor, phone: Device
) -> None:
    floor.acknowledge_all()
    alert = floor.raise_alert("HG-001", 62.0, "RED")
    phone.sign_in("wang.lei")
    now = phone.page.get_by_test_id("now")
    expect(now).to_contain_text(alert["sensor"]["name"]["zh"])

    verb(phone).tap()

    expect(now).to_contain_text("已响应")
    expect(phone.page.get_by_role("link", name="看处置单")).to_be_visible()
    phone.page.get_by_test_id("now-on").tap()
    expect(now.or_(phone.page.get_by_test_id("calm"))).not_to_contain_text(alert["sensor"]["name"]["zh"])


def test_what_waits_on_this_phone_stands_in_the_stack(floor: PlantFloor, phone: Device) -> None:
    floor.acknowledge_all()
    alert = floor.raise_alert("PT-102", 2.0, "RED")  # before whatever else waits for him
    phone.sign_in("wang.lei")
    expect(verb(phone)).to_have_text("响应")
    phone.loses_signal()

    verb(phone).tap()

    expect(phone.page.get_by_test_id("kept")).to_contain_text("等信号 1")
    expect(phone.page.get_by_test_id("kept")).to_contain_text("存在本机")
    phone.context.set_offline(False)
    assert floor.wait_for_alert("PT-102", lambda each: bool(each["isAcknowledged"]))["id"] == alert["id"]
    expect(phone.page.get_by_test_id("kept")).to_have_count(0)


def test_a_closed_ring_is_the_reward_and_is_not_shown_where_the_phone_cannot_know(
    floor: PlantFloor, phone: Device
) -> None:
    def quiet(route: Route) -> None:
        operation = json.loads(route.request.post_data or "{}").get("operationName")
        if operation == "Situation":
            answer = route.fetch()
            found = answer.json()
            situation, home = found["data"]["situation"], found["data"]["situation"]["home"]
            situation["alarms"] = []
            home["alertsByTier"] = [{"tier": each["tier"], "count": 0} for each in home["alertsByTier"]]
            home["unacknowledgedAlerts"] = 0
            route.fulfill(response=answer, json=found)
        elif operation in NOTHING:
            route.fulfill(json={"data": NOTHING[operation]})
        else:
            route.continue_()

    phone.page.route("**/graphql", quiet)
    phone.sign_in("wang.lei")
    calm = phone.page.get_by_test_id("calm")
    expect(calm).to_contain_text("没有急事")
    expect(phone.page.get_by_role("link", name="上报隐患")).to_be_visible()

    phone.loses_signal()

    expect(phone.page.get_by_test_id("cannot-see")).to_contain_text("看不见")
    expect(calm).to_have_count(0)


def test_what_became_of_my_report_shows_a_dot_until_i_have_looked(floor: PlantFloor, phone: Device) -> None:
    reporter, officer = floor.as_person("sun.yue"), floor.as_person("zhao.min")
    report = reporter.do(
        "ReportHazard",
        category="FIRE",
        description="灭火器压力不足",
        equipmentCode="EQ-0003",
        photos=[],
        capturedAt="2026-11-24T08:00:00Z",
    )
    phone.sign_in("sun.yue")
    row = phone.page.get_by_test_id("my-reports")
    expect(row).to_contain_text("我的上报")
    expect(row.get_by_role("img", name="有新进展")).to_have_count(0)

    officer.do("AcceptHazard", hazardReportId=report["id"], tier="YELLOW")

    expect(row.get_by_role("img", name="有新进展")).to_be_visible()
    with phone.page.expect_response(lambda answer: "MarkReportSeen" in (answer.request.post_data or "")):
        row.tap()
    expect(phone.page).to_have_url(f"{phone.address}/hazards/{report['id']}")
    phone.go("/")
    expect(row).to_be_visible()
    expect(row.get_by_role("img", name="有新进展")).to_have_count(0)
