"""A signature is strokes drawn at the step: a picture of a phone of before is taken, and marked as one."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select

from backend.cases.evidence.tables import SignatureStrokesRow
from backend.cases.recheck.strokes_rules import Stroke, check_strokes
from backend.cases.tables import CaseArchiveRow, RoundRow
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from tests.support import pictures
from tests.support.case_rounds import Story
from tests.support.client import document
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, bearer, sign_in
from tests.support.plants import Plants

NAME = [
    {"x": [100, 160, 220, 280], "y": [150, 90, 210, 150], "t": [0, 120, 260, 400]},
    {"x": [320, 380], "y": [100, 200], "t": [700, 900]},
]


def strokes(*lines: tuple[Sequence[int], Sequence[int], Sequence[int]]) -> list[Stroke]:
    return [Stroke(*line) for line in lines]


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        (strokes(), ErrorCode.SIGNATURE_REQUIRED),
        (strokes(([100], [100], [0])), ErrorCode.SIGNATURE_REQUIRED),
        (strokes(([100, 200], [100, 100], [0, 500])), ErrorCode.SIGNATURE_REQUIRED),
        (strokes(([100, 103] * 100, [100] * 200, range(0, 2_000, 10))), ErrorCode.SIGNATURE_REQUIRED),
        (strokes(([100, 300], [100, 100], [0, 49])), ErrorCode.SIGNATURE_REQUIRED),
        (strokes(([100, 601], [100, 100], [0, 500])), ErrorCode.INVALID_INPUT),
        (strokes(([100, 300], [-1, 100], [0, 500])), ErrorCode.INVALID_INPUT),
        (strokes(([100, 300], [100, 100], [500, 0])), ErrorCode.INVALID_INPUT),
        (strokes(([100, 300], [100, 100], [0, 600_001])), ErrorCode.INVALID_INPUT),
        (strokes(([100, 300], [100], [0, 500])), ErrorCode.INVALID_INPUT),
        (strokes(*[([100, 300], [100, 100], [0, 500])] * 101), ErrorCode.INVALID_INPUT),
        (strokes(([100, 300] * 3_001, [100] * 6_002, range(6_002))), ErrorCode.INVALID_INPUT),
    ],
    ids=[
        "none",
        "dot",
        "tick",
        "trembling",
        "no-time",
        "right",
        "above",
        "back",
        "long",
        "uneven",
        "many",
        "points",
    ],
)
def test_what_is_no_signature_is_refused(drawn: list[Stroke], code: ErrorCode) -> None:
    with pytest.raises(Refused) as refused:
        check_strokes(drawn)

    assert refused.value.code is code


def to_recheck(database: Database, plants: Plants, clock: FakeClock) -> Story:
    story = Story.of(database, plants)
    story.dispose(plants.bob)
    story.say(None)
    clock.advance(timedelta(minutes=10))
    return story


def shown(client: httpx.Client, token: str, what: str) -> dict[str, str]:
    data = pictures.jpeg(pictures.corners(80, 60), comment=what.encode())
    sha256 = hashlib.sha256(data).hexdigest()
    assert client.put(f"/photos/{sha256}", content=data, headers=bearer(token)).is_success
    return {"sha256": sha256}


def recheck_of(story: Story, client: httpx.Client, token: str) -> dict[str, object]:
    """What a recheck that passes sends, but for how it is signed."""
    return {
        "operationId": str(uuid4()),
        "caseId": str(story.case_id),
        "contentHash": story.last.entry.content_hash,
        "photos": [shown(client, token, f"fixed {story.case_id}")],
    }


def test_strokes_make_the_picture_that_the_archive_holds_and_no_strokes_sign_twice(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    story = to_recheck(sqlite_database, plants, clock)
    erik = sign_in(client, "erik")

    def passes(about: Story, drawn: object = NAME) -> dict[str, object]:
        sent = recheck_of(about, client, erik) | {"strokes": drawn}
        answer, again = (ask(client, erik, document("PassRecheck"), input=sent) for _ in range(2))
        assert again == answer, "sent again over a bad line"
        return answer

    assert "errors" not in passes(story)

    [row] = sqlite_database.read(lambda s: [each.model_copy() for each in s.exec(select(RoundRow))])
    assert row.signature_strokes_sha256
    picture = client.get(f"/photos/{row.signature_sha256}", headers=bearer(erik), params={"size": 320})
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    [kept] = sqlite_database.read(lambda s: [each.strokes for each in s.exec(select(SignatureStrokesRow))])
    assert kept == NAME
    [snapshot] = sqlite_database.read(lambda s: [each.snapshot for each in s.exec(select(CaseArchiveRow))])
    [signature] = snapshot["signatures"]
    assert signature["strokes_sha256"] == row.signature_strokes_sha256
    assert signature["sha256"] == row.signature_sha256
    case = ask(client, erik, document("Case"), id=str(story.case_id))["data"]["case"]
    assert case["rounds"][0]["recheck"]["isDrawn"] is True

    other = to_recheck(sqlite_database, plants, clock)
    refused = passes(other)
    assert refused["errors"][0]["extensions"]["code"] == "SIGNATURE_REQUIRED"  # type: ignore[index]
    slower = [{**each, "t": [moment * 2 for moment in each["t"]]} for each in NAME]
    assert "errors" not in passes(other, slower), "the same picture, drawn anew by the keys of a keyboard"


def test_a_picture_of_a_phone_of_before_is_taken_and_marked(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    story = to_recheck(sqlite_database, plants, clock)
    erik = sign_in(client, "erik")
    sent = recheck_of(story, client, erik) | {"signature": shown(client, erik, "ink")}

    assert "errors" not in ask(client, erik, document("PassRecheck"), input=sent)

    case = ask(client, erik, document("Case"), id=str(story.case_id))["data"]["case"]
    assert case["rounds"][0]["recheck"]["isDrawn"] is False
    [snapshot] = sqlite_database.read(lambda s: [each.snapshot for each in s.exec(select(CaseArchiveRow))])
    assert snapshot["signatures"][0]["strokes_sha256"] is None


def test_nothing_is_drawn_or_kept_for_who_may_not_recheck(
    client: httpx.Client,
    sqlite_database: Database,
    plants: Plants,
    clock: FakeClock,
    tmp_path: Path,
) -> None:
    story = to_recheck(sqlite_database, plants, clock)
    before = set(tmp_path.rglob("*"))
    for name, code in (("bob", "NOT_ALLOWED"), ("carol", "NOT_FOUND")):
        sent = {
            "operationId": str(uuid4()),
            "caseId": str(story.case_id),
            "contentHash": story.last.entry.content_hash,
            "photos": [],
            "strokes": NAME,
        }
        answer = ask(client, sign_in(client, name), document("PassRecheck"), input=sent)
        assert answer["errors"][0]["extensions"]["code"] == code

    assert {each for each in set(tmp_path.rglob("*")) - before if each.suffix == ".jpg"} == set()


def test_a_dot_archives_nothing(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    story = to_recheck(sqlite_database, plants, clock)
    erik = sign_in(client, "erik")
    dot = [{"x": [10], "y": [10], "t": [0]}]
    sent = recheck_of(story, client, erik) | {"signature": shown(client, erik, "ink"), "strokes": dot}

    answer = ask(client, erik, document("PassRecheck"), input=sent)

    assert answer["errors"][0]["extensions"]["code"] == "SIGNATURE_REQUIRED"
    assert story.case.archived_at is None
