"""Settings of a site and its calendar: who may change them, and what the second of two hears."""

from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.text import Language, Text
from backend.core.viewer import Viewer
from backend.sites.events import SITE_CHANGED
from backend.sites.settings import commands
from backend.sites.settings.rules import LabelSet, SiteDay, SiteDetails, SiteSettings, Trade
from backend.sites.settings.store import SitesSettings
from backend.sites.store import Sites
from tests.support.client import document
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, sign_in
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("weekdays are JSON, days are replaced within a transaction")
WANTED = SiteDetails(
    name=Text("江北化工厂", "Jiangbei Chemicals"),
    timezone="Asia/Urumqi",
    language=Language.EN,
    trade=Trade.CHEMICAL,
    people=204,
    label_set=LabelSet.EMERGENCY,
    rest_weekdays=frozenset({7}),
    wind_speed_source="",
    wind_direction_source="",
)
OCTOBER = (
    SiteDay(date(2026, 10, 1), is_working=False, name="国庆节"),
    SiteDay(date(2026, 10, 10), is_working=True, name=""),
)


def settings(database: Database, plants: Plants) -> SiteSettings:
    return database.transact(lambda tx: tx.get(SitesSettings).get(plants.north))


def change(
    database: Database, plants: Plants, wanted: SiteDetails, *, version: int = 1, by: Viewer | None = None
) -> None:
    database.transact(
        lambda tx: commands.change_site(tx, plants.north, wanted, version=version, by=by or plants.alice)
    )


def set_days(database: Database, plants: Plants, year: int, *days: SiteDay, version: int = 1) -> None:
    database.transact(
        lambda tx: commands.set_site_days(tx, plants.north, year, days, version=version, by=plants.alice)
    )


def days(database: Database, plants: Plants, year: int) -> list[SiteDay]:
    return database.transact(lambda tx: tx.get(SitesSettings).days(plants.north, year))


def notes(database: Database) -> list[str | None]:
    statement = select(AuditRow.note).where(AuditRow.kind == SITE_CHANGED).order_by(AuditRow.id)
    return database.read(lambda s: list(s.exec(statement)))


def test_a_change_says_what_was_and_what_is(database: Database, plants: Plants, clock: FakeClock) -> None:
    change(database, plants, WANTED)

    found = settings(database, plants)
    assert (found.details, found.version) == (WANTED, 2)
    assert (found.changed_by, found.changed_at) == (plants.alice.person_id, clock())
    assert "timezone: Asia/Shanghai → Asia/Urumqi" in found.changed
    assert "rest: 6, 7 → 7" in found.changed
    assert notes(database) == [found.changed]


def test_the_same_again_changes_nothing(database: Database, plants: Plants) -> None:
    change(database, plants, WANTED)
    change(database, plants, WANTED)

    assert settings(database, plants).version == 2
    assert len(notes(database)) == 1


