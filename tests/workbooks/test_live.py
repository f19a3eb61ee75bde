"""Who follows a workbook hears when it moved on, and nobody else does."""

from backend.core.database import Database
from backend.workbooks.runs import commands
from backend.workbooks.runs.commands import SentFile
from backend.workbooks.runs.rules import RunState
from tests.support.http_site import Site, sign_in, socket, until
from tests.support.plants import Plants, id_of

TEXT = "subscription { workbookChanged }"
FILE = SentFile(name="台账.xlsx", sheet="", sha256="0" * 64, content=b"PK")


def test_each_step_is_published_to_who_may_see_workbooks_of_that_site_and_to_nobody_else(
    site: Site, sqlite_database: Database, plants: Plants
) -> None:
    with (
        site.client() as one,
        site.client() as other,
        site.client() as far,
        socket(site, sign_in(one, "alice")) as officer,
        socket(site, sign_in(other, "bob")) as worker,
        socket(site, sign_in(far, "carol")) as foreign,
    ):
        for screen in (officer, worker, foreign):
            screen.receive()
            screen.subscribe(TEXT)
        until(lambda: site.bus.subscribers == 3)

        run, _ = sqlite_database.transact(
            lambda tx: commands.begin(tx, id_of("run"), plants.north, FILE, by=plants.alice)
        )
        assert officer.receive()["payload"]["data"] == {"workbookChanged": str(plants.north)}

        sqlite_database.transact(
            lambda tx: commands.note_progress(
                tx, run.run_id, run.attempt, RunState.CHECKING, rows_total=9, rows_checked=3
            )
        )
        assert officer.receive()["payload"]["data"] == {"workbookChanged": str(plants.north)}
        for screen in (worker, foreign):
            screen.hears_nothing(within_s=0.2)
