"""A whole plant comes in by one file, through the page, where nobody has typed anything before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from backend.people.accounts.tables import SignInRow
from backend.people.first_run import commands as first_run
from backend.people.tables import PersonRow
from tests.e2e.devices import DESK, PHONE, TABLET, Device, device
from tests.support import installations
from tests.support.http_site import bearer
from tests.support.installations import Installation
from tests.support.workbooks import book, plant_book

PASSPHRASE = "Purple-Kettle-Under-9-Snow"
LONG_MS = 120_000


@dataclass
class Plant:
    """An installation that knows one administrator; each recovery code opens the door once."""

    site: Installation
    codes: list[str]

    def enter(self, held: Device) -> Page:
        """Sign in, with the second factor that an administrator needs; returns the page of workbooks."""
        held.go("/sign-in")
        held.page.fill("input[name=username]", "wu.min")
        held.page.fill("input[name=password]", PASSPHRASE)
        held.page.click("button[type=submit]")
        held.page.locator("input[name=code]").fill(self.codes.pop())
        held.page.click("button[type=submit]")
        done = held.page.get_by_test_id("notices-done")
        expect(done).to_be_visible()
        for agree in held.page.get_by_role("radio", name="同意", exact=True).all():
            agree.check()
        done.click()
        expect(done).to_have_count(0)
        held.go("/admin/import")
        return held.page

    def forget_proof(self) -> None:
        """It is an hour since anybody has shown a password."""

        def command(tx: first_run.Transaction) -> None:
            for row in tx.session.exec(select(SignInRow)).all():
                row.proven_at = datetime.now(UTC) - timedelta(hours=1)
                tx.session.add(row)

        self.site.database.transact(command)


@pytest.fixture
def plant(pages: None, tmp_path: Path) -> Iterator[Plant]:
    with installations.embedded(tmp_path) as site:
        site.commands["up"].environment["ANHUAN_DEMO"] = "false"
        site.start("up")
        yield Plant(site, _set_up(site))


def _set_up(site: Installation) -> list[str]:
    """Name the site and its administrator as the page does; returns the recovery codes."""
    code = site.database.transact(first_run.offer_setup)
    with httpx.Client(base_url=site.address, timeout=30) as browser:
        wanted = {
            "code": code,
            "site": {
                "code": "jiangbei",
                "name": "江北化工厂",
                "trade": "CHEMICAL",
                "people": 204,
                "timezone": "Asia/Shanghai",
            },
            "administrator": {"username": "wu.min", "name": "吴敏"},
        }
        secret = browser.post("/auth/setup", json=wanted).json()["secret"]
        accepted = browser.post("/auth/invitation/accept", json={"secret": secret, "password": PASSPHRASE})
        headers = bearer(accepted.json()["accessToken"])
        begun = browser.post("/auth/account/second-factor/begin", json={}, headers=headers).json()
        shown = {"secret": begun["secret"], "code": pyotp.TOTP(begun["secret"]).now()}
        added = browser.post("/auth/account/second-factor/add", json=shown, headers=headers)
        codes: list[str] = added.json()["recoveryCodes"]
        return codes


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """200 people, 150 machines, 14 areas, 300 sources."""
    file = tmp_path / "江北厂台账.xlsx"
    file.write_bytes(plant_book())
    return file


def choose(page: Page, file: Path) -> None:
    page.get_by_test_id("workbook-file").set_input_files(file)


def people(plant: Plant) -> int:
    return len(plant.site.database.read(lambda s: s.exec(select(PersonRow.id)).all()))


def test_a_plant_comes_in_by_one_file_and_goes_out_and_in_again_without_a_change(
    plant: Plant, browser: Browser, whole: Path, tmp_path: Path
) -> None:
    with device(browser, plant.site.address, DESK) as desk:
        page = plant.enter(desk)
        expect(page.get_by_test_id("drop")).to_contain_text("先检查，不写入")
        choose(page, whole)
        write = page.get_by_test_id("write")
        expect(write).to_have_text("写入 684 行", timeout=LONG_MS)
        expect(page.get_by_test_id("counts-people")).to_have_text(re.compile(r"人员\s*200\s*200\s*0\s*0"))
        assert people(plant) == 1, "a check writes nothing"

        plant.forget_proof()
        write.click()
        page.get_by_label("密码", exact=True).fill(PASSPHRASE)
        page.get_by_test_id("sheet-send").click()

        expect(page.get_by_test_id("outcome")).to_contain_text("写好了：新增 684 行", timeout=LONG_MS)
        assert people(plant) == 201
        page.get_by_role("button", name="邀请新来的人登录").click()
        expect(page.get_by_test_id("count")).to_contain_text("201")

        page.goto(f"{plant.site.address}/admin/import")
        page.get_by_test_id("export").click()
        page.get_by_label("用途（必填）").fill("年度盘点")
        with page.expect_download() as saved:
            page.get_by_test_id("sheet-send").click()
        out = tmp_path / "out.xlsx"
        saved.value.save_as(out)
        page.get_by_test_id("again").click()
        choose(page, out)
        expect(page.get_by_test_id("outcome")).to_contain_text("和系统里的一样", timeout=LONG_MS)


def test_bad_cells_are_listed_on_a_phone_and_the_mended_file_is_taken(
    plant: Plant, browser: Browser, tmp_path: Path
) -> None:
    bad, good = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    head = ["登录名", "名称", "角色", "部门编号"]
    departments = [["编号", "名称"], ["D", "生产部"]]
    bad.write_bytes(
        book(部门=departments, 人员=[head, ["li.na", "李娜", "老板", "D"], ["wu", "=1+1", "", "D"]])
    )
    good.write_bytes(book(部门=departments, 人员=[head, ["li.na", "李娜", "一线作业人员", "D"]]))
    with device(browser, plant.site.address, PHONE) as phone:
        page = plant.enter(phone)
        choose(page, bad)
        faults = page.get_by_test_id("fault")
        expect(faults).to_have_count(3, timeout=LONG_MS)
        expect(faults.first).to_contain_text("人员 · 角色 · 行 2")
        expect(faults.first).to_contain_text("老板")
        expect(faults.first).to_contain_text("不在可选项中")
        expect(page.get_by_test_id("pick-file")).to_have_text("还差 3 格，改好再选文件")
        choose(page, good)
        page.get_by_test_id("write").tap(timeout=LONG_MS)
        expect(page.get_by_test_id("outcome")).to_contain_text("写好了：新增 2 行", timeout=LONG_MS)


def test_a_file_that_is_none_of_ours_is_refused_before_or_after_it_was_sent(
    plant: Plant, browser: Browser, tmp_path: Path
) -> None:
    large, foreign, empty = (tmp_path / name for name in ("large.xlsx", "foreign.xlsx", "empty.xlsx"))
    with large.open("wb") as file:
        file.truncate(200_000_000)
    foreign.write_bytes(book(Invoices=[["number", "sum"], [1, 2]]))
    empty.touch()
    with device(browser, plant.site.address, TABLET) as tablet:
        page = plant.enter(tablet)
        sent: list[str] = []
        page.on("request", lambda asked: sent.append(asked.url) if asked.method == "PUT" else None)
        choose(page, large)
        expect(page.get_by_test_id("problem")).to_have_text("文件太大：最大 10 MB")
        choose(page, empty)
        expect(page.get_by_test_id("problem")).to_have_text("这个文件是空的")
        assert not sent, "neither leaves the device"
        choose(page, foreign)
        expect(page.get_by_test_id("outcome")).to_contain_text("这不是安环的工作簿", timeout=LONG_MS)


def test_a_reload_and_a_killed_server_lose_nothing_and_leave_nothing_half_written(
    plant: Plant, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "large.xlsx"
    file.write_bytes(plant_book(people=1_500, machines=300, areas=20, sources=400))
    with device(browser, plant.site.address, DESK) as desk:
        page = plant.enter(desk)
        choose(page, file)
        progress = page.get_by_test_id("progress")
        expect(progress).to_contain_text(re.compile(r"已检查 [1-9]\d* 行，共 2240 行"), timeout=LONG_MS)
        page.reload()
        expect(progress).to_contain_text(re.compile(r"已检查 \d+ 行，共 2240 行"))

        plant.site.kill("up")
        expect(progress).to_contain_text("连不上服务器")
        plant.site.start("up")

        outcome = page.get_by_test_id("outcome")
        expect(outcome).to_contain_text("服务器中途停了，一行都没写", timeout=LONG_MS)
        assert people(plant) == 1
        page.get_by_test_id("recheck").click()
        page.get_by_test_id("write").click(timeout=LONG_MS)
        expect(outcome).to_contain_text("写好了：新增 2240 行", timeout=LONG_MS)
        assert people(plant) == 1_501
