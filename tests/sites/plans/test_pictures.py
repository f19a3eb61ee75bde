"""Files that people have of their plant become clean pictures; what was sent is never shown."""

import hashlib
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from backend.core.database import Database
from backend.core.errors import Refused
from backend.photos.image.plan_pictures import LONGEST_PX, CleanPlan, make_plan_picture
from backend.sites.plans import queries
from tests.support.http_site import Site, ask, bearer, sign_in
from tests.support.plants import Plants

SVG = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">
<script>alert(1)</script><rect width="400" height="200" fill="white"/>
<rect width="200" height="200" fill="red"/></svg>"""


def picture(kind: str, size: tuple[int, int] = (300, 200)) -> bytes:
    target = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "secret maker"
    Image.new("RGB", size, "navy").save(target, kind, exif=exif)
    return target.getvalue()


def pdf(pages: int) -> bytes:
    target = BytesIO()
    sheets = [Image.new("RGB", (300 + 100 * page, 200), "white") for page in range(pages)]
    sheets[0].save(target, "PDF", save_all=True, append_images=sheets[1:])
    return target.getvalue()


def made(tmp_path: Path, data: bytes, page: int = 1) -> CleanPlan:
    received = tmp_path / "received"
    received.write_bytes(data)
    return make_plan_picture(received, hashlib.sha256(data).hexdigest(), page)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_written_anew_without_what_the_camera_says(tmp_path: Path, kind: str) -> None:
    clean = made(tmp_path, picture(kind))

    assert (clean.width, clean.height, clean.pages) == (300, 200, 1)
    assert b"secret maker" not in clean.content


def test_a_large_picture_is_made_smaller_once(tmp_path: Path) -> None:
    clean = made(tmp_path, picture("PNG", (5000, 1000)))

    assert max(clean.width, clean.height) == LONGEST_PX


def test_a_page_of_a_pdf_is_a_picture(tmp_path: Path) -> None:
    clean = made(tmp_path, pdf(3), page=2)

    assert clean.pages == 3
    assert clean.width == LONGEST_PX
    assert clean.height == pytest.approx(LONGEST_PX / 2, abs=2)


def test_a_drawing_is_drawn_and_nothing_of_its_text_is_kept(tmp_path: Path) -> None:
    clean = made(tmp_path, SVG)

    shown = Image.open(BytesIO(clean.content)).convert("RGB")
    assert (shown.width, shown.height) == (LONGEST_PX, LONGEST_PX // 2)
    assert [shown.getpixel((x, 600)) for x in (600, 1800)] == [(255, 0, 0), (255, 255, 255)]
    assert b"svg" not in clean.content


@pytest.mark.parametrize(
    ("data", "page"),
    [
        (b"", 1),
        (b"GIF89a" + bytes(20), 1),
        (b"%PDF-1.7 nothing", 1),
        (pdf(1), 2),
        (pdf(1), 0),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 1),
        (b"<svg viewBox='0 0 1 100000' xmlns='http://www.w3.org/2000/svg'/>", 1),
        (b"<svg viewBox='0 0 10 10'><broken", 1),
        (SVG.replace(b"</svg>", b"<image href='file:///etc/passwd' width='9' height='9'/></svg>"), 1),
        (SVG.replace(b"</svg>", b"<image href='plan.typ' width='9' height='9'/></svg>"), 1),
    ],
)
def test_what_is_no_plan_is_refused(tmp_path: Path, data: bytes, page: int) -> None:
    with pytest.raises(Refused) as refusal:
        made(tmp_path, data, page)

    assert refusal.value.code == "PLAN_UNREADABLE"


def put(client: httpx.Client, name: str, data: bytes, site_id: object) -> httpx.Response:
    path = f"/photos/plans/{site_id}/{hashlib.sha256(data).hexdigest()}"
    return client.put(path, content=data, headers=bearer(sign_in(client, name)))


def test_an_officer_sends_a_plan_and_people_of_the_site_see_it(
    site: Site, client: httpx.Client, plants: Plants, sqlite_database: Database
) -> None:
    for _ in range(2):
        sent = put(client, "alice", SVG, plants.north)
        assert sent.status_code == 201, sent.text
    document = "mutation($input: AddPlanInput!) { addPlan(input: $input) { id width height pictureUrl } }"
    given = {
        "operationId": "00000000-0000-0000-0000-00000000abcd",
        "siteId": str(plants.north),
        "nameZh": "二层",
        "picture": sent.json()["sha256"],
    }
    token = sign_in(client, "alice")
    twice = [ask(client, token, document, input=given) for _ in range(2)]
    assert twice[0] == twice[1]
    plan = twice[0]["data"]["addPlan"]

    shown = client.get(plan["pictureUrl"], headers=bearer(sign_in(client, "bob")))
    hidden = client.get(plan["pictureUrl"], headers=bearer(sign_in(client, "carol")))

    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert hidden.status_code == 404
    assert (plan["width"], plan["height"]) == (1200, 600)
    assert len(sqlite_database.read(lambda session: queries.plans(session, plants.alice))) == 2


def test_bob_sends_no_plan_and_carol_none_to_the_north(
    site: Site, client: httpx.Client, plants: Plants
) -> None:
    assert [put(client, name, SVG, plants.north).status_code for name in ("bob", "carol")] == [403, 404]
    assert client.put(f"/photos/plans/{plants.north}/{'0' * 64}", content=SVG).status_code == 401
    wrong = client.put(
        f"/photos/plans/{plants.north}/{'0' * 64}", content=SVG, headers=bearer(sign_in(client, "alice"))
    )
    assert wrong.json()["code"] == "PHOTO_HASH_MISMATCH"
