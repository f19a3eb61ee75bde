"""Three departments at one machine: the tablet of the control room, the phones of who does the work."""

import re
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Browser, expect

from backend.demo.blueprint import id_of
from tests.e2e.devices import PHONE, TABLET, Device, device
from tests.e2e.history import TASK_WORK, finish_task, machine_case, task_of
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation


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
    tablet.go("/board?by=state")
    card = tablet.page.get_by_test_id(f"board-{number}")
    replan = card.get_by_test_id("task-REPLAN")
    expect(replan).to_contain_text("指派")

    # From the home screen of the lead of production: my work, assign, a name.
    phone.sign_in("sun.yue")
    phone.counts_taps()
    phone.page.get_by_test_id("my-work").tap()
    task = phone.page.get_by_test_id("work-ASSIGN_TASK").filter(has_text=number)
    task.get_by_test_id("assign").tap()
    phone.page.get_by_test_id("person-Wang Lei").tap()
    expect(task).to_have_count(0)
    assert phone.taps() == 3
    expect(replan).to_contain_text("王磊")

    # The worker finds it in one tap, starts, reports and finishes it.
    with device(browser, installation.address, PHONE) as worker:
        worker.sign_in("wang.lei")
        worker.page.get_by_test_id("my-work").tap()
        worker.page.get_by_test_id("work-TASK").filter(has_text=number).get_by_role("link").tap()
        task = worker.page.get_by_test_id("task-REPLAN")
        task.get_by_test_id("task-act-START").tap()
        expect(replan).to_contain_text("处置中")
        task.get_by_test_id("task-act-UPDATE").tap()
        worker.page.get_by_label("+10 %").tap()
        worker.page.get_by_label("进展说明").fill("备用泵暖机中")
        worker.page.get_by_test_id("sheet-send").tap()
        expect(task).to_contain_text("备用泵暖机中")
        expect(replan).to_contain_text("10 %")
        task.get_by_test_id("task-act-FINISH").tap()
        worker.page.get_by_label("措施（必填）").fill("已切换备用泵")
        worker.add_photo(photo)
        worker.page.get_by_test_id("sheet-send").tap()
        expect(task).to_contain_text("已完成")
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

    comments = tablet.page.get_by_test_id("comments")
    expect(comments).to_contain_text("异响在联轴器一侧")
    expect(comments).to_contain_text("@刘芳")

    talk = tablet.page.get_by_test_id("task-REPAIR").get_by_test_id("task-talk")
    talk.locator("summary").click()
    talk.get_by_label("写评论").fill("先停机再拆联轴器")
    talk.get_by_test_id("mention").click()
    tablet.page.get_by_test_id("mention-Wang Lei").click()
    talk.get_by_test_id("send-comment").click()
    expect(talk.get_by_test_id("comment")).to_contain_text("@王磊")
    expect(phone.page.get_by_test_id("comments")).to_contain_text("先停机再拆联轴器")


def test_a_task_waits_for_parts_and_nobody_is_followed_up_for_it(
    floor: PlantFloor, phone: Device, tablet: Device
) -> None:
    case_id = machine_case(floor, "EQ-0008", "压缩机冷却水流量偏低")
    replan = task_of(floor, case_id, "REPLAN")
    floor.as_person("sun.yue").do("AssignTask", taskId=replan, personId=str(id_of("person", "wang.lei")))
    phone.sign_in("wang.lei")
    phone.go(f"/cases/{case_id}")
    task = phone.page.get_by_test_id("task-REPLAN")
    task.get_by_test_id("ask-extension").tap()
    phone.page.get_by_role("radio", name="停钟").tap()
    phone.page.get_by_role("radio", name="4 小时").tap()
    phone.page.get_by_label("原因").fill("等备用泵到货")
    phone.page.get_by_test_id("sheet-send").tap()
    expect(task.get_by_test_id("task-time")).to_contain_text("等备用泵到货")
    expect(task.get_by_test_id("decide-extension")).to_have_count(0)

    tablet.sign_in("sun.yue")
    tablet.go("/work")
    asked = tablet.page.get_by_test_id("work-DECIDE_TIME").filter(has_text="等备用泵到货")
    asked.get_by_test_id("decide-extension").click()
    tablet.page.get_by_role("radio", name="批准", exact=True).click()
    tablet.page.get_by_test_id("sheet-send").click()
    expect(asked).to_have_count(0)

    expect(task.get_by_test_id("task-paused")).to_contain_text("停钟中")
    tablet.go("/follow-ups?view=overdue")
    waiting = tablet.page.get_by_test_id("paused-work")
    expect(waiting).to_contain_text("等备用泵到货")
    task.get_by_test_id("resume-clock").tap()
    expect(task.get_by_test_id("task-paused")).to_have_count(0)
    expect(tablet.page.get_by_text("等备用泵到货")).to_have_count(0)

    # The next request is turned down where the case shows it.
    wanted = {"kind": "EXTENSION", "minutes": 60, "reason": "出口阀待检"}
    asked_again = {"id": str(uuid4()), "caseId": case_id, "taskId": replan, **wanted}
    floor.as_person("wang.lei").do("RequestExtension", **asked_again)
    tablet.go(f"/cases/{case_id}")
    tablet.page.get_by_test_id("decide-extension").click()
    tablet.page.get_by_role("radio", name="不批准").click()
    tablet.page.get_by_label("不批准的原因（必填）").fill("先用旁路")
    tablet.page.get_by_test_id("sheet-send").click()
    expect(task.get_by_test_id("task-time")).to_contain_text("先用旁路")


