"""The sheet of the duty roster: only what has not begun, nobody twice; what stays empty is said before."""

import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from sqlmodel import select

from backend.core import words
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.outbox import unpacked
from backend.core.tables import OutboxRow
from backend.core.text import Language, Text
from backend.core.viewer import Role
from backend.people.posts import commands as posts
from backend.roster import commands, swaps_commands
from backend.roster.events import SHIFTS_PLANNED
from backend.roster.rules import Duty, Line, SwapState
from backend.roster.store import Rosters
from backend.roster.tables import ShiftSwapRow
from backend.workbooks import queries
from backend.workbooks.commands import usernames_in, write_plan
from backend.workbooks.files.writing import examples, write_sheet, write_workbook
from backend.workbooks.rules import Note, NoteKind, Outcome
from backend.workbooks.runs.rules import packed
from backend.workbooks.sheets_rules import BY_KEY
from tests.hostile.matrix.objects import join
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.refusals import code_of
from tests.support.rosters import OFFICERS, ZONE, Planner
from tests.support.workbooks import book, check, import_, rehearsed

pytestmark = pytest.mark.both_databases("rows of shifts are compared, locked and written in bulk")

NAME = Text("操作工", "Operator")
HEADINGS = ["值班人登录名*", "值什么班*", "部门编号", "岗位编号", "从*", "到*"]


@pytest.fixture
def planner(database: Database, plants: Plants, clock: FakeClock) -> Planner:
    """It is nine in the morning at the site."""
    made = Planner(database, plants, clock)
    made.goes_to(9)
    return made


def at(planner: Planner, day: int, hour: int, minute: int = 0) -> datetime:
    """A time by the clock of the site, as a cell holds it; `day`: so many from today."""
    return datetime.combine(planner.today + timedelta(days=day), datetime.min.time()) + timedelta(
        hours=hour, minutes=minute
    )


def night(planner: Planner, username: str, day: int) -> list[object]:
    return [username, "值班安全员", None, None, at(planner, day, 20), at(planner, day + 1, 8)]


def roster(*lines: list[object]) -> bytes:
    return book(值班=[HEADINGS, *lines])


def faults(outcome: Outcome) -> set[tuple[int, str, ErrorCode]]:
    return {(each.row, each.column, each.code) for each in outcome.faults if each.sheet == "shifts"}


def counts(outcome: Outcome) -> tuple[int, int, int]:
    found = outcome.counts["shifts"]
    return found.new, found.changed, found.same


def test_nights_over_midnight_come_in_as_people_type_them_and_are_announced_once_per_line(
    planner: Planner, database: Database, plants: Plants
) -> None:
    day = planner.today + timedelta(days=1)
    after = day + timedelta(days=1)
    content = roster(
        night(planner, "ALICE", 3),
        ["dora", "OFFICER", None, None, f"{day.year}年{day.month}月{day.day}日 20：00", f"{after} 8:00"],
        ["ｅｒｉｋ", "lead on duty", "ｐroduction", None, f"{day:%Y/%m/%d} ８时", f"{day:%Y%m%d} 24:00"],
    )

    outcome = import_(database, plants.north, content, plants.alice)

    assert counts(outcome) == (3, 0, 0)
    shifts = planner.shifts()
    assert [each.person_id for each in shifts] == [
        plants.erik.person_id, plants.dora.person_id, plants.alice.person_id,
    ]  # fmt: skip
    assert shifts[1].starts_at.astimezone(ZONE).replace(tzinfo=None) == at(planner, 1, 20)
    assert [each.ends_at - each.starts_at for each in shifts] == [
        timedelta(hours=16), timedelta(hours=12), timedelta(hours=12),
    ]  # fmt: skip
    events = database.read(lambda s: [unpacked(row.event) for row in s.exec(select(OutboxRow))])
    planned = sorted(len(each.to) for each in events if each.kind is SHIFTS_PLANNED)
    assert planned == [1, 2], "one message each, however many shifts"


