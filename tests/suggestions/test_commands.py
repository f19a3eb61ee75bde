"""Suggestions: taken in, answered by an officer, carried out by their owner, who is reminded until then."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from backend.agreements.module_switches import commands as modules
from backend.core.audit import Audit
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.modules import Module
from backend.deadlines import sweep_commands as deadline_sweep
from backend.deadlines.rules import Deadline
from backend.deadlines.store import Deadlines
from backend.deadlines.tables import DeadlineRow
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.anonymous import queries as passes
from backend.hazards.anonymous.rules import hash_of_key
from backend.photos.rules import PhotoFacts
from backend.sites.modules.store import Modules
from backend.suggestions import commands as suggestions
from backend.suggestions import queries as views
from backend.suggestions.commands import Origin
from backend.suggestions.rules import SuggestionState, SuggestionTopic
from tests.scenarios.phones import Phones
from tests.suggestions.suggesting import Suggesting
from tests.support.cases import Reports, refusal
from tests.support.declared import RESPONSIBILITIES
from tests.support.dying_connection import Fate, die, dump
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of, photo

KEY = "7ZQK9-M2XW4-RT0VB-H3NJC-6DPEY-A"


@pytest.fixture
def it(database: Database, plants: Plants) -> Suggesting:
    return Suggesting(database, plants)


@pytest.fixture
def phones(database: Database, plants: Plants) -> Phones:
    people = {name: getattr(plants, name) for name in ("alice", "bob", "dora", "erik", "carol")}
    return Phones(database, **people)


def running(database: Database, suggestion_id: UUID) -> list[Deadline]:
    return database.transact(lambda tx: tx.get(Deadlines).running(suggestion_id))


def test_a_suggestion_has_a_number_of_the_year_and_comes_from_an_equipment_or_a_case(
    it: Suggesting, clock: FakeClock
) -> None:
    case_id = Reports(it.database, it.plants).case(it.plants.bob)
    first = it.submit(origin=Origin(equipment_code="EQ-north"))
    second = it.submit(origin=Origin(case_id=case_id))

    seen = [it.seen(each, it.plants.bob) for each in (first, second)]

    assert [view.suggestion.number for view in seen if view] == ["JY-2026-0001", "JY-2026-0002"]
    assert seen[0] is not None
    assert seen[0].suggestion.equipment_id == id_of("north/equipment")
    assert seen[0].suggestion.made_at == clock.now, "a phone whose clock is ahead says nothing of tomorrow"
    assert seen[1] is not None
    assert seen[1].suggestion.case_id == case_id


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "  "}, ErrorCode.EVIDENCE_REQUIRED),
        ({"text": "字" * 5_000}, ErrorCode.INVALID_INPUT),
        ({"photos": ("0" * 64,)}, ErrorCode.PHOTO_MISSING),
        ({"origin": Origin()}, ErrorCode.INVALID_INPUT),
        ({"origin": Origin(equipment_code="EQ-north", case_id=uuid4())}, ErrorCode.INVALID_INPUT),
        ({"origin": Origin(id_of("south"))}, ErrorCode.NOT_FOUND),
        ({"origin": Origin(equipment_code="EQ-south")}, ErrorCode.NOT_FOUND),
        ({"origin": Origin(case_id=uuid4())}, ErrorCode.NOT_FOUND),
        ({"origin": Origin(alert_id=uuid4())}, ErrorCode.NOT_FOUND),
    ],
)
def test_what_cannot_be_a_suggestion_is_refused(
    it: Suggesting, given: dict[str, object], code: ErrorCode
) -> None:
    assert refusal(lambda: it.submit(**given)) is code  # type: ignore[arg-type]


def test_a_case_of_another_site_is_no_place_to_suggest_from(it: Suggesting) -> None:
    case_id = Reports(it.database, it.plants).case(it.plants.bob)

    code = refusal(lambda: it.submit(it.plants.carol, origin=Origin(case_id=case_id)))

    assert code is ErrorCode.NOT_FOUND


def test_everybody_hears_of_what_concerns_them_and_nobody_of_more(it: Suggesting, phones: Phones) -> None:
    adopted, declined = it.submit(), it.submit(text="换软件")
    phones.work()
    assert {name: set(titles) for name, titles in phones.received.items()} == {
        "alice": {"新的合理化建议"},
        "dora": {"新的合理化建议"},
    }
    phones.received.clear()

    it.adopt(adopted)
    phones.notified(bob="您的建议已采纳", erik="请落实一条建议")
    it.decline(declined)
    phones.notified(bob="您的建议已答复")
    it.carry_out(adopted)
    phones.notified(bob="建议已落实", alice="建议已落实")


def test_an_author_who_is_to_carry_it_out_gets_one_message(it: Suggesting, phones: Phones) -> None:
    made = it.submit()
    phones.work()
    phones.received.clear()

    it.adopt(made, owner=it.plants.bob.person_id)

    phones.notified(bob="请落实一条建议")


def test_an_adopted_suggestion_is_due_is_reminded_of_becomes_overdue_and_ends(
    it: Suggesting, phones: Phones, clock: FakeClock
) -> None:
    made = it.submit()
    it.adopt(made, owner=it.plants.bob.person_id, within=timedelta(days=10))
    [deadline] = running(it.database, made)
    assert (deadline.owner_id, deadline.due_at) == (it.plants.bob.person_id, clock.now + timedelta(days=10))
    phones.work()
    phones.received.clear()

    def waits(days: float) -> dict[str, list[str]]:
        phones.received.clear()
        clock.advance(timedelta(days=days))
        deadline_sweep.sweep(it.database, RESPONSIBILITIES)
        phones.work()
        return dict(phones.received)

    assert waits(4) == {}
    assert waits(1) == {"bob": ["即将到期"]}
    assert waits(3) == {"bob": ["即将到期"]}
    assert waits(2) == {"bob": ["已超时"], "erik": ["已超时"]}, "erik leads the department"
    assert set(waits(10)) == {"alice", "dora", "erik"}, "and the officers, at twice the time"
    it.carry_out(made, it.plants.bob, note="灯终于装好了")
    assert running(it.database, made) == []
    assert set(waits(0)) == {"alice"}, "who adopted it hears that it is done"
    assert waits(30) == {}, "and nobody is reminded"


def test_a_second_officer_comes_too_late(it: Suggesting) -> None:
    made = it.submit()
    it.decline(made)

    assert refusal(lambda: it.adopt(made, it.plants.dora)) is ErrorCode.CONFLICT
    assert refusal(lambda: it.decline(made, it.plants.dora)) is ErrorCode.CONFLICT
    assert running(it.database, made) == []


def test_only_officers_answer_and_what_one_does_not_see_does_not_exist(it: Suggesting) -> None:
    made = it.submit(it.plants.erik)

    for outsider in (it.plants.bob, it.plants.carol):
        assert refusal(lambda by=outsider: it.decline(made, by)) is ErrorCode.NOT_FOUND
        assert refusal(lambda by=outsider: it.carry_out(made, by)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: it.decline(made, it.plants.erik)) is ErrorCode.NOT_ALLOWED, "his own, and seen"
    it.adopt(made)
    assert refusal(lambda: it.carry_out(made, it.plants.bob)) is ErrorCode.NOT_ALLOWED, "seen by the site"
    assert refusal(lambda: it.carry_out(made, it.plants.carol)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: it.decline(uuid4())) is ErrorCode.NOT_FOUND


def test_an_owner_is_somebody_of_the_site_and_a_date_lies_ahead(it: Suggesting) -> None:
    made = it.submit()

    foreign = refusal(lambda: it.adopt(made, owner=it.plants.carol.person_id))
    past = refusal(lambda: it.adopt(made, within=timedelta(seconds=-1)))

    assert (foreign, past) == (ErrorCode.NOT_FOUND, ErrorCode.INVALID_INPUT)
    view = it.seen(made, it.plants.alice)
    assert view is not None
    assert view.suggestion.state is SuggestionState.SUBMITTED


def allow(it: Suggesting) -> str:
    """North takes reports without a name: its pass."""
    it.database.transact(
        lambda tx: anonymity.set_anonymous_reports(tx, it.plants.north, is_allowed=True, by=it.plants.alice)
    )
    found = it.database.read(lambda s: passes.passes(s, it.plants.bob))[it.plants.north]
    assert found is not None
    return found


def anonymously(
    it: Suggesting,
    site_pass: str,
    *,
    operation: UUID | None = None,
    key: str = KEY,
    content: str = "same",
    photos: tuple[str, ...] = (),
    origin: Origin | None = None,
) -> UUID:
    return it.database.transact(
        lambda tx: suggestions.submit_suggestion_anonymously(
            tx,
            operation or uuid4(),
            site_pass=site_pass,
            key_hash=hash_of_key(key),
            payload_hash=content,
            topic=SuggestionTopic.PRODUCT,
            text="字太小",
            origin=origin or Origin(),
            photos=photos,
            made_at=tx.now,
        )
    )


def test_a_suggestion_without_a_name_leads_to_nobody_and_its_key_shows_what_became_of_it(
    it: Suggesting, phones: Phones
) -> None:
    site_pass = allow(it)
    facts = PhotoFacts(photo(it.database, "dial", it.plants.erik).sha256, 1600, 1200)
    it.database.transact(lambda tx: anonymity.record_photo(tx, facts, site_pass=site_pass, length=1))
    before = dump(it.database)
    made = anonymously(it, site_pass, photos=(facts.sha256,))

    for table, rows in dump(it.database).items():
        new = "\n".join(row for row in rows if row not in before[table])
        for person in (it.plants.bob, it.plants.erik, it.plants.alice):
            assert person.person_id.hex not in new, table
    view = it.seen(made, it.plants.alice)
    assert view is not None
    assert view.made_by is None
    it.decline(made, reason="字号可以在手机里调")
    fate = it.database.read(lambda s: views.of_key(s, hash_of_key(KEY)))
    assert fate is not None
    assert (fate.suggestion.answer, fate.answered_by) == ("字号可以在手机里调", None)
    phones.work()
    assert set(phones.received) == {"alice", "dora"}, "nobody hears of an answer to nobody"


def test_the_same_without_a_name_twice_is_one_and_with_other_content_a_conflict(it: Suggesting) -> None:
    site_pass, operation = allow(it), uuid4()

    first = anonymously(it, site_pass, operation=operation)

    assert anonymously(it, site_pass, operation=operation) == first
    other = refusal(lambda: anonymously(it, site_pass, operation=operation, content="other"))
    assert other is ErrorCode.CONFLICT
    assert refusal(lambda: anonymously(it, site_pass)) is ErrorCode.CONFLICT, "the key has a suggestion"


def test_without_the_pass_of_a_site_nobody_suggests_without_a_name(it: Suggesting) -> None:
    site_pass = allow(it)

    wrong = refusal(lambda: anonymously(it, "wrong"))
    elsewhere = refusal(lambda: anonymously(it, site_pass, origin=Origin(equipment_code="EQ-south")))

    assert (wrong, elsewhere) == (ErrorCode.ANONYMOUS_NOT_ALLOWED, ErrorCode.NOT_FOUND)


@pytest.mark.parametrize("step", ["submit", "adopt", "carry out"])
def test_a_step_that_dies_in_the_middle_leaves_nothing_and_succeeds_when_done_again(
    it: Suggesting, step: str
) -> None:
    shown = photo(it.database, "lamp", it.plants.bob)
    made = it.submit()
    if step == "carry out":
        it.adopt(made)
    before, fate = dump(it.database), Fate(it.database)

    def command(tx):  # type: ignore[no-untyped-def]
        if step == "submit":
            return suggestions.submit_suggestion(
                tx,
                topic=SuggestionTopic.SAFETY,
                text="",
                origin=Origin(it.plants.north),
                photos=(shown.sha256,),
                made_at=tx.now,
                by=it.plants.bob,
            )
        if step == "adopt":
            return suggestions.adopt_suggestion(
                tx,
                made,
                owner_id=it.plants.erik.person_id,
                due_at=tx.now + timedelta(days=1),
                note="",
                by=it.plants.alice,
            )
        return suggestions.carry_out_suggestion(tx, made, note="灯已装好", by=it.plants.erik)

    die(fate, command, None)
    assert dump(it.database) == before
    for at in range(1, fate.statements + 1):
        die(fate, command, at)
        assert dump(it.database) == before, f"something is there of what died at statement {at}"

    it.database.transact(command)
    assert dump(it.database) != before
    assert it.database.transact(lambda tx: tx.get(Audit).broken_at(it.plants.north)) is None


def test_nobody_is_reminded_of_a_suggestion_while_they_are_off(
    database: Database, plants: Plants, clock: FakeClock, it: Suggesting
) -> None:
    def switch(*, is_on: bool) -> None:
        def command(tx: Transaction) -> None:
            before = tx.get(Modules).state(plants.north, Module.SUGGESTIONS)
            modules.switch(tx, before, is_on=is_on, reason="试用期先不收", by=plants.alice.person_id)

        database.transact(command)

    def reached() -> int:
        deadline_sweep.sweep(database, RESPONSIBILITIES)
        return database.read(lambda s: s.exec(select(DeadlineRow)).one().reached)

    it.adopt(it.submit(), within=timedelta(days=10))
    switch(is_on=False)
    clock.advance(timedelta(days=11))
    assert reached() == 0

    switch(is_on=True)
    clock.advance(deadline_sweep.LOOK_AGAIN)
    assert reached() > 0, "it is made up for once"
