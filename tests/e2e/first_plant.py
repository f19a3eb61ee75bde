"""Steps of setting up a plant that nobody seeded, each as a person takes it in the pages."""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyotp
import pypdfium2
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Playwright, expect

from backend.connectors.mqtt.publisher import Publisher
from tests.e2e.devices import PHONE, Device, device, launch
from tests.e2e.forms import dispose
from tests.e2e.hands import Hands
from tests.support import installations
from tests.support.installations import Installation
from tests.support.servers import wait_until
from tests.support.workbooks import plant_book

SITE: Final = "jiangbei"
PASSPHRASE: Final = "烟囱旁边有三只 herons"
COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
STAFF: Final = (
    ("zhao.min", "赵敏", "安全管理员", "PLANT"),
    ("zhou.gang", "周刚", "企业管理层", "PLANT"),
    ("li.qiang", "李强", "部门负责人", "WS-1", None, None, None, "13900000001"),
)
"""Those of the workbook who take part beside its 200, as its columns are: username, name, role, department,
and of the lead the phone.
"""
WORKER: Final = "chen.jie"
"""Comes when the workbook is in, and is typed in like the machine that came with him."""
GAUGES: Final = [f"GD-{number:03}" for number in range(1, 301)]
WIDTH, HEIGHT = 640, 480
AREAS: Final = 14
LONG_MS: Final = 120_000


@contextmanager
def empty_installation(folder: Path) -> Iterator[Installation]:
    """One process with SQLite that nobody has set up."""
    with installations.embedded(folder) as site:
        site.commands["up"].environment["ANHUAN_DEMO"] = "false"
        site.start("up")
        yield site


def code_in_log(site: Installation) -> str:
    log = site.log("up" if "up" in site.commands else "api").read_text()
    # Others log a `code`, too: of what they refuse.
    lines = [line for line in COLOUR.sub("", log).splitlines() if "waits to be set up" in line]
    found = re.search(r'\bcode(?:=|": ?")([\w-]+)', lines[-1]) if lines else None
    assert found, "the log says by which code the installation is set up"
    return found[1]


def set_up(admin: Hands, site: Installation) -> None:
    """From the first page to the checklist."""
    name_the_site(admin, code_in_log(site))
    choose_password(admin)
    add_second_factor(admin)
    answer_notices(admin)
    expect(admin.device.page.get_by_text("可以开工了吗")).to_be_visible()