def test_of_two_at_once_the_second_is_refused_and_finds_who_was_first(
    database: Database, plants: Plants
) -> None:
    change(database, plants, WANTED, by=plants.dora)

    with pytest.raises(Refused) as refused:
        change(database, plants, replace(WANTED, people=3))

    assert refused.value.code is ErrorCode.CONFLICT
    found = settings(database, plants)
    assert found.changed_by == plants.dora.person_id
    assert found.details == WANTED


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": Text("  ", "")},
        {"name": Text("厂" * 81, "")},
        {"timezone": "Mars/Olympus"},
        {"people": 0},
        {"rest_weekdays": frozenset(range(1, 8))},
        {"rest_weekdays": frozenset({8})},
    ],
)
def test_what_cannot_be_is_refused(database: Database, plants: Plants, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        change(database, plants, replace(WANTED, **wrong))

    assert refused.value.code is ErrorCode.INVALID_INPUT
    assert settings(database, plants).version == 1


@pytest.mark.parametrize("typed", ["12", "control room", "1" * 16])
def test_a_number_that_no_phone_can_call_is_refused(database: Database, plants: Plants, typed: str) -> None:
    with pytest.raises(Refused) as refused:
        change(database, plants, replace(WANTED, control_room=typed))

    assert refused.value.code is ErrorCode.PHONE_INVALID


def test_the_number_of_the_control_room_may_be_an_extension_and_is_kept_bare(
    database: Database, plants: Plants
) -> None:
    change(database, plants, replace(WANTED, control_room="８１-19 "))

    assert settings(database, plants).details.control_room == "8119"


def test_the_sources_of_the_wind_stay_where_an_older_app_does_not_name_them(
    database: Database, plants: Plants
) -> None:
    change(database, plants, replace(WANTED, wind_speed_source=" WS-001 ", wind_direction_source="WD-001"))
    older = replace(WANTED, people=3, wind_speed_source=None, wind_direction_source=None)
    change(database, plants, older, version=2)

    found = settings(database, plants).details
    assert (found.people, found.wind_speed_source, found.wind_direction_source) == (3, "WS-001", "WD-001")
    change(database, plants, replace(found, wind_direction_source=""), version=3)
    assert "wind_direction_source: WD-001 → –" in settings(database, plants).changed
    with pytest.raises(Refused) as refused:
        change(database, plants, replace(found, wind_speed_source="W" * 65), version=4)
    assert refused.value.code is ErrorCode.INVALID_INPUT


def test_only_who_manages_the_site_changes_it_and_others_do_not_see_it(
    database: Database, plants: Plants
) -> None:
    for viewer, code in (
        (plants.bob, ErrorCode.NOT_ALLOWED),
        (plants.erik, ErrorCode.NOT_ALLOWED),
        (plants.carol, ErrorCode.NOT_FOUND),
    ):
        with pytest.raises(Refused) as refused:
            change(database, plants, WANTED, by=viewer)
        assert refused.value.code is code


def test_the_days_of_a_year_are_replaced_and_those_of_others_stay(database: Database, plants: Plants) -> None:
    set_days(database, plants, 2026, *OCTOBER)
    new_year = SiteDay(date(2027, 1, 1), is_working=False, name="元旦")
    set_days(database, plants, 2027, new_year, version=2)
    set_days(database, plants, 2026, OCTOBER[0], version=3)

    assert days(database, plants, 2026) == [OCTOBER[0]]
    assert days(database, plants, 2027) == [new_year]
    assert notes(database)[0] == "calendar 2026: 1 off, 1 worked"
    set_days(database, plants, 2026, OCTOBER[0], version=1)
    assert len(notes(database)) == 3, "the same days again change nothing, whatever version was seen"


@pytest.mark.parametrize(
    "wrong",
    [
        (OCTOBER[0], OCTOBER[0]),
        (SiteDay(date(2027, 1, 1), is_working=False, name=""),),
        (replace(OCTOBER[0], name="节" * 41),),
    ],
)
def test_days_of_another_year_or_twice_leave_the_calendar_as_it_was(
    database: Database, plants: Plants, wrong: tuple[SiteDay, ...]
) -> None:
    set_days(database, plants, 2026, *OCTOBER)

    with pytest.raises(Refused):
        set_days(database, plants, 2026, *wrong, version=2)

    assert days(database, plants, 2026) == list(OCTOBER)


def test_planting_the_site_again_keeps_its_settings(database: Database, plants: Plants) -> None:
    change(database, plants, WANTED)

    def plant_again(tx: Any) -> None:
        site = tx.get(Sites).by_code("north")
        tx.get(Sites).put(replace(site, name=Text("北厂", "North")))

    database.transact(plant_again)

    found = settings(database, plants)
    assert (found.version, found.details.label_set, found.details.rest_weekdays) == (
        2,
        LabelSet.EMERGENCY,
        frozenset({7}),
    )


def test_everybody_at_the_site_sees_the_calendar_and_nobody_else(
    sqlite_database: Database, site: Site, client: httpx.Client, plants: Plants
) -> None:
    set_days(sqlite_database, plants, 2026, *OCTOBER)
    calendar = {"siteId": str(plants.north)}

    seen = ask(client, sign_in(client, "bob"), document("SiteCalendar"), **calendar)
    hidden = ask(client, sign_in(client, "carol"), document("SiteCalendar"), **calendar)

    assert [each["day"] for each in seen["data"]["siteCalendar"]["days"]] == ["2026-10-01", "2026-10-10"]
    assert hidden["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_the_person_at_the_site_hears_its_words_and_language_with_the_sign_in(
    sqlite_database: Database, site: Site, client: httpx.Client, plants: Plants
) -> None:
    change(sqlite_database, plants, WANTED)

    found = ask(client, sign_in(client, "bob"), document("Viewer"))["data"]["viewer"]["memberships"][0][
        "site"
    ]

    assert (found["language"], found["labelSet"], found["name"]["zh"]) == ("EN", "EMERGENCY", "江北化工厂")
