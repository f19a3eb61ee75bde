"""A risk register by workbook through the server: 2,000 events, 500 with all below, and 2,000 of which 40
have a wrong level. Seconds from upload to written, and how long the writer is held, beside 2,000 machines.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from backend.core.database import Database
from backend.people.commands import hash_password
from backend.reactions import REACTIONS
from backend.risks.revisions.store import RiskEvents
from tests.bench.bench_workbooks import Meanwhile, ended
from tests.bench.table import show
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.databases import migrated
from tests.support.http_site import bearer, sign_in, site
from tests.support.plants import PASSWORD, Plants, plant
from tests.support.register_books import EVENT, ITEM, MEASURE, OBJECT, UNIT, lines
from tests.support.workbooks import book

EVENTS, WHOLE, WRONG = 2_000, 500, 40
UNITS = 50
LEVELS = {0.5: "低", 1: "一般", 3: "较大", 6: "重大"}
"""Level of a likelihood with an exposure of 6 and a consequence of 15."""


def _event(n: int, *, level: str | None = None) -> dict[str, Any]:
    likelihood = tuple(LEVELS)[n % len(LEVELS)]
    return {
        **EVENT,
        "编号": f"R-{n}",
        "分析单元编号": f"U-{n % UNITS}",
        "固有 L 可能性": 10,
        "剩余 L 可能性": likelihood,
        "剩余等级": level or LEVELS[likelihood],
    }


def _tree(name: str) -> dict[str, Any]:
    units = [{**UNIT, "编号": f"U-{n}", "分析对象编号": name} for n in range(UNITS)]
    return {"风险分析对象": lines({**OBJECT, "编号": name}), "风险分析单元": lines(*units)}


def events_alone(wrong: int = 0) -> bytes:
    """2,000 events with one measure each; the first of them with a level that is not the computed one."""
    rows = [_event(n, level="重大" if n % 4 < 3 and n < wrong * 4 // 3 else None) for n in range(EVENTS)]
    measures = [{**MEASURE, "风险事件编号": f"R-{n}"} for n in range(EVENTS)]
    return book(**_tree("ALL"), 风险事件=lines(*rows), 管控措施=lines(*measures))


def with_all_below() -> bytes:
    """500 events with five measures of two check items each."""
    rows = [_event(n) for n in range(WHOLE)]
    of_each = [(n, m) for n in range(WHOLE) for m in range(5)]
    measures = [{**MEASURE, "编号": f"M-{m}", "风险事件编号": f"R-{n}"} for n, m in of_each]
    items = [
        {**ITEM, "编号": f"C-{m}-{i}", "措施编号": f"M-{m}", "风险事件编号": f"R-{n}"}
        for n, m in of_each
        for i in range(2)
    ]
    return book(**_tree("ALL"), 风险事件=lines(*rows), 管控措施=lines(*measures), 排查内容=lines(*items))


def machines() -> bytes:
    """What the others are compared with: 2,000 machines."""
    heads = ["code", "name_zh", "area", "stage"]
    return book(equipment=[heads, *([f"M{n}", f"设备{n}", "A1", "EQUIPMENT"] for n in range(EVENTS))])


def _sent(name: str, content: bytes, folder: Path) -> tuple[float, float, dict[str, Any]]:
    """Send a file to a plant of its own, and import it where it may be. Returns seconds from upload to
    written, the longest wait of a batch of readings, and the run at its end.
    """
    folder.mkdir()
    database = Database(
        migrated(f"sqlite:///{folder}/anhuan.sqlite3"), reactions=REACTIONS, audit_keys=AUDIT_KEYS
    )
    plants = plant(database, password_hash=hash_password(PASSWORD))
    try:
        return _measured(database, plants, folder, name, content)
    finally:
        database.dispose()


def _measured(
    database: Database, plants: Plants, folder: Path, name: str, content: bytes
) -> tuple[float, float, dict[str, Any]]:
    meanwhile = Meanwhile(database, plants.gas)
    with site(database, lambda: datetime.now(UTC), folder) as running, running.client() as client:
        token = sign_in(client, "alice")
        began = time.perf_counter()
        with meanwhile.coming():
            run = _through(client, token, str(plants.north), name, content)
        took, waited = time.perf_counter() - began, max(meanwhile.waits)
        kept = len(database.read(lambda s: RiskEvents(s).of_site(plants.north)))
        show(f"{name:28} {took:6.1f} s, the longest batch waited {waited:.2f} s; {kept} events kept")
        return took, waited, run


def _through(client: httpx.Client, token: str, site_id: str, name: str, content: bytes) -> dict[str, Any]:
    address, headers = f"/workbooks/runs/{uuid4()}", bearer(token)
    answer = client.put(
        address, params={"site": site_id, "name": f"{name}.xlsx"}, headers=headers, content=content
    )
    assert answer.status_code == 202, answer.text
    run, _ = ended(client, token, answer.json())
    if run["mayImport"]:
        run, _ = ended(client, token, client.post(f"{address}/import", headers=headers).json())
        assert run["state"] == "IMPORTED", run
    return run


def main() -> None:
    made: dict[str, Callable[[], bytes]] = {
        "2,000 machines": machines,
        "2,000 events": events_alone,
        "500 events with all below": with_all_below,
        "2,000 events, 40 wrong levels": lambda: events_alone(WRONG),
    }
    with tempfile.TemporaryDirectory() as name:
        found = {key: _sent(key, make(), Path(name) / str(n)) for n, (key, make) in enumerate(made.items())}
    took, waited, _ = found["2,000 machines"]
    for key in ("2,000 events", "500 events with all below"):
        of = found[key]
        show(f"{key}: {of[0] / took:.1f} times as long, the writer held {of[1] / waited:.1f} times as long")
    wrong = found["2,000 events, 40 wrong levels"][2]["outcome"]
    show(f"wrong levels named: {wrong['typedLevels']} of {wrong['faultCount']} faults")


if __name__ == "__main__":
    main()
