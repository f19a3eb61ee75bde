"""Scales over GraphQL, and how the scores of an input become those of a method."""

import httpx
import pytest

from backend.core.errors import ErrorCode
from backend.risks.assessment.graphql import DirectInput, LecScoresInput, LsScoresInput, RiskScoresInput
from backend.risks.assessment.rules import Direct, LecScores, LsScores, Scores
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants
from tests.support.refusals import answered_code, code_of

SCALES = """{ riskScales {
  methods { method scales { axis scores { score wording { zh en } } } }
  cutoffSets { code version method red orange yellow source isVerified }
  accidentClasses { code list name { zh en } isVerified }
  controlLevels { level controlLevel }
} }"""


def test_whoever_is_signed_in_reads_what_a_level_is_computed_by(client: httpx.Client, plants: Plants) -> None:
    for who in ("alice", "bob", "carol"):
        found = ask(client, sign_in(client, who), SCALES)["data"]["riskScales"]

        lec, ls, direct = found["methods"]
        assert [each["axis"] for each in lec["scales"]] == ["LIKELIHOOD", "EXPOSURE", "CONSEQUENCE"]
        assert [each["score"] for each in lec["scales"][0]["scores"]] == [10, 6, 3, 1, 0.5, 0.2, 0.1]
        assert lec["scales"][1]["scores"][1]["wording"]["zh"] == "每天工作时间内暴露"
        assert [len(each["scores"]) for each in ls["scales"]] == [5, 5]
        assert direct == {"method": "DIRECT", "scales": []}
        assert [(each["code"], each["red"], each["isVerified"]) for each in found["cutoffSets"]] == [
            ("LEC", 320, True),
            ("LS-A", 20, False),
            ("LS-B", 20, False),
        ]
        assert len(found["accidentClasses"]) == 20 + 27
        assert found["controlLevels"][0] == {"level": 4, "controlLevel": "COMPANY"}


def test_nobody_else_does(client: httpx.Client, plants: Plants) -> None:
    assert answered_code(ask(client, None, SCALES)) == "UNAUTHENTICATED"


LEC = LecScoresInput(likelihood=0.5, exposure=6, consequence=40)
LS = LsScoresInput(likelihood=3, severity=4)
DIRECT = DirectInput(level=4, clause="GB 18218-2018")


@pytest.mark.parametrize(
    ("given", "scores"),
    [
        (RiskScoresInput(lec=LEC), LecScores(0.5, 6, 40)),
        (RiskScoresInput(ls=LS), LsScores(3, 4)),
        (RiskScoresInput(direct=DIRECT), Direct(4, "GB 18218-2018")),
    ],
)
def test_an_input_gives_the_scores_of_its_one_method(given: RiskScoresInput, scores: Scores) -> None:
    assert given.value() == scores


@pytest.mark.parametrize(
    "given", [RiskScoresInput(), RiskScoresInput(lec=LEC, ls=LS), RiskScoresInput(ls=LS, direct=DIRECT)]
)
def test_an_input_of_no_method_or_of_two_is_refused(given: RiskScoresInput) -> None:
    assert code_of(given.value) is ErrorCode.INVALID_INPUT
