"""A PDF in the file of a machine: its pages become photos, which are shown one after the other."""

import hashlib
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from backend.core.database import Database
from backend.core.errors import Refused
from backend.equipment import document_commands as documents
from backend.equipment import ledger_queries as ledger
from backend.equipment.rules import DocumentKind
from backend.equipment.store import EquipmentStore
from backend.photos.image.document_pages import keep_pages
from backend.photos.rules import LARGE_PX, MOST_PAGES
from backend.photos.store import PhotoStore
from tests.support.http_site import Site, ask, bearer, sign_in
from tests.support.plants import Plants, photo
from tests.support.refusals import code_of

DOCUMENT = """mutation($input: AddEquipmentDocumentInput!) {
  addEquipmentDocument(input: $input) { documents { id kind sha256 pages } }
}"""


def pdf(pages: int, size: tuple[int, int] = (300, 400)) -> bytes:
    target = BytesIO()
    sheets = [Image.new("RGB", size, (page, 90, 200)) for page in range(pages)]
    sheets[0].save(target, "PDF", save_all=True, append_images=sheets[1:])
    return target.getvalue()


def put(client: httpx.Client, name: str, data: bytes, equipment_id: object) -> httpx.Response:
    path = f"/photos/documents/{equipment_id}/{hashlib.sha256(data).hexdigest()}"
    return client.put(path, content=data, headers=bearer(sign_in(client, name)))


def equipment_id(database: Database, plants: Plants) -> object:
    return database.read(lambda s: EquipmentStore(s).of_site(plants.north))[0].equipment_id


def kept(tmp_path: Path, data: bytes) -> list[str]:
    received = tmp_path / "received"
    received.write_bytes(data)
    found = keep_pages(PhotoStore(tmp_path / "photos"), received, hashlib.sha256(data).hexdigest())
    return [each.sha256 for each in found]


def test_an_acceptance_record_of_three_pages_lets_a_machine_be_commissioned_and_is_shown_page_by_page(
    site: Site, client: httpx.Client, plants: Plants, sqlite_database: Database
) -> None:
    machine = equipment_id(sqlite_database, plants)
    sent = [put(client, "alice", pdf(3), machine) for _ in range(2)]
    assert [each.status_code for each in sent] == [201, 201], sent[0].text
    assert sent[0].json() == sent[1].json()
    first, *more = sent[0].json()["pages"]
    assert len(more) == 2

    given = {
        "operationId": "00000000-0000-0000-0000-00000000abce",
        "equipmentId": str(machine),
        "kind": "ACCEPTANCE",
        "sha256": first,
        "morePages": more,
    }
    answer = ask(client, sign_in(client, "alice"), DOCUMENT, input=given)

    [document] = answer["data"]["addEquipmentDocument"]["documents"]
    assert document["pages"] == [first, *more]
    for page in document["pages"]:
        shown = client.get(f"/photos/{page}", headers=bearer(sign_in(client, "bob")))
        assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
        assert client.get(f"/photos/{page}", headers=bearer(sign_in(client, "carol"))).status_code == 404
    has = sqlite_database.read(lambda s: EquipmentStore(s).has_document(machine, DocumentKind.ACCEPTANCE))
    assert has


def test_bob_sends_no_document_and_carol_finds_no_machine(
    site: Site, client: httpx.Client, plants: Plants, sqlite_database: Database
) -> None:
    machine = equipment_id(sqlite_database, plants)

    assert [put(client, name, pdf(1), machine).status_code for name in ("bob", "carol")] == [403, 404]
    assert client.put(f"/photos/documents/{machine}/{'0' * 64}", content=pdf(1)).status_code == 401
    wrong = client.put(
        f"/photos/documents/{machine}/{'0' * 64}",
        content=pdf(1),
        headers=bearer(sign_in(client, "alice")),
    )
    assert wrong.json()["code"] == "PHOTO_HASH_MISMATCH"


def test_each_page_is_a_picture_of_the_size_that_photos_have(tmp_path: Path) -> None:
    pages = kept(tmp_path, pdf(2, (3000, 1000)))

    assert len(set(pages)) == 2
    with Image.open(PhotoStore(tmp_path / "photos").open(pages[0], LARGE_PX)) as shown:
        assert max(shown.size) == LARGE_PX


def locked() -> bytes:
    """One whose only page is nowhere: what is encrypted looks the same to who has no password."""
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Encrypt 2 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "DOCUMENT_UNREADABLE"),
        (b"\xff\xd8\xff a photo", "DOCUMENT_UNREADABLE"),
        (b"%PDF-1.7 nothing", "DOCUMENT_UNREADABLE"),
        (locked(), "DOCUMENT_UNREADABLE"),
        (pdf(1, (4000, 10)), "DOCUMENT_UNREADABLE"),
        (pdf(MOST_PAGES + 1, (30, 40)), "DOCUMENT_TOO_LONG"),
        (b"%PDF-" + bytes(15_000_001), "DOCUMENT_TOO_LARGE"),
    ],
    ids=["empty", "photo", "damaged", "locked", "line", "long", "large"],
)
def test_what_is_no_document_is_refused_by_its_code_and_leaves_nothing(
    tmp_path: Path, data: bytes, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        kept(tmp_path, data)

    assert refusal.value.code == code
    assert not list((tmp_path / "photos").rglob("*.jpg"))


def test_a_file_that_is_too_large_is_refused_before_its_last_byte(
    site: Site, client: httpx.Client, plants: Plants, sqlite_database: Database
) -> None:
    answer = put(client, "alice", b"%PDF-" + bytes(15_000_001), equipment_id(sqlite_database, plants))

    assert (answer.status_code, answer.json()["code"]) == (413, "DOCUMENT_TOO_LARGE")


def test_a_document_goes_with_all_its_pages_and_has_no_more_than_are_kept(
    database: Database, plants: Plants
) -> None:
    machine = database.read(lambda s: EquipmentStore(s).of_site(plants.north))[0].equipment_id
    first, second = (photo(database, f"page {n}", plants.alice).sha256 for n in (1, 2))

    def add(*more: str) -> None:
        database.transact(
            lambda tx: documents.add_document(
                tx,
                machine,
                kind=DocumentKind.INSPECTION,
                title="",
                sha256=first,
                by=plants.alice,
                more_pages=more,
            )
        )

    assert code_of(add, *[second] * MOST_PAGES) == "DOCUMENT_TOO_LONG"
    assert code_of(add, "0" * 64) == "PHOTO_MISSING"
    add(second)
    [document] = database.read(lambda s: ledger.dossiers(s, plants.bob, [machine]))[machine].documents
    assert database.read(lambda s: ledger.find_photo(s, plants.bob, second)) is not None

    database.transact(lambda tx: documents.remove_document(tx, document.document_id, by=plants.alice))

    assert not database.read(lambda s: ledger.dossiers(s, plants.bob, [machine]))[machine].documents
    assert database.read(lambda s: ledger.find_photo(s, plants.bob, second)) is None
