"""A suggestion from the floor: made without a network, adopted by an officer, and its author sees it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from backend.demo.blueprint import id_of
from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor
from tests.support.servers import wait_until

pytestmark = pytest.mark.installed

# Whether a draft with these words and a photo lies in the phone's database.
DRAFT_IS_KEPT = """async (words) => {
  const open = indexedDB.open('anhuan')
  const db = await new Promise((done) => (open.onsuccess = () => done(open.result)))
  const all = db.transaction('drafts').objectStore('drafts').getAll()
  const drafts = await new Promise((done) => (all.onsuccess = () => done(all.result)))
  db.close()
  return drafts.some(({ value }) => value.text === words && value.photos.length === 1)
}"""


def suggestions_of(floor: PlantFloor, username: str, words: str) -> list[dict[str, object]]:
    page = floor.as_person(username).ask("Suggestions", filter={"isMine": True}, first=50)
    return [edge["node"] for edge in page["edges"] if edge["node"]["text"] == words]


def test_a_suggestion_made_without_a_network_is_adopted_and_its_author_sees_that(
    floor: PlantFloor, phone: Device, tablet: Device, photo: Path
) -> None:
    words = f"泵房门口加一面反光镜 {uuid4().hex[:6]}"
    phone.sign_in("chen.jie")
    phone.is_controlled()
    phone.go("/q/EQ-0004")
    phone.page.get_by_test_id("suggest").tap()
    expect(phone.page.get_by_test_id("take-photo")).to_be_visible()

    phone.context.set_offline(True)
    phone.page.reload()
    expect(phone.page.get_by_text("没有网络也能提")).to_be_visible()
    expect(phone.page.get_by_test_id("submit-suggestion")).to_have_text("请写几句话或拍张照")
    phone.page.get_by_label("您的建议").fill(words)
    phone.add_photo(photo)
    wait_until(lambda: phone.page.evaluate(DRAFT_IS_KEPT, words), "the draft is kept", 10)
    phone.page.reload()
    expect(phone.page.get_by_label("您的建议")).to_have_value(words)
    phone.page.get_by_test_id("submit-suggestion").tap()
    phone.page.wait_for_url("**/suggestions?view=mine")
    expect(phone.page.get_by_test_id("kept-job")).to_contain_text(words)
    assert suggestions_of(floor, "chen.jie", words) == []

    phone.context.set_offline(False)
    wait_until(lambda: bool(suggestions_of(floor, "chen.jie", words)), "the suggestion arrived", 30)
    [made] = suggestions_of(floor, "chen.jie", words)
    assert (made["state"], len(made["photos"])) == ("SUBMITTED", 1)  # type: ignore[arg-type]
    assert made["equipment"]["code"] == "EQ-0004"  # type: ignore[index]

    tablet.sign_in("zhao.min")
    tablet.go("/suggestions")
    tablet.page.get_by_test_id("suggestion-row").filter(has_text=words).click()
    tablet.page.get_by_test_id("adopt").click()
    send = tablet.page.get_by_test_id("sheet-send")
    expect(send).to_have_text("请选择部门")
    tablet.page.get_by_role("radio", name="设备部").click()
    tablet.page.get_by_role("radio", name="李强").click()
    tablet.page.get_by_role("radio", name="一个月内").click()
    tablet.page.get_by_label("给提出人的话（选填）").fill("好主意")
    send.click()
    expect(tablet.page.locator(".suggestion")).to_contain_text("落实中")

    phone.go("/settings")
    expect(phone.page.get_by_test_id("to-suggestions")).to_contain_text("有新进展")
    phone.page.get_by_test_id("to-suggestions").tap()
    row = phone.page.get_by_test_id("suggestion-row").filter(has_text=words)
    expect(row.get_by_test_id("news")).to_be_visible()
    row.tap()
    expect(phone.page.locator("[data-step=ADOPTED]")).to_contain_text("好主意")
    expect(phone.page.locator(".suggestion")).to_contain_text("李强")
    phone.page.go_back()
    expect(row).to_contain_text("落实中")
    expect(row.get_by_test_id("news")).to_have_count(0)


def test_what_somebody_has_to_carry_out_stands_among_their_work(floor: PlantFloor, phone: Device) -> None:
    words = f"釜底阀加一块踏板 {uuid4().hex[:6]}"
    made = floor.as_person("chen.jie").do(
        "SubmitSuggestion",
        topic="SAFETY",
        text=words,
        origin={"equipmentCode": "EQ-0004"},
        photos=[],
        madeAt=datetime.now(UTC).isoformat(),
    )
    phone.sign_in("li.qiang")
    phone.go("/work")
    mine = phone.page.get_by_test_id("work-suggestion").filter(has_text=words)
    expect(mine).to_have_count(0)

    floor.as_person("zhao.min").do(
        "AdoptSuggestion",
        suggestionId=made["id"],
        ownerId=str(id_of("person", "li.qiang")),
        dueAt=(datetime.now(UTC) + timedelta(days=12)).isoformat(),
        note="",
    )

    expect(mine).to_contain_text("待落实")  # by itself: the list is live
    mine.get_by_role("link").tap()
    phone.page.get_by_test_id("carry-out").tap()
    phone.page.get_by_role("textbox").fill("踏板已装好")
    phone.page.get_by_test_id("sheet-send").tap()
    expect(phone.page.locator("[data-step=CARRIED_OUT]")).to_contain_text("踏板已装好")

    phone.go("/work")
    phone.settles()
    expect(mine).to_have_count(0)