def test_the_same_roster_again_changes_nothing_not_even_once_its_shifts_are_over(
    planner: Planner, database: Database, plants: Plants
) -> None:
    content = roster(night(planner, "alice", 0), night(planner, "dora", 1))
    import_(database, plants.north, content, plants.alice)

    assert counts(check(database, plants.north, content, plants.alice)) == (0, 0, 2)
    planner.goes_to(9, day=5)
    assert counts(check(database, plants.north, content, plants.alice)) == (0, 0, 2)


@pytest.mark.parametrize("language", Language)
def test_an_exported_roster_imports_again_without_a_change(
    planner: Planner, database: Database, plants: Plants, language: Language
) -> None:
    leads = Line(Duty.LEAD, department_id=plants.department)
    planner.save(planner.plan_of(planner.night, plants.alice, plants.dora, days=3))
    planner.save(planner.plan_of(planner.pattern("到零点", 16 * 60, 8 * 60), plants.erik, line=leads, days=2))
    planner.goes_to(21)
    tables = database.read(lambda s: queries.tables(s, plants.alice, plants.north, now=database.clock()))
    assert len(tables["shifts"]) == 5, "one has begun, and is not over"

    for content, sheet in (
        (write_workbook(tables, language), ""),
        (write_sheet(BY_KEY["shifts"], tables["shifts"], language), "shifts"),
    ):
        outcome = check(database, plants.north, content, plants.alice, sheet)
        assert not outcome.faults
        assert counts(outcome) == (0, 0, 5)

    planner.goes_to(9, day=9)
    tables = database.read(lambda s: queries.tables(s, plants.alice, plants.north, now=database.clock()))
    assert tables["shifts"] == [], "the past is no plan"


def test_every_bad_cell_of_a_shift_is_named_with_its_reason(
    planner: Planner, database: Database, plants: Plants
) -> None:
    planner.save(planner.plan_of(planner.night, plants.dora, from_day=1))
    later = at(planner, 40, 8)
    content = roster(
        [None, "值班安全员", None, None, later, later + timedelta(hours=8)],
        ["bob", "值班安全员", None, None, later, later + timedelta(hours=8)],
        ["nobody", "值班安全员", None, None, later, later + timedelta(hours=8)],
        ["carol", "值班安全员", None, None, later, later + timedelta(hours=8)],
        ["alice", "司机", None, None, later, later + timedelta(hours=8)],
        ["alice", "值班安全员", None, None, "2099-13-01 08:00", "soon"],
        ["alice", "值班安全员", None, None, "2027-01-01", later],
        ["alice", "值班安全员", None, None, later, later],
        ["alice", "值班安全员", None, None, later + timedelta(days=1), later + timedelta(days=3)],
        ["alice", "值班安全员", None, None, at(planner, 0, 8), at(planner, 0, 20)],
        ["alice", "值班安全员", None, None, at(planner, 500, 8), at(planner, 500, 20)],
        ["dora", "值班安全员", None, None, at(planner, 1, 19), at(planner, 1, 21)],
        ["erik", "值班班长", None, None, later, later + timedelta(hours=8)],
        ["alice", "值班安全员", "PRODUCTION", None, later, later + timedelta(hours=8)],
        ["bob", "值班岗位", None, "NONE", later, later + timedelta(hours=8)],
        ["alice", "值班安全员", None, None, at(planner, 50, 8), at(planner, 50, 20)],
        ["alice", "值班安全员", None, None, at(planner, 50, 8), at(planner, 50, 21)],
        ["alice", "值班安全员", None, None, at(planner, 50, 19), at(planner, 51, 8)],
    )

    outcome = check(database, plants.north, content, plants.alice)

    assert faults(outcome) == {
        (2, "on_duty", ErrorCode.CELL_REQUIRED),
        (3, "on_duty", ErrorCode.NOT_OF_ROSTER),
        (4, "on_duty", ErrorCode.CELL_UNKNOWN_CODE),
        (5, "on_duty", ErrorCode.CELL_UNKNOWN_CODE),
        (6, "duty", ErrorCode.CELL_NO_CHOICE),
        (7, "starts_at", ErrorCode.CELL_NO_MOMENT),
        (7, "ends_at", ErrorCode.CELL_NO_MOMENT),
        (8, "starts_at", ErrorCode.CELL_NO_MOMENT),
        (9, "ends_at", ErrorCode.SHIFT_LENGTH_INVALID),
        (10, "ends_at", ErrorCode.SHIFT_LENGTH_INVALID),
        (11, "starts_at", ErrorCode.SHIFT_BEGUN),
        (12, "starts_at", ErrorCode.CELL_TOO_FAR_AHEAD),
        (13, "starts_at", ErrorCode.SHIFT_TWICE),
        (14, "department", ErrorCode.CELL_REQUIRED),
        (15, "department", ErrorCode.CELL_NOT_OF_LINE),
        (16, "post", ErrorCode.CELL_UNKNOWN_CODE),
        (18, "starts_at", ErrorCode.CELL_ROW_TWICE),
        (19, "starts_at", ErrorCode.SHIFT_TWICE),
    }
    begun = next(each for each in outcome.faults if each.row == 11)
    assert begun.value == f"{at(planner, 0, 8):%Y-%m-%d %H:%M}", "as the person sees it"
    assert len(planner.shifts()) == 1, "a check writes nothing"


