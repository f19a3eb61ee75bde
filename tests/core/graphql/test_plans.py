"""A query that runs as a plan answers what graphql-core does: every stored one, for every kind of viewer."""

from typing import Any, Final

import pytest

from backend.core.graphql.plans.execution import Plans
from backend.core.graphql.plans.run import Run
from tests.support.documents import QUERIES, queries
from tests.support.lived_plant import Lived, variables_of

THINKS: Final = {"RecommendedValues"}
"""They work something out beside the database, which no plan waits for."""


ALL: Final = ("alice", "bob", "carol", "erik", "admin")
BY_DAY: Final = ("alice", "carol", "admin")


@pytest.mark.parametrize(
    "names", [pytest.param(BY_DAY, id="three"), pytest.param(ALL, id="everybody", marks=pytest.mark.nightly)]
)
@pytest.mark.parametrize("query", queries())
def test_the_plan_of_a_stored_query_answers_what_graphql_core_does(
    lived: Lived, query: str, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, text = query.split(maxsplit=1)[0], QUERIES[query]
    people = [lived.admin if each == "admin" else getattr(lived.plants, each) for each in names]
    asked = [(viewer, variables) for viewer in people for variables in variables_of(lived, name)]
    through: list[Any] = []
    data = Run.data

    def counted(run: Run) -> Any:
        through.append(data(run))
        return through[-1]

    monkeypatch.setattr(Run, "data", counted)
    planned = [lived.answer(text, *each) for each in asked]
    is_planned = bool(through)
    monkeypatch.setattr(Plans, "of", lambda *_: None)
    wanted = [lived.answer(text, *each) for each in asked]

    assert planned == wanted
    assert is_planned or not asked or name in THINKS
