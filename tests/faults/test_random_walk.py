"""People work at random while answers get lost and the product is killed: what was answered holds, once."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from sqlmodel import func, select

from backend.cases.comments.tables import CommentRow
from backend.cases.tables import CaseRow, RoundRow
from backend.core.database import Database
from backend.hazards.tables import HazardReportRow
from tests.support import installations
from tests.support.bad_line import BadLine
from tests.support.client import RefusedHere, new_photo, new_signature
from tests.support.installations import Installation
from tests.support.people import PASSWORD, plant_with_executive
from tests.support.plants import Plants

PEOPLE: Final = ("alice", "bob", "dora", "erik")
COUNTED: Final = (HazardReportRow, CaseRow, RoundRow, CommentRow)
Tap = tuple[str, dict[str, Any]]


class Worker:
    """One person at one phone: looks at what waits, does something about it, remembers each answer."""

    def __init__(self, name: str, address: str, plants: Plants, dice: random.Random) -> None:
        self.phone = BadLine.signed_in(address, name, PASSWORD)
        self.phone.dice = random.Random(dice.random())
        self.answered: list[tuple[Tap, Any]] = []
        """What was tapped, and the answer: the value, or the refusal."""
        self._dice, self._plants = dice, plants

    def work(self, taps: int) -> None:
        for _ in range(taps):
            operation, content = self._next()
            tap = operation, {"operationId": str(uuid4()), **content}
            self.answered.append((tap, self.taps(tap)))

    def taps(self, tap: Tap) -> Any:
        """The answer, however often it has to be asked for."""
        operation, content = tap
        try:
            return self.phone.ask(operation, input=content)
        except RefusedHere as refused:
            return refused

    def _next(self) -> Tap:
        if self._dice.random() < 0.3:
            return self._report()
        return self._dice.choice([self._triage, self._go_on, self._go_on, self._comment])()

    def _report(self) -> Tap:
        photos = [self.phone.photo(new_photo())] if self._dice.random() < 0.5 else []
        said = f"护栏松动 {uuid4()}"
        return "ReportHazard", {
            "category": "MECHANICAL",
            "description": said,
            "areaId": str(self._plants.area),
            "photos": photos,
            "capturedAt": "2026-11-24T08:00:00Z",
        }

    def _triage(self) -> Tap:
        report = self._any("HazardReports", filter={"states": ["SUBMITTED"]})
        if report is None:
            return self._report()
        if self._dice.random() < 0.2:
            return "DeclineHazard", {"hazardReportId": report, "reason": "NOT_A_HAZARD", "note": "护栏完好"}
        tier = self._dice.choice(["BLUE", "YELLOW", "ORANGE", "RED"])
        return "AcceptHazard", {"hazardReportId": report, "tier": tier}

    def _go_on(self) -> Tap:
        """The next step of some case, whether or not it is this person's."""
        case_id = self._any("Cases", filter={"states": ["OPEN", "IN_DISPOSAL", "AWAITING_RECHECK"]})
        if case_id is None:
            return self._report()
        case = self.phone.ask("Case", id=case_id)
        if case["state"] == "OPEN":
            return "AcknowledgeCase", {"caseId": case_id}
        photos = [self.phone.photo(new_photo())]
        if case["state"] == "IN_DISPOSAL":
            return "SubmitDisposal", {"caseId": case_id, "measures": f"已紧固 {uuid4()}", "photos": photos}
        if self._dice.random() < 0.3:
            failed = {"reason": "INCOMPLETE", "note": "还有一处", "photos": photos}
            return "FailRecheck", {"caseId": case_id, **failed}
        signature = self.phone.photo(new_signature())
        signed = case["rounds"][-1]["contentHash"] if case["rounds"] else ""
        return "PassRecheck", {
            "caseId": case_id,
            "contentHash": signed,
            "photos": photos,
            "signature": signature,
        }

    def _comment(self) -> Tap:
        case_id = self._any("Cases")
        if case_id is None:
            return self._report()
        return "AddComment", {"caseId": case_id, "text": f"看过了 {uuid4()}"}

    def _any(self, operation: str, **variables: Any) -> str | None:
        edges = self.phone.ask(operation, first=20, **variables)["edges"]
        return str(self._dice.choice(edges)["node"]["id"]) if edges else None


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Installation]:
    with installations.embedded(tmp_path) as found:
        yield found


@pytest.fixture
def ends() -> Iterator[ExitStack]:
    """What is done at the end, however the test ended."""
    with ExitStack() as stack:
        yield stack


@pytest.mark.nightly
@pytest.mark.parametrize(("seed", "taps", "kills"), [(seed, 120, 8) for seed in (2, 3, 4)])
def test_what_people_were_answered_holds_once_whatever_was_lost(
    site: Installation, ends: ExitStack, seed: int, taps: int, kills: int
) -> None:
    dice = random.Random(seed)
    plants = plant_with_executive(site.database)
    site.start("up")
    people = [Worker(name, site.address, plants, random.Random(dice.random())) for name in PEOPLE]
    for each in people:
        ends.callback(each.phone.close)

    _while_killed(site, [lambda each=each: each.work(taps) for each in people], kills, dice)

    everything = [answered for each in people for answered in each.answered]
    assert sum(each.phone.lost for each in people) > kills
    assert "INTERNAL" not in {answer.code for _, answer in everything if isinstance(answer, RefusedHere)}
    _assert_each_once(site.database, everything)
    before = _counts(site.database)
    for each in people:
        for tap, answer in each.answered:
            if not isinstance(answer, RefusedHere):
                assert _object(each.taps(tap)) == _object(answer)
    assert _counts(site.database) == before, "the same tap again changes nothing"
    verified = site.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout
    assert "Traceback" not in site.log("up").read_text()


def _while_killed(
    site: Installation, work: list[Callable[[], None]], kills: int, dice: random.Random
) -> None:
    """Let them all work at once; kill and start the product so many times meanwhile."""
    with ThreadPoolExecutor(len(work)) as phones:
        tasks = [phones.submit(each) for each in work]
        for _ in range(kills):
            time.sleep(dice.uniform(0.3, 1.5))
            site.kill("up")
            site.start("up")
        for task in tasks:
            task.result()


def _assert_each_once(database: Database, answered: list[tuple[Tap, Any]]) -> None:
    said = {
        "ReportHazard": ("description", _all(database, HazardReportRow.description)),
        "AddComment": ("text", _all(database, CommentRow.text)),
        "SubmitDisposal": ("measures", _all(database, RoundRow.measures)),
    }
    for (operation, content), answer in answered:
        if operation in said:
            field, stored = said[operation]
            times = 0 if isinstance(answer, RefusedHere) else 1
            assert stored[content[field]] == times, (operation, content, answer)


def _all(database: Database, column: Any) -> Counter[str]:
    return Counter(database.read(lambda s: s.exec(select(column)).all()))


def _counts(database: Database) -> list[int]:
    return database.read(
        lambda s: [s.exec(select(func.count()).select_from(table)).one() for table in COUNTED]
    )


def _object(answer: Any) -> str:
    """What the answer is about; it may have gone on since."""
    return answer if isinstance(answer, str) else str(answer["id"])