def test_somebody_may_not_be_on_duty_for_two_lines_at_once_by_a_file(
    planner: Planner, database: Database, plants: Plants
) -> None:
    admin = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
    database.transact(
        lambda tx: posts.add_post(tx, plants.north, code="OP", name=NAME, department_id=None, by=admin)
    )
    with_post = book(
        人员=[
            ["username", "name_zh", "role", "department", "post"],
            ["erik", "erik", "LEAD", "PRODUCTION", "OP"],
        ],
        值班=[
            HEADINGS,
            ["erik", "值班班长", "PRODUCTION", None, at(planner, 1, 8), at(planner, 1, 20)],
            ["erik", "值班岗位", None, "OP", at(planner, 1, 19), at(planner, 1, 23)],
        ],
    )

    outcome = check(database, plants.north, with_post, plants.alice)

    assert faults(outcome) == {(3, "starts_at", ErrorCode.SHIFT_TWICE)}


def test_holes_and_two_people_for_one_line_are_said_and_refuse_nothing(
    planner: Planner, database: Database, plants: Plants
) -> None:
    content = roster(
        night(planner, "alice", 1), night(planner, "alice", 2), ["dora", *night(planner, "", 2)[1:]]
    )

    outcome = check(database, plants.north, content, plants.alice)

    assert not outcome.faults
    line = words.of("Duty", "OFFICER")
    assert outcome.notes == [
        Note("shifts", NoteKind.HOLE, line, at(planner, 2, 8), at(planner, 2, 20)),
        Note("shifts", NoteKind.SAME_ROSTER, line, at(planner, 2, 20), at(planner, 3, 8)),
    ]
    shown = packed(outcome)
    assert shown["noteCount"] == 2
    assert shown["notes"][0]["startsAt"] == f"{at(planner, 2, 8):%Y-%m-%dT%H:%M}"


