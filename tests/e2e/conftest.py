"""Pages built, one browser; one process of the product for each file, a phone and a tablet for each test."""

import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.e2e.devices import DESK, PHONE, TABLET, Device, device, launch
from tests.e2e.first_plant import empty_installation
from tests.e2e.history import History, make_history
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.standby import Standby
from tests.support import installations, pictures, servers
from tests.support.fakes import FakePushService
from tests.support.installations import Installation

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say with a failure what every device of the test showed: where it runs nobody sees a picture."""
    report = yield
    if report.failed and report.when == "call":
        for name, held in getattr(item, "funcargs", {}).items():
            if isinstance(held, Device):
                report.sections.append((f"the screen of {name}", held.shown()))
    return report


@pytest.fixture(scope="session")
def pages() -> None:
    """The front end as it is now, built if a source has changed."""
    command = [sys.executable, str(ROOT / "bootstrap.py"), "--dev", "--front-end"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(
            f"the pages could not be built (python3 bootstrap.py --front-end):\n{done.stdout}{done.stderr}"
        )


@pytest.fixture(scope="session")
def push_service() -> Iterator[FakePushService]:
    with FakePushService() as service:
        yield service


@pytest.fixture(scope="session")
def standby(
    pages: None, tmp_path_factory: pytest.TempPathFactory, push_service: FakePushService
) -> Iterator[Standby]:
    @contextmanager
    def quiet_plant() -> Iterator[Installation]:
        folder = tmp_path_factory.mktemp("plant")
        with installations.embedded(folder, push_origin=push_service.origin) as site:
            site.start("up")
            yield site

    with closing(Standby(quiet_plant)) as standby:
        yield standby


@pytest.fixture(scope="module")
def installation(standby: Standby) -> Iterator[Installation]:
    """The all-in-one with the demo plant and nothing in it that moves by itself.

    One for each file: what one leaves behind (alerts, a source out of service) is no other's beginning.
    """
    with standby.take() as site:
        yield site


@pytest.fixture(autouse=True)
def _next_installation_starts(request: pytest.FixtureRequest) -> None:
    """During the last test of a file, so that it is as young as any when the next file begins."""
    files = [item.path for item in request.session.items if _asks_for_installation(item)]
    after = request.session.items[request.session.items.index(request.node) + 1 :]
    if (
        request.path in files
        and request.path not in [item.path for item in after]
        and files[-1] != request.path
    ):
        request.getfixturevalue("standby").begin()


def _asks_for_installation(item: pytest.Item) -> bool:
    """Whether it is the one of this file that it asks for."""
    asked = getattr(item, "fixturenames", ())
    return "installation" in asked and not hasattr(getattr(item, "module", None), "installation")


@pytest.fixture(scope="module")
def floor(installation: Installation) -> Iterator[PlantFloor]:
    plant_floor = PlantFloor(installation)
    yield plant_floor
    plant_floor.close()


@pytest.fixture(scope="module")
def history(floor: PlantFloor) -> History:
    return make_history(floor)


@pytest.fixture(scope="module")
def film(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a camera sees: the label of the reactor on a grey wall."""
    width, height = 640, 480
    folder = tmp_path_factory.mktemp("film")
    segno.make(f"{installation.address}/q/EQ-0004", micro=False).save(folder / "label.png", scale=8, border=4)
    wall = Image.new("L", (width, height), 128)
    label = Image.open(folder / "label.png").convert("L").resize((320, 320), Image.Resampling.NEAREST)
    wall.paste(label, ((width - 320) // 2, (height - 320) // 2))
    # YUV 4:2:0 as Chromium's fake camera reads it: the grey picture, and two flat planes of colour.
    frame = b"FRAME\n" + wall.tobytes() + bytes([128]) * (width * height // 2)
    file = folder / "label.y4m"
    file.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420\n".encode() + frame * 10)
    return file


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    try:
        started = launch(playwright)
    except servers.Unavailable as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have a browser: {reason}")
        pytest.skip(str(reason))
    yield started
    started.close()


@pytest.fixture
def phone(request: pytest.FixtureRequest, browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, PHONE, **_installed(request)) as held:
        yield held


@pytest.fixture
def tablet(request: pytest.FixtureRequest, browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, TABLET, **_installed(request)) as held:
        yield held


@pytest.fixture
def desk(browser: Browser, installation: Installation) -> Iterator[Device]:
    """A wide screen at which nobody has signed in."""
    with device(browser, installation.address, DESK) as held:
        yield held


def _installed(request: pytest.FixtureRequest) -> dict[str, str]:
    """Tests with the mark `installed` have the service worker."""
    is_installed = request.node.get_closest_marker("installed") is not None
    return {"service_workers": "allow"} if is_installed else {}


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a phone's camera leaves: lying on its side, with place and time inside."""
    file = tmp_path_factory.mktemp("camera") / "IMG_0001.jpg"
    image = pictures.noisy((1200, 900))
    file.write_bytes(pictures.jpeg(image, exif=pictures.phone_exif(orientation=6)))
    return file


@pytest.fixture(params=["embedded", pytest.param("production", marks=pytest.mark.nightly)])
def empty(
    request: pytest.FixtureRequest, pages: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation that nobody has set up: one process with SQLite, or all of them with PostgreSQL."""
    folder = tmp_path_factory.mktemp("empty")
    if request.param == "embedded":
        with empty_installation(folder) as site:
            yield site
        return
    postgres_url = request.getfixturevalue("postgres_url")
    with installations.production(folder, postgres_url=postgres_url) as site:
        site.start("api", "ingest", "worker", "beat")
        yield site
