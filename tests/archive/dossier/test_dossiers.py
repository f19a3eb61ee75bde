"""The dossier and the search over the wire: who gets them, and what they hold."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from backend.archive import queries as archives
from backend.archive.dossier import rounds, sections
from backend.archive.dossier.sheet import Sheet
from backend.core.database import Database
from backend.core.print.words import Words
from backend.core.text import Language
from tests.support import archived_case
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, bearer, sign_in
from tests.support.plants import Plants

SEARCH = """query($words: String!, $after: String, $filter: ArchivedCaseFilter) {
  archivedCases(query: $words, first: 1, after: $after, filter: $filter) {
    edges { archivedAt outcome snippet { text isMatch } node { id number } }
    pageInfo { hasNextPage endCursor }
  }
}"""
VERIFY = "query($caseId: UUID!) { verifyArchive(caseId: $caseId) { isIntact hash computed chainPosition } }"


@pytest.fixture
def case_id(sqlite_database: Database, plants: Plants, clock: FakeClock) -> UUID:
    return archived_case.archived(sqlite_database, plants, clock)


@pytest.fixture
def client(site: Site, case_id: UUID) -> Iterator[httpx.Client]:
    with site.client() as client:
        yield client


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_colleague_gets_the_dossier_as_a_pdf_with_its_fonts_inside(
    client: httpx.Client, case_id: UUID, lang: str
) -> None:
    headers = bearer(sign_in(client, "erik"))

    answer = client.get(f"/cases/{case_id}/dossier.pdf", params={"lang": lang}, headers=headers)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == f'attachment; filename="CZ-2026-0001-{lang}.pdf"'
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.content.startswith(b"%PDF-1.7")
    assert b"NotoSansSC" in answer.content
    assert len(answer.content) < 5_000_000


def test_carol_of_the_other_site_a_outsider_and_a_case_that_goes_on_get_none(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock, case_id: UUID
) -> None:
    address, open_id = f"/cases/{case_id}/dossier.pdf", archived_case.raised(sqlite_database, plants, clock)
    alice, carol = (bearer(sign_in(client, name)) for name in ("alice", "carol"))

    refused = [
        client.get(address, headers=carol),
        client.get(f"/cases/{open_id}/dossier.pdf", headers=alice),
        client.get(f"/cases/{uuid4()}/dossier.pdf", headers=alice),
        client.get(address),
        client.get(address, params={"lang": "fr"}, headers=alice),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [
        (404, "NOT_FOUND"),
        (404, "NOT_FOUND"),
        (404, "NOT_FOUND"),
        (401, "UNAUTHENTICATED"),
        (400, "INVALID_INPUT"),
    ]


def test_the_search_answers_with_marked_words_page_by_page(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    archived_case.over_and_seen(sqlite_database, plants, clock)
    archived_case.dismissed(sqlite_database, plants, clock, "垫片是新的")
    token = sign_in(client, "bob")

    one = ask(client, token, SEARCH, words="垫片")["data"]["archivedCases"]
    after = one["pageInfo"]["endCursor"]
    two = ask(client, token, SEARCH, words="垫片", after=after)["data"]["archivedCases"]
    resolved = ask(client, token, SEARCH, words="垫片", filter={"outcomes": ["RESOLVED"]})

    assert [page["edges"][0]["outcome"] for page in (one, two)] == ["FALSE_ALARM", "RESOLVED"]
    assert [page["pageInfo"]["hasNextPage"] for page in (one, two)] == [True, False]
    assert {"text": "垫片", "isMatch": True} in one["edges"][0]["snippet"]
    assert len(resolved["data"]["archivedCases"]["edges"]) == 1
    assert ask(client, sign_in(client, "carol"), SEARCH, words="垫片")["data"]["archivedCases"]["edges"] == []


def test_a_time_without_a_zone_is_refused(client: httpx.Client) -> None:
    answer = ask(client, sign_in(client, "bob"), SEARCH, words="", filter={"fromAt": "2026-01-01T00:00:00"})

    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


def test_the_archive_is_checked_on_the_server(client: httpx.Client, case_id: UUID) -> None:
    checked = ask(client, sign_in(client, "bob"), VERIFY, caseId=str(case_id))["data"]["verifyArchive"]
    foreign = ask(client, sign_in(client, "carol"), VERIFY, caseId=str(case_id))

    assert checked["isIntact"] is True
    assert checked["hash"] == checked["computed"]
    assert foreign["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ZH, {"复查通过", "复查退回", "措施无效", "推送到手机", "2026-11-24 "}),
        (Language.EN, {"Recheck passed", "Recheck failed", "Web push", "Alert raised"}),
    ],
)
def test_every_section_speaks_the_language_that_was_asked_for(
    sqlite_database: Database, plants: Plants, case_id: UUID, language: Language, said: set[str]
) -> None:
    snapshot, digest = sqlite_database.read(lambda s: archives.snapshot(s, plants.alice, case_id))
    words = Words(language)
    sheet = Sheet(snapshot, digest, words, UTC)

    made = {
        make.__name__: list(make(sheet))
        for make in (rounds.rounds, sections.timeline, sections.notified, sections.seal, sections.trace)
    }

    everything = str(made)
    assert all(made.values())
    assert not {each for each in said if each not in everything}
    assert digest in str(made["seal"])
    assert "<polyline" in next(iter(sheet.drawings.values()))


def test_a_dossier_of_an_old_snapshot_shows_what_it_holds(
    site: Site, sqlite_database: Database, plants: Plants, case_id: UUID, tmp_path: Path
) -> None:
    from backend.archive.dossier.printing import Dossiers
    from backend.photos.store import PhotoStore

    snapshot, digest = sqlite_database.read(lambda s: archives.snapshot(s, plants.alice, case_id))
    kept = ("case", "alerts", "report", "rounds", "evidence")
    old = {"version": 1, **{name: snapshot[name] for name in kept}}
    old["alerts"] = [{name: part for name, part in old["alerts"][0].items() if name != "why"}]

    pdf = Dossiers(PhotoStore(tmp_path)).print(old, digest, Language.ZH)

    assert pdf.startswith(b"%PDF-")


def test_what_the_evidence_checks_flagged_and_the_rechecker_confirmed_stands_with_the_round(
    sqlite_database: Database, plants: Plants, case_id: UUID
) -> None:
    snapshot, digest = sqlite_database.read(lambda s: archives.snapshot(s, plants.alice, case_id))
    flagged = {"flags": [{"reason": "SAME_PHOTO"}, {"reason": "SAME_PHOTO"}], "flags_seen": ["SAME_PHOTO"]}
    flagged_rounds = [{**snapshot["rounds"][0], **flagged}]
    words = Words(Language.ZH)

    facts = str(list(rounds.rounds(Sheet({**snapshot, "rounds": flagged_rounds}, digest, words, UTC))))

    assert "['防假闭环提示', '照片重复使用']" in facts
    assert "['复查人已确认的提示', '照片重复使用']" in facts