def test_another_end_changes_a_shift_that_has_not_begun_and_withdraws_its_swap(
    planner: Planner, database: Database, plants: Plants
) -> None:
    import_(database, plants.north, roster(night(planner, "alice", 1)), plants.alice)
    [before] = planner.shifts()
    database.transact(
        lambda tx: swaps_commands.ask_swap(
            tx, before.shift_id, to_id=plants.dora.person_id, in_return_id=None, reason="", by=plants.alice
        )
    )
    longer = night(planner, "alice", 1)
    longer[5] = at(planner, 2, 9)

    outcome = import_(database, plants.north, roster(longer), plants.alice)

    assert counts(outcome) == (0, 1, 0)
    [after] = planner.shifts()
    assert (after.shift_id, after.ends_at - before.ends_at) == (before.shift_id, timedelta(hours=1))
    swap = database.read(lambda s: s.exec(select(ShiftSwapRow)).one())
    assert SwapState(swap.state) is SwapState.WITHDRAWN
    longer[5] = at(planner, 2, 10)
    planner.goes_to(21, day=1)
    begun = check(database, plants.north, roster(longer), plants.alice)
    assert faults(begun) == {(2, "starts_at", ErrorCode.SHIFT_BEGUN)}


def test_a_shift_that_began_between_the_check_and_the_import_is_not_written(
    planner: Planner, database: Database, plants: Plants
) -> None:
    plan, snapshot, parsed = rehearsed(
        database, plants.north, roster(night(planner, "alice", 0)), plants.alice
    )
    planner.goes_to(20, 1)

    code = code_of(
        lambda: database.transact(
            lambda tx: write_plan(tx, plan, snapshot, usernames_in(parsed), by=plants.alice)
        )
    )

    assert code is ErrorCode.CONFLICT
    assert planner.shifts() == []


def test_a_roster_is_imported_and_exported_by_those_who_plan_it_and_may_import(
    planner: Planner, database: Database, plants: Plants
) -> None:
    admin = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
    content = roster(night(planner, "alice", 1))

    refused = check(database, plants.north, content, admin)

    assert faults(refused) == {(2, "duty", ErrorCode.NOT_ALLOWED)}, "administrators plan no roster"
    of_lead = check(database, plants.north, content, plants.erik)
    assert faults(of_lead) == {(0, "", ErrorCode.NOT_ALLOWED)}, "leads send sheets of the register only"
    for nobody, code in (
        (plants.bob, "NOT_ALLOWED"),
        (plants.carol, "NOT_FOUND"),
    ):
        assert code_of(lambda who=nobody: check(database, plants.north, content, who)) == ErrorCode[code]
    now = database.clock()
    assert "shifts" not in database.read(lambda s: queries.tables(s, admin, plants.north, now=now))
    import_(database, plants.north, content, plants.alice)
    assert counts(check(database, plants.north, content, admin)) == (0, 0, 1), "what is there is no plan"


def test_a_closed_line_is_kept_again_by_an_import(
    planner: Planner, database: Database, plants: Plants
) -> None:
    roster_id = planner.save(planner.plan_of(planner.night, plants.dora, from_day=1))
    database.transact(lambda tx: commands.close_roster(tx, roster_id, version=1, by=plants.alice))

    import_(database, plants.north, roster(night(planner, "alice", 1)), plants.alice)

    now = at(planner, 1, 21).replace(tzinfo=ZONE)
    present = database.transact(lambda tx: tx.get(Rosters).on_duty(plants.north, at=now))
    assert [(each.line, each.person_id) for each in present] == [(OFFICERS, plants.alice.person_id)]


@pytest.mark.parametrize("language", Language)
def test_the_template_of_a_roster_has_an_example_and_a_list_of_duties(
    planner: Planner, database: Database, plants: Plants, language: Language
) -> None:
    content = write_workbook({"shifts": examples(language)["shifts"]}, language)

    [page] = openpyxl.load_workbook(io.BytesIO(content)).worksheets

    [lists] = page.data_validations.dataValidation
    assert all(words.of("Duty", each).in_(language) in lists.formula1 for each in Duty)
    assert page["E2"].value.hour == 20
    assert page["E2"].number_format == "yyyy-mm-dd hh:mm"
    assert counts(check(database, plants.north, content, plants.alice)) == (0, 0, 0), "it is an example"