def name_the_site(admin: Hands, code: str) -> None:
    page = admin.device.page
    admin.device.go("/setup")
    admin.type(page.locator("[data-field=code] input"), code)
    admin.press("开始设置") if page.get_by_role("button", name="开始设置").count() else page.keyboard.press(
        "Enter"
    )
    for field, text in (
        ("site-name", "江北精细化工"),
        ("site-code", SITE),
        ("people", "200"),
        ("own-name", "孙立"),
        ("username", "sun.li"),
    ):
        admin.type(page.locator(f"[data-field={field}] input"), text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/invite/*")


def choose_password(someone: Hands) -> None:
    page = someone.device.page
    someone.type(page.locator("input[name=new-password]"), PASSPHRASE)
    someone.type(page.locator("input[name=new-password-again]"), PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/invite/" not in address)


def answer_notices(someone: Hands) -> None:
    """Read what the data are used for, and agree to what asks for it."""
    page = someone.device.page
    done = page.get_by_test_id("notices-done")
    expect(done).to_be_visible()
    for agree in page.get_by_role("radio", name="同意", exact=True).all():
        someone.press(agree)
    someone.press(done)
    expect(done).to_have_count(0)


def add_second_factor(admin: Hands) -> None:
    page = admin.device.page
    admin.press("打开二次验证")
    expect(page.get_by_text("扫不了就手工输入")).to_be_visible()
    shown = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.locator("main").inner_text())
    assert shown
    admin.type("验证器显示的 6 位数字", pyotp.TOTP(shown[0].replace(" ", "")).now())
    page.keyboard.press("Enter")
    admin.press("我抄好了")


def bring_workbook(admin: Hands, file: Path) -> None:
    """The whole register of the plant by one file: 203 people, 150 machines, 14 areas, 300 sources."""
    page = admin.device.page
    admin.device.go("/admin/import")
    admin.give(page.get_by_test_id("workbook-file"), str(file))
    expect(page.get_by_test_id("write")).to_have_text("写入 687 行", timeout=LONG_MS)
    admin.press(page.get_by_test_id("write"))
    expect(page.get_by_test_id("outcome")).to_contain_text("写好了：新增 687 行", timeout=LONG_MS)


def add_person(admin: Hands, name: str, username: str, role: str, department: str) -> None:
    admin.press(admin.device.page.get_by_test_id("add-person").first)
    admin.type("中文名", name)
    admin.type("登录名", username)
    admin.choose(admin.sheet().locator("select").nth(0), role)
    admin.choose(admin.sheet().locator("select").nth(1), department)
    admin.send()
    expect(admin.device.page.get_by_text(username).first).to_be_visible()


def invite(admin: Hands) -> dict[str, str]:
    """Invite everybody who was not; the links of those who take part, by username."""
    page = admin.device.page
    admin.device.context.grant_permissions(["clipboard-read", "clipboard-write"])
    admin.press(page.get_by_test_id("invite-waiting"))
    admin.press(page.get_by_test_id("invite-now"))
    codes = admin.sheet().locator(".codes li")
    expect(admin.sheet().get_by_role("button", name="打印")).to_be_visible(timeout=LONG_MS)
    links = {}
    for username in [WORKER, *(username for username, *_ in STAFF)]:
        admin.press(codes.filter(has_text=username).get_by_role("button", name="复制链接"))
        links[username] = page.evaluate("navigator.clipboard.readText()")
    admin.press(admin.sheet().get_by_role("button", name="关闭"))
    return links


def join(staff: "Staff", links: Iterable[str]) -> None:
    """Each of those who take part opens their invitation on a phone and chooses a password."""
    for link in links:
        with staff.at(PHONE) as somebody:
            somebody.device.page.goto(link)
            choose_password(somebody)
            answer_notices(somebody)


def draw_plan(admin: Hands, picture: Path) -> None:
    """Put a picture there and pull each area of the workbook open on it."""
    page = admin.device.page
    admin.device.go("/admin/places")
    admin.press(page.get_by_test_id("add-plan"))
    expect(admin.sheet().get_by_label("图名", exact=True)).to_have_value("总平面图")
    admin.give(page.get_by_test_id("plan-file"), str(picture))
    admin.send()
    admin.press(page.get_by_test_id("area-row").first)
    for at in range(AREAS):
        expect(page.get_by_test_id("undo")).to_be_disabled()
        left, top = 0.03 + 0.137 * (at % 7), 0.1 + 0.4 * (at // 7)
        admin.pull(page.get_by_test_id("board"), (left, top), (left + 0.12, top + 0.35))
        before = page.url
        admin.press(page.get_by_test_id("save-area"))
        page.wait_for_url(lambda now, before=before: now != before)
    expect(page.get_by_test_id("area-row")).to_have_count(AREAS)
    expect(page.get_by_test_id("area-row").filter(has_text="未画")).to_have_count(0)


def picture_of_the_site(folder: Path) -> Path:
    paper = Image.new("RGB", (1600, 1000), "#f2f2f2")
    for at in range(3):
        ImageDraw.Draw(paper).rectangle((80 + 480 * at, 200, 400 + 480 * at, 600), outline="black", width=6)
    paper.save(folder / "plan.png")
    return folder / "plan.png"


def add_machine(admin: Hands, code: str, name: str) -> None:
    page = admin.device.page
    admin.device.go("/admin/equipment")
    admin.press(page.get_by_test_id("add-machine").first)
    admin.type(page.locator("main").get_by_label("编号", exact=True), code)
    admin.type(page.locator("main").get_by_label("名称", exact=True), name)
    admin.press(page.get_by_test_id("save-machine"))
    expect(page.get_by_role("heading", name=f"{code} {name}")).to_be_visible()


def send_readings(site: Installation, values: dict[str, float], *, seconds: int = 30) -> None:
    """The gauges show these values for the last `seconds`."""
    now = int(time.time() * 1000)
    line = Publisher(site.broker())
    line.connect()
    try:
        for ago in range(seconds, -1, -1):
            line.publish_batch(SITE, [(code, now - 1000 * ago, value) for code, value in values.items()])
        wait_until(lambda: line.acknowledged == line.published, "the broker has the readings")
    finally:
        line.close()


def sign_in(device: Device, username: str) -> None:
    device.go("/sign-in")
    device.page.fill("input[name=username]", username)
    device.page.fill("input[name=password]", PASSPHRASE)
    device.page.click("button[type=submit]")
    expect(device.page.get_by_test_id("connection").first).to_be_visible()


@dataclass
class Staff:
    """Everybody of the new site at devices of their own; `count`: of all their hands."""

    browser: Browser
    address: str
    count: int = 0

    @contextmanager
    def at(self, kind: dict[str, Any], username: str = "", **more: Any) -> Iterator[Hands]:
        """Somebody at a device of this kind; signed in, if they have a name."""
        with device(self.browser, self.address, kind, **more) as held:
            hands = Hands(held)
            if username:
                sign_in(held, username)
            yield hands
            self.count += hands.count


def register_of_the_plant(folder: Path) -> Path:
    file = folder / "江北厂台账.xlsx"
    file.write_bytes(plant_book(areas=AREAS, more_people=[list(each) for each in STAFF]))
    return file


def report_at_the_label(staff: Staff, playwright: Playwright, film: Path, photo: Path) -> None:
    """A worker scans the label of the machine and reports what is wrong with it."""
    camera = launch(
        playwright,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    at_camera = replace(staff, browser=camera, count=0)
    with at_camera.at(PHONE, WORKER, permissions=["camera"]) as worker:
        page = worker.device.page
        worker.press(page.get_by_test_id("scan"))
        page.wait_for_url("**/q/E-101-*")
        worker.press("在此上报隐患")
        expect(page.get_by_test_id("place")).to_contain_text("离心泵 101")
        worker.give_photo(photo)
        worker.press(page.get_by_test_id("category-ELECTRICAL"))
        worker.press(page.get_by_test_id("submit-report"))
        expect(page.get_by_test_id("receipt")).to_contain_text("YH-2026-0001")
    camera.close()
    staff.count += at_camera.count


def dispose_of_an_alert(site: Installation, officer: Hands, lead: Hands, photo: Path) -> str:
    """A gauge rises, the officer's screen shows it, the lead disposes of it; the id of the case."""
    officer.device.go("/alerts")
    send_readings(site, {GAUGES[0]: 62.0}, seconds=40)
    row = officer.device.page.locator("[data-row]").first
    expect(row).to_contain_text(GAUGES[0])
    alert = row.locator("a.name").get_attribute("href") or ""
    lead.device.go(alert.split("?")[0])
    expect(lead.device.page.locator("main").last).to_contain_text("人员向上风向撤离")
    lead.press(lead.device.page.get_by_test_id("acknowledge"))
    lead.press(lead.device.page.get_by_text("CZ-").first)
    lead.device.page.wait_for_url("**/cases/*")
    case_id = lead.device.page.url.rsplit("/", 1)[1].split("?")[0]
    dispose(lead.device, case_id, photo, "关闭阀门，更换垫片")
    return case_id


def hear_all(site: Installation) -> None:
    """Every gauge of the plant has sent something; fifty that nobody knows are listed at a time."""
    for _ in range(8):
        send_readings(site, dict.fromkeys(GAUGES, 5.0), seconds=4)
        time.sleep(0.5)


def choose_all(officer: Hands) -> None:
    """Choose all that are unknown, and say what they are."""
    page = officer.device.page
    officer.device.go("/admin/sources")
    expect(page.get_by_test_id("unknown-source")).to_have_count(len(GAUGES))
    officer.press(page.get_by_test_id("choose-all"))
    officer.press(page.get_by_test_id("adopt-many"))
    form = officer.sheet()
    officer.choose(form.get_by_label(re.compile("^限值模板")), "可燃气体探测器 %LEL")
    officer.choose(form.get_by_label(re.compile("^区域")), "反应1区")
    officer.choose(form.get_by_label(re.compile("^归哪个部门")), "反应车间")


def adopt_all(officer: Hands) -> None:
    page = officer.device.page
    choose_all(officer)
    officer.press(officer.sheet().get_by_test_id("sheet-send"))
    expect(page.get_by_test_id("unknown-source")).to_have_count(0, timeout=60_000)


def print_labels(officer: Hands, folder: Path) -> Path:
    """The labels of all 151 machines, as they come out of the printer."""
    page = officer.device.page
    officer.device.go("/admin/equipment")
    officer.press(page.get_by_test_id("print-labels"))
    with page.expect_download() as saved:
        officer.press(officer.sheet().get_by_test_id("sheet-send"))
    saved.value.save_as(folder / "labels.pdf")
    return folder / "labels.pdf"


def film_of_a_label(sheet: Path, folder: Path) -> Path:
    """The first label of a printed sheet before a camera, as Chromium's fake one reads it."""
    page = pypdfium2.PdfDocument(sheet)[0]
    paper = page.render(scale=5).to_pil().convert("L")
    width, height = paper.width // 3, paper.height // 8
    label = paper.crop((0, 0, width + 40, height + 40))
    label.thumbnail((WIDTH, HEIGHT))
    wall = Image.new("L", (WIDTH, HEIGHT), 200)
    wall.paste(label, ((WIDTH - label.width) // 2, (HEIGHT - label.height) // 2))
    frame = b"FRAME\n" + wall.tobytes() + bytes([128]) * (WIDTH * HEIGHT // 2)
    film = folder / "label.y4m"
    film.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\n".encode() + frame * 10)
    return film
