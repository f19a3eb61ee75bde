"""What a site has its own of: control levels, months between reviews, and the wording of scores."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.core.errors import ErrorCode
from backend.core.text import Text
from backend.risks.assessment.rules import AssessmentMethod, ScoreAxis
from backend.risks.settings import rules
from backend.risks.settings.rules import LONGEST_WORDING, ScoreKey
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants
from tests.support.refusals import answered_code, code_of

SETTINGS = """query ($siteId: UUID!) { riskSettings(siteId: $siteId) {
    version lsSet controlLevels { level controlLevel } reviewMonths { level months } } }"""
CHANGE = "mutation ($input: ChangeRiskSettingsInput!) { changeRiskSettings(input: $input) { version lsSet } }"
WORD = "mutation ($input: ChangeScoreWordingsInput!) { changeScoreWordings(input: $input) { version } }"
SCALES = """query ($siteId: UUID) { riskScales(siteId: $siteId) { controlLevels { level controlLevel }
    methods { method scales { axis scores { score isOwn wording { zh en } usual { zh en } } } } } }"""
OWN = {
    "method": "LEC",
    "axis": "EXPOSURE",
    "score": 6,
    "wording": {"zh": "每班巡检时", "en": "On each round"},
}
KEY = ScoreKey(AssessmentMethod.LEC, ScoreAxis.EXPOSURE, 6)
USUAL = {KEY: Text("每天工作时间内暴露", "Daily, during working hours")}

Send = Callable[..., Any]


@pytest.fixture
def send(client: httpx.Client, plants: Plants) -> Send:
    """Send one of the two mutations for north; returns the version, or the code of the refusal."""

    def send(who: str, document: str, **content: Any) -> Any:
        site = {"siteId": str(plants.north), "reason": "按厂里的评价规程", "version": 0}
        sent = {"operationId": str(uuid4()), **site, **content}
        answer = ask(client, sign_in(client, who), document, input=sent)
        if "errors" in answer:
            return answered_code(answer)
        [found] = answer["data"].values()
        return found["version"]

    return send


def scores(client: httpx.Client, plants: Plants, who: str = "bob") -> list[dict[str, Any]]:
    """Return the scores of exposure as the screen of an assessment at north shows them."""
    found = ask(client, sign_in(client, who), SCALES, siteId=str(plants.north))
    lec, *_ = found["data"]["riskScales"]["methods"]
    return next(each["scores"] for each in lec["scales"] if each["axis"] == "EXPOSURE")


def test_a_site_words_a_score_itself_and_everybody_of_it_reads_these_words(
    client: httpx.Client, plants: Plants, send: Send
) -> None:
    assert send("alice", WORD, wordings=[OWN]) == 1

    found = {each["score"]: each for each in scores(client, plants)}
    assert found[6]["wording"] == {"zh": "每班巡检时", "en": "On each round"}
    assert (found[6]["isOwn"], found[6]["usual"]["zh"]) == (True, "每天工作时间内暴露")
    assert (found[10]["isOwn"], found[10]["wording"]) == (False, found[10]["usual"])
    anywhere = ask(client, sign_in(client, "carol"), SCALES)
    assert "每班巡检时" not in str(anywhere)


def test_an_empty_wording_gives_a_score_the_words_of_the_product_again(
    client: httpx.Client, plants: Plants, send: Send
) -> None:
    send("alice", WORD, wordings=[OWN])

    assert send("alice", WORD, version=1, wordings=[{**OWN, "wording": {"zh": " ", "en": ""}}]) == 2

    assert not any(each["isOwn"] for each in scores(client, plants))


def test_only_who_may_change_every_event_changes_wordings_and_nobody_those_of_another_site(
    client: httpx.Client, plants: Plants, send: Send
) -> None:
    assert send("bob", WORD, wordings=[OWN]) == "NOT_ALLOWED"
    assert send("erik", WORD, wordings=[OWN]) == "NOT_ALLOWED", "a lead edits events, not the site's words"
    assert send("carol", WORD, wordings=[OWN]) == "NOT_FOUND"
    far = ask(client, sign_in(client, "carol"), SCALES, siteId=str(plants.north))
    assert answered_code(far) == "NOT_FOUND"
    assert not any(each["isOwn"] for each in scores(client, plants))


def test_a_stale_version_is_a_conflict_and_the_same_again_changes_nothing(send: Send) -> None:
    assert send("alice", WORD, wordings=[OWN]) == 1
    assert send("dora", WORD, wordings=[]) == "CONFLICT"
    assert send("dora", WORD, wordings=[OWN]) == 1
    assert send("alice", WORD, version=1, wordings=[], reason=" ") == "REASON_REQUIRED"


def test_wordings_and_settings_leave_each_other_alone(
    client: httpx.Client, plants: Plants, send: Send
) -> None:
    send("alice", WORD, wordings=[OWN])
    settings = ask(client, sign_in(client, "alice"), SETTINGS, siteId=str(plants.north))["data"][
        "riskSettings"
    ]
    months = [{**each, "months": 6} for each in settings["reviewMonths"]]

    same = {"controlLevels": settings["controlLevels"], "reviewMonths": months, "lsSet": "LS-B"}
    assert send("bob", CHANGE, version=1, **same) == "NOT_ALLOWED"
    assert send("carol", CHANGE, version=1, **same) == "NOT_FOUND"
    assert send("alice", CHANGE, version=0, **same) == "CONFLICT"
    assert send("alice", CHANGE, version=1, **same) == 2

    assert [each["score"] for each in scores(client, plants) if each["isOwn"]] == [6]
    assert send("alice", WORD, version=2, wordings=[]) == 3
    found = ask(client, sign_in(client, "bob"), SETTINGS, siteId=str(plants.north))["data"]["riskSettings"]
    assert (found["lsSet"], {each["months"] for each in found["reviewMonths"]}) == ("LS-B", {6})


def test_the_screen_of_an_assessment_gets_the_control_levels_of_the_site(
    client: httpx.Client, plants: Plants, send: Send
) -> None:
    settings = ask(client, sign_in(client, "alice"), SETTINGS, siteId=str(plants.north))["data"][
        "riskSettings"
    ]
    higher = [{**each, "controlLevel": "COMPANY"} for each in settings["controlLevels"]]
    send("alice", CHANGE, controlLevels=higher, reviewMonths=settings["reviewMonths"], lsSet="LS-A")

    found = ask(client, sign_in(client, "bob"), SCALES, siteId=str(plants.north))["data"]["riskScales"]

    assert {each["controlLevel"] for each in found["controlLevels"]} == {"COMPANY"}


def test_words_are_kept_clean_and_those_of_one_language_stand_in_for_the_other() -> None:
    assert rules.own_wordings([(KEY, Text("  每班 ", ""))], USUAL) == {KEY: Text("每班", "每班")}
    assert rules.own_wordings([(KEY, USUAL[KEY])], USUAL) == {}, "what the product says is not the site's own"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([(KEY._replace(score=5), Text("五", "Five"))], ErrorCode.SCORE_OFF_SCALE),
        ([(KEY._replace(axis=ScoreAxis.SEVERITY), Text("六", "Six"))], ErrorCode.SCORE_OFF_SCALE),
        ([(KEY, Text("六", "Six")), (KEY, Text("陆", "Six"))], ErrorCode.INVALID_INPUT),
        ([(KEY, Text("长" * (LONGEST_WORDING + 1), ""))], ErrorCode.INVALID_INPUT),
    ],
)
def test_a_wording_of_no_score_of_one_score_twice_or_too_long_is_refused(
    given: list[tuple[ScoreKey, Text]], code: ErrorCode
) -> None:
    assert code_of(lambda: rules.own_wordings(given, USUAL)) is code
