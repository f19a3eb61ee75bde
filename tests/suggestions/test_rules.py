"""Suggestions: what is taken in, who answers it and how, and who sees what of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Membership, Role, Viewer
from backend.people.rules import may_name
from backend.suggestions import rules
from backend.suggestions.rules import MAX_TEXT, Suggestion, SuggestionState, SuggestionTopic

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
IN_A_WEEK = NOW + timedelta(days=7)
SITE, DEPARTMENT = uuid4(), uuid4()
AUTHOR, OFFICER, OWNER = uuid4(), uuid4(), uuid4()


def suggestion(state: SuggestionState = SuggestionState.SUBMITTED) -> Suggestion:
    made = Suggestion(
        suggestion_id=uuid4(),
        site_id=SITE,
        number="JY-2026-0001",
        state=state,
        topic=SuggestionTopic.SAFETY,
        text="在泵房加一盏灯",
        made_by=AUTHOR,
        made_at=NOW,
        received_at=NOW,
    )
    return replace(made, owner_id=OWNER) if state in rules.SHARED else made


def person(role: Role, *, department: bool = False, site: bool = True) -> Viewer:
    me = uuid4()
    place = SITE if site else uuid4()
    return Viewer(me, (Membership(me, place, role, DEPARTMENT if department else None, None),))


def refusal(command: Callable[[], object]) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        command()
    return refused.value.code


def adopt(each: Suggestion, due_at: datetime = IN_A_WEEK, note: str = "") -> Suggestion:
    return rules.adopt(each, owner_id=OWNER, due_at=due_at, note=note, by=OFFICER, at=NOW)


def decline(each: Suggestion, reason: str) -> Suggestion:
    return rules.decline(each, reason=reason, by=OFFICER, at=NOW)


def carry_out(each: Suggestion, note: str = "灯已装好", **by: object) -> Suggestion:
    return rules.carry_out(each, note=note, by=by.get("by", OWNER), at=NOW)  # type: ignore[arg-type]


def test_words_or_a_photo_are_enough_and_nothing_at_all_is_not() -> None:
    rules.check_content("加一盏灯", photo_count=0)
    rules.check_content("", photo_count=1)
    rules.check_content("字" * MAX_TEXT, photo_count=3)

    assert refusal(lambda: rules.check_content(" \n", photo_count=0)) is ErrorCode.EVIDENCE_REQUIRED
    assert refusal(lambda: rules.check_content("字" * 5_000, photo_count=0)) is ErrorCode.INVALID_INPUT
    assert refusal(lambda: rules.check_content("", photo_count=4)) is ErrorCode.INVALID_INPUT


def test_an_adopted_suggestion_has_an_owner_and_a_date() -> None:
    adopted = adopt(suggestion(), note=" 好主意 ")

    assert (adopted.state, adopted.owner_id, adopted.due_at) == (SuggestionState.ADOPTED, OWNER, IN_A_WEEK)
    assert (adopted.answer, adopted.answered_by, adopted.answered_at) == ("好主意", OFFICER, NOW)


@pytest.mark.parametrize("due_at", [NOW - timedelta(days=1), NOW, NOW + timedelta(days=367)])
def test_a_suggestion_is_not_adopted_for_the_past_or_for_never(due_at: datetime) -> None:
    assert refusal(lambda: adopt(suggestion(), due_at)) is ErrorCode.INVALID_INPUT


def test_a_declined_suggestion_says_why() -> None:
    assert decline(suggestion(), " 已有同样安排 ").answer == "已有同样安排"
    assert refusal(lambda: decline(suggestion(), " 不行 ")) is ErrorCode.REASON_REQUIRED
    assert refusal(lambda: decline(suggestion(), "字" * 2_001)) is ErrorCode.INVALID_INPUT


@pytest.mark.parametrize("state", [each for each in SuggestionState if each is not SuggestionState.SUBMITTED])
def test_a_suggestion_is_answered_once(state: SuggestionState) -> None:
    assert refusal(lambda: adopt(suggestion(state))) is ErrorCode.CONFLICT
    assert refusal(lambda: decline(suggestion(state), "已有同样安排")) is ErrorCode.CONFLICT


def test_its_owner_carries_it_out_and_says_what_was_done() -> None:
    adopted = suggestion(SuggestionState.ADOPTED)

    done = carry_out(adopted, " 灯已装好，亮了 ")

    assert (done.state, done.outcome, done.done_at) == (SuggestionState.CARRIED_OUT, "灯已装好，亮了", NOW)
    assert refusal(lambda: carry_out(adopted, by=OFFICER)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: carry_out(adopted, "好")) is ErrorCode.INVALID_INPUT
    assert refusal(lambda: carry_out(done)) is ErrorCode.ILLEGAL_TRANSITION
    assert refusal(lambda: carry_out(suggestion())) is ErrorCode.ILLEGAL_TRANSITION


@pytest.mark.parametrize("state", SuggestionState)
def test_author_and_officers_see_it_and_the_whole_site_once_it_is_adopted(state: SuggestionState) -> None:
    each = suggestion(state)
    author = Viewer(AUTHOR, (Membership(AUTHOR, SITE, Role.WORKER, None, None),))

    assert rules.sees(author, each)
    assert rules.sees(person(Role.OFFICER), each)
    assert rules.sees(person(Role.WORKER), each) == (state in rules.SHARED)
    assert rules.sees(person(Role.EXECUTIVE), each) == (state in rules.SHARED)
    assert not rules.sees(person(Role.OFFICER, site=False), each)


def test_who_made_it_is_for_officers_executives_the_own_lead_and_the_author() -> None:
    author = Viewer(AUTHOR, (Membership(AUTHOR, SITE, Role.WORKER, None, None),))

    def sees(viewer: Viewer) -> bool:
        return may_name(viewer, AUTHOR, DEPARTMENT, site_id=SITE)

    assert [sees(person(role)) for role in (Role.OFFICER, Role.EXECUTIVE)] == [True, True]
    assert sees(author)
    assert sees(person(Role.LEAD, department=True))
    assert not sees(person(Role.LEAD))
    assert not sees(person(Role.WORKER, department=True))
    assert not sees(person(Role.OFFICER, site=False))
