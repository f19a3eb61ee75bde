"""Who waits for a source is told when something comes in that is of none yet."""

from typing import Any

import pytest

from backend.core.database import Database
from backend.core.graphql.feeds import feeds as feeds_of
from backend.core.time import microseconds
from backend.sensors.quarantine_rules import Rejected, RejectReason, UnknownTraffic
from backend.sensors.quarantine_store import Quarantine
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, Socket, sign_in, socket
from tests.support.plants import Plants

TEXT = "subscription Waiting($siteId: UUID!) { arrivalsChanged(siteId: $siteId) }"


def wait_at(screen: Socket, plants: Plants) -> None:
    screen.receive()
    screen.subscribe(TEXT, variables={"siteId": str(plants.north)})


def mark_after(screen: Socket, mark: str) -> str:
    """The next mark that is another one."""
    while (found := str(screen.receive()["payload"]["data"]["arrivalsChanged"])) == mark:
        pass
    return found


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds_of, "LOOK_EVERY_S", 0.01)


def test_each_thing_that_comes_in_gives_another_mark(
    site: Site, sqlite_database: Database, clock: FakeClock, plants: Plants
) -> None:
    def note(command: Any) -> None:
        sqlite_database.transact(lambda tx: command(tx.get(Quarantine)))

    now = clock()
    traffic = {("north", "NEW-1"): UnknownTraffic(1, ((microseconds(now), 7.0),))}
    refused = [Rejected("anhuan/north/NEW-1/reading", b"{", RejectReason.MALFORMED, "no JSON")]
    with site.client() as browser, socket(site, sign_in(browser, "alice")) as screen:
        wait_at(screen, plants)
        marks = [mark_after(screen, "")]
        for command in (
            lambda kept: kept.note_unknown(traffic, at=now),
            lambda kept: kept.note_unknown(traffic, at=now),
            lambda kept: kept.add(refused, at=now),
        ):
            note(command)
            marks.append(mark_after(screen, marks[-1]))

    assert len(set(marks)) == 4


def test_what_comes_in_at_another_site_changes_nothing_here(
    site: Site, sqlite_database: Database, clock: FakeClock, plants: Plants
) -> None:
    there = {("south", "NEW-1"): UnknownTraffic(1, ())}
    with site.client() as browser, socket(site, sign_in(browser, "alice")) as screen:
        wait_at(screen, plants)
        before = mark_after(screen, "")
        sqlite_database.transact(lambda tx: tx.get(Quarantine).note_unknown(there, at=clock()))
        later = [screen.receive()["payload"]["data"]["arrivalsChanged"] for _ in range(3)]

    assert later == [before] * 3


def test_a_worker_is_refused_and_who_is_of_another_site_hears_nothing(site: Site, plants: Plants) -> None:
    with site.client() as browser, socket(site, sign_in(browser, "bob")) as screen:
        wait_at(screen, plants)
        [error] = screen.receive()["payload"]["errors"]
        assert error["extensions"]["code"] == "NOT_ALLOWED"

    with site.client() as browser, socket(site, sign_in(browser, "carol")) as screen:
        wait_at(screen, plants)
        screen.hears_nothing(within_s=0.3)
