"""Three departments at one machine: the tablet of the control room, the phones of who does the work."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.devices import PHONE, TABLET, Device, device
from tests.e2e.history import LANE_WORK, finish_lane, machine_case
from tests.e2e.plant_floor import PlantFloor
from tests.installations import Installation


def test_a_lead_assigns_from_my_work_in_three_taps_and_the_board_shows_progress_live(
    floor: PlantFloor,
    phone: Device,
    tablet: Device,
    browser: Browser,
    installation: Installation,
    photo: Path,
) -> None:
    case_id = machine_case(floor, "EQ-0009", "循环水泵机封泄漏，地面积水")
    number = floor.as_person("zhao.min").ask("Case", id=case_id)["number"]
    tablet.sign_in("zhao.min")
    tablet.go("/board")
    card = tablet.page.get_by_test_id(f"board-{number}")
    replan = card.get_by_test_id("lane-REPLAN")
    expect(replan).to_contain_text("指派")

    # From the home screen of the lead of production: my work, assign, a name.
    phone.sign_in("sun.yue")
    phone.page.get_by_test_id("my-work").tap()
    task = phone.page.get_by_test_id("work-ASSIGN_LANE").filter(has_text=number)
    task.get_by_test_id("assign").tap()
    phone.page.get_by_test_id("person-Wang Lei").tap()
    expect(task).to_have_count(0)
    expect(replan).to_contain_text("王磊")

    # The worker finds it in one tap, starts, reports and finishes it.
    with device(browser, installation.address, PHONE) as worker:
        worker.sign_in("wang.lei")
        worker.page.get_by_test_id("my-work").tap()
        worker.page.get_by_test_id("work-LANE").filter(has_text=number).get_by_role("link").tap()
        lane = worker.page.get_by_test_id("lane-REPLAN")
        lane.get_by_test_id("lane-act-START").tap()
        expect(replan).to_contain_text("进行中")
        lane.get_by_test_id("lane-act-UPDATE").tap()
        worker.page.get_by_label("+10 %").tap()
        worker.page.get_by_label("进展说明").fill("备用泵暖机中")
        worker.page.get_by_test_id("sheet-send").tap()
        expect(lane).to_contain_text("备用泵暖机中")
        expect(replan).to_contain_text("10 %")
        lane.get_by_test_id("lane-act-FINISH").tap()
        worker.page.get_by_label("措施（必填）").fill("已切换备用泵")
        worker.add_photo(photo)
        worker.page.get_by_test_id("sheet-send").tap()
        expect(lane).to_contain_text("已完成")
    expect(replan).to_contain_text("已完成")


def test_people_talk_about_a_case_and_who_is_mentioned_reads_it_live(
    floor: PlantFloor, phone: Device, tablet: Device
) -> None:
    case_id = machine_case(floor, "EQ-0008", "压缩机轴承异响")
    phone.sign_in("wang.lei")
    phone.go(f"/cases/{case_id}")
    tablet.sign_in("liu.fang")
    tablet.go(f"/cases/{case_id}")

    phone.page.get_by_label("写评论").fill("异响在联轴器一侧")
    phone.page.get_by_test_id("mention").tap()
    phone.page.get_by_test_id("mention-Liu Fang").tap()
    phone.page.get_by_test_id("send-comment").tap()

    thread = tablet.page.get_by_test_id("comments")
    expect(thread).to_contain_text("异响在联轴器一侧")
    expect(thread).to_contain_text("@刘芳")


def test_a_finished_part_leaves_a_phone_without_a_signal_later_and_once(
    floor: PlantFloor, phone: Device, browser: Browser, installation: Installation
) -> None:
    case_id = machine_case(floor, "EQ-0009", "泵基础螺栓松动")
    phone.sign_in("li.qiang")
    phone.go(f"/cases/{case_id}")
    lane = phone.page.get_by_test_id("lane-REPAIR")
    lane.get_by_test_id("lane-act-START").tap()
    expect(lane).to_contain_text("进行中")

    phone.context.set_offline(True)
    lane.get_by_test_id("lane-act-FINISH").tap()
    phone.page.get_by_label("措施（必填）").fill("已紧固并复测")
    phone.page.get_by_test_id("sheet-send").tap()
    expect(phone.page.get_by_text("已存本机").first).to_be_visible()
    phone.context.set_offline(False)

    expect(lane).to_contain_text("已完成")
    kinds = [entry["kind"] for entry in floor.as_person("zhao.min").ask("Case", id=case_id)["timeline"]]
    assert kinds.count("LANE_FINISHED") == 1


def test_the_board_shows_one_column_at_a_time_on_a_phone_and_four_on_a_tablet(
    floor: PlantFloor, phone: Device, browser: Browser, installation: Installation
) -> None:
    case_id = machine_case(floor, "EQ-0008", "压缩机油压偏低")
    floor.as_person("li.qiang").do("AcknowledgeCase", caseId=case_id)
    for kind, (username, measures) in LANE_WORK.items():
        finish_lane(floor, case_id, kind, username, measures)
    number = floor.as_person("zhao.min").ask("Case", id=case_id)["number"]
    phone.sign_in("wang.lei")
    phone.go("/board")

    expect(phone.page.get_by_test_id("column-IN_DISPOSAL")).to_contain_text(number)
    expect(phone.page.get_by_test_id("column-OPEN")).to_have_count(0)
    phone.page.get_by_role("radio", name="待响应").tap()
    expect(phone.page.get_by_test_id("column-OPEN")).to_be_visible()
    expect(phone.page.get_by_test_id("column-IN_DISPOSAL")).to_have_count(0)
    with device(browser, installation.address, TABLET) as screen:
        screen.sign_in("zhou.gang")
        screen.go("/board")
        for state in ("OPEN", "IN_DISPOSAL", "AWAITING_RECHECK", "ARCHIVED"):
            expect(screen.page.get_by_test_id(f"column-{state}")).to_be_visible()
        expect(screen.page.get_by_test_id(f"board-{number}").get_by_text("已完成")).to_have_count(3)