def test_an_officer_asks_a_department_for_help_with_a_name_and_a_deadline(
    floor: PlantFloor, phone: Device
) -> None:
    case_id = machine_case(floor, "EQ-0009", "泵出口法兰渗漏")
    phone.sign_in("zhao.min")
    phone.go(f"/cases/{case_id}")
    phone.page.get_by_test_id("add-task").tap()
    phone.page.get_by_role("radio", name="生产部").tap()
    phone.page.get_by_role("radio", name="王磊").tap()
    phone.page.get_by_role("radio", name="2 小时内").tap()
    phone.page.get_by_label("要做什么").fill("搭设脚手架并监护")
    phone.page.get_by_test_id("sheet-send").tap()

    task = phone.page.get_by_test_id("task-OTHER")
    expect(task).to_contain_text("王磊")
    expect(task).to_contain_text(re.compile("还剩 [12] 小时"))


def test_an_officer_adds_a_rule_and_takes_it_away_again(floor: PlantFloor, phone: Device) -> None:
    phone.sign_in("zhao.min")
    phone.go("/policy")
    phone.page.get_by_test_id("to-task-rules").tap()
    rules = phone.page.get_by_test_id("task-rule")
    expect(rules.first).to_be_visible()
    before = rules.count()
    phone.page.get_by_test_id("add-rule").tap()
    phone.page.get_by_role("radio", name="生产部").tap()
    phone.page.get_by_label("要做什么（中文，必填）").fill("疏散并清点人数")
    phone.page.get_by_role("radio", name="红色").tap()
    phone.page.get_by_role("button", name="有限空间").tap()
    phone.page.get_by_label("修改原因").fill("演练结果")
    phone.page.get_by_test_id("sheet-send").tap()
    expect(rules).to_have_count(before + 1)
    expect(rules.last).to_contain_text("有限空间")

    rules.last.get_by_test_id("edit-rule").tap()
    phone.page.get_by_test_id("remove-rule").tap()
    phone.page.get_by_label("修改原因").fill("误加")
    phone.page.get_by_test_id("sheet-send").tap()
    expect(rules).to_have_count(before)
    expect(phone.page.locator(".content")).to_contain_text("误加")


def test_a_finished_part_leaves_a_phone_without_a_signal_later_and_once(
    floor: PlantFloor, phone: Device, browser: Browser, installation: Installation
) -> None:
    case_id = machine_case(floor, "EQ-0009", "泵基础螺栓松动")
    phone.sign_in("li.qiang")
    phone.go(f"/cases/{case_id}")
    task = phone.page.get_by_test_id("task-REPAIR")
    task.get_by_test_id("task-act-START").tap()
    expect(task).to_contain_text("处置中")

    phone.loses_signal()
    task.get_by_test_id("task-act-FINISH").tap()
    phone.page.get_by_label("措施（必填）").fill("已紧固并复测")
    phone.page.get_by_test_id("sheet-send").tap()
    expect(phone.page.get_by_text("已存本机").first).to_be_visible()
    phone.context.set_offline(False)

    expect(task).to_contain_text("已完成")
    kinds = [entry["kind"] for entry in floor.as_person("zhao.min").ask("Case", id=case_id)["timeline"]]
    assert kinds.count("TASK_FINISHED") == 1


def test_the_board_shows_one_column_at_a_time_on_a_phone_and_four_on_a_tablet(
    floor: PlantFloor, phone: Device, browser: Browser, installation: Installation
) -> None:
    case_id = machine_case(floor, "EQ-0008", "压缩机油压偏低")
    floor.as_person("li.qiang").do("AcknowledgeCase", caseId=case_id)
    for kind, (username, measures) in TASK_WORK.items():
        finish_task(floor, case_id, kind, username, measures)
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
        screen.go("/board?by=state")
        for state in ("OPEN", "IN_DISPOSAL", "AWAITING_RECHECK", "ARCHIVED"):
            expect(screen.page.get_by_test_id(f"column-{state}")).to_be_visible()
        expect(screen.page.get_by_test_id("column-ARCHIVED").get_by_role("button")).to_have_text("展开")
        expect(screen.page.get_by_test_id(f"board-{number}").get_by_text("已完成")).to_have_count(3)


def test_the_ways_out_of_a_tall_sheet_stay_in_sight(floor: PlantFloor, phone: Device) -> None:
    case_id = machine_case(floor, "EQ-0008", "压缩机基础螺栓松动")
    phone.page.set_viewport_size({"width": 360, "height": 560})
    phone.sign_in("zhao.min")
    phone.go(f"/cases/{case_id}")
    phone.page.get_by_test_id("add-task").tap()
    sheet = phone.page.locator(".van-popup").filter(has=phone.page.get_by_test_id("sheet-send"))
    sheet.get_by_role("radiogroup", name="部门").get_by_role("radio").first.tap()
    expect(sheet.get_by_role("radiogroup", name="交给谁").get_by_role("radio").nth(1)).to_be_visible()

    send = sheet.get_by_test_id("sheet-send")
    assert sheet.evaluate("(each) => each.scrollHeight - each.clientHeight") > 100, "it is a tall one"
    for scrolled in (0, 10_000):
        sheet.evaluate("(each, top) => each.scrollTo(0, top)", scrolled)
        expect(send).to_be_in_viewport(ratio=1)
        assert send.evaluate("(each) => each.getBoundingClientRect().height") >= 48
    words = sheet.get_by_role("textbox")
    words.tap()
    low, top = (each.evaluate("(e) => e.getBoundingClientRect()") for each in (words, send))
    assert low["bottom"] <= top["top"], "what is written is not under the buttons"
