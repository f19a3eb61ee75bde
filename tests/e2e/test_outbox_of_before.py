"""A phone comes back with what an older app wrote down: the outbox of today sends it, the server takes it.

The entries are those of two older builds: their operations by the hashes that these knew, and their fields.
To add a build, add the hashes that it brought (`graphql/persisted.json` of its commit) and what its forms
gave.
"""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from playwright.sync_api import Browser

from backend.demo.blueprint import id_of
from tests.e2e.bare_outbox import FINISH, SIGN_IN, bundled, holding
from tests.e2e.devices import PASSWORD
from tests.e2e.plant_floor import PlantFloor
from tests.support.client import new_photo, new_signature
from tests.support.installations import Installation

PERSON: Final = "liu.fang"
LEAD: Final = "li.qiang"
FIXTURE: Final = Path(__file__).parents[1] / "fixtures" / "outbox_of_older_builds.json"
ENTRIES: Final[list[dict[str, Any]]] = json.loads(FIXTURE.read_text())
# As the app of then wrote it, without what later builds added.
WRITE: Final = """async ([job, photos]) => {
  const opened = await new Promise((resolve) => {
    const asked = indexedDB.open('anhuan', 1)
    asked.onsuccess = () => resolve(asked.result)
  })
  const bytesOf = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer
  const writing = opened.transaction(['jobs', 'photos'], 'readwrite')
  writing.objectStore('jobs').add(job)
  for (const { sha256, text, type } of photos)
    writing.objectStore('photos').put({ jobId: job.id, sha256, bytes: bytesOf(text), type })
  await new Promise((resolve) => (writing.oncomplete = resolve))
  opened.close()
}"""


class Waiting:
    """What somebody has to do something about; each value is made for whoever asks for it."""

    def __init__(self, floor: PlantFloor) -> None:
        self._floor = floor
        self.photos: list[dict[str, str]] = []

    def filled(self, value: Any) -> Any:
        """The same with a real thing in the place of each name that begins with `$`."""
        if isinstance(value, dict):
            found = {name: self.filled(each) for name, each in value.items()}
            if "$signed" in found.values():
                found["contentHash"] = self._case(found["caseId"])["rounds"][-1]["contentHash"]
            return found
        if isinstance(value, list):
            return [self.filled(each) for each in value]
        if not isinstance(value, str) or not value.startswith("$") or value == "$signed":
            return value
        return getattr(self, f"_{value[1:]}")()

    def _case(self, case_id: str) -> Any:
        return self._floor.as_person(PERSON).ask("Case", id=case_id)

    def _words(self) -> str:
        return f"旧手机里的上报 {uuid4().hex[:6]}"

    def _alert(self) -> str:
        return str(self._floor.raise_alert("NO-501", 86.0, "YELLOW")["id"])

    def _submitted(self) -> str:
        content = {"category": "FIRE", "equipmentCode": "EQ-0003", "photos": []}
        made = self._floor.as_person("chen.jie").do(
            "ReportHazard", **content, description="灭火器压力不足", capturedAt="2026-11-26T05:00:00Z"
        )
        return str(made["id"])

    def _open(self) -> str:
        accepted = self._floor.as_person("zhao.min").do(
            "AcceptHazard",
            hazardReportId=self._submitted(),
            tier="YELLOW",
            responsibleId=str(id_of("person", PERSON)),
        )
        return str(accepted["case"]["id"])

    def _in_disposal(self) -> str:
        return self._floor.report_in_disposal("护栏松动", PERSON)

    def _awaiting(self) -> str:
        case_id, lead = self._floor.report_in_disposal("盖板缺失", LEAD), self._floor.as_person(LEAD)
        lead.do("SubmitDisposal", caseId=case_id, measures="已补齐", photos=[lead.photo(new_photo())])
        return case_id

    def _photo(self) -> str:
        return self._carried(new_photo(), "image/jpeg")

    def _signature(self) -> str:
        return self._carried(new_signature(), "image/png")

    def _carried(self, content: bytes, kind: str) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        text = base64.b64encode(content).decode()
        self.photos.append({"sha256": sha256, "text": text, "type": kind})
        return sha256


def as_stored(entry: dict[str, Any], waiting: Waiting, sequence: int) -> dict[str, Any]:
    """The entry in the database of the phone."""
    content = waiting.filled(entry["input"])
    job_id = str(uuid4())
    subject = next(value for name, value in {**content, "id": job_id}.items() if name.lower().endswith("id"))
    return {
        "v": 1,
        "id": job_id,
        "userId": str(id_of("person", PERSON)),
        "operation": entry["operation"],
        "hash": entry["hash"],
        "variables": {"input": {**content, "operationId": job_id}},
        "photoHashes": [each["sha256"] for each in waiting.photos],
        "subject": {"kind": entry["subject"], "id": subject or job_id, "title": "旧", "route": "/"},
        "draft": None,
        "createdAt": 1_795_669_200_000,
        "timeZone": "Asia/Shanghai",
        "deviceId": str(uuid4()),
        "sequence": sequence,
        "state": "queued",
        "attempts": 1,
        "retryAt": 0,
        "lastError": "UNREACHABLE",
        "dependsOn": None,
    }


def test_what_older_apps_wrote_down_is_sent_and_taken(
    browser: Browser, installation: Installation, floor: PlantFloor, tmp_path: Path
) -> None:
    with holding(browser, installation.address, bundled(tmp_path)) as phone:
        phone.page.evaluate(SIGN_IN, [PERSON, PASSWORD])
        stored = []
        for sequence, entry in enumerate(ENTRIES, start=1):
            waiting = Waiting(floor)
            stored.append(as_stored(entry, waiting, sequence))
            phone.page.evaluate(WRITE, [stored[-1], waiting.photos])
        phone.kill()
        left = phone.page.evaluate(FINISH)
        sent = phone.page.evaluate("async () => (await outbox.sentRows()).map(({ id }) => id)")

    assert left == []
    assert sorted(sent) == sorted(each["id"] for each in stored)
