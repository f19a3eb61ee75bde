"""Suggestions for the tests over all nouns."""

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from backend.core.database import Transaction
from backend.core.viewer import Role
from backend.suggestions import commands as suggestions
from backend.suggestions.commands import Origin
from backend.suggestions.rules import SuggestionTopic
from tests.support.noun_examples import Examples
from tests.support.plants import Plants

if TYPE_CHECKING:
    from tests.support.lived_plant import Lived


def _objects(tx: Transaction, plants: Plants) -> dict[str, str]:
    suggestion = suggestions.submit_suggestion(
        tx,
        topic=SuggestionTopic.SAFETY,
        text="加装护栏",
        origin=Origin(site_id=plants.north),
        photos=(),
        made_at=tx.now,
        by=plants.bob,
    )
    return {"suggestion": str(suggestion)}


def _asked(lived: "Lived") -> dict[str, list[dict[str, Any]]]:
    filters = {"text": "CZ", "receivedFrom": "2020-01-01T00:00:00+00:00"}
    return {
        "Suggestions": [{}],
        "SuggestionTable": lived.of_a_table(filters, "NUMBER", "DUE"),
        "AnonymousSuggestion": [{"key": "0" * 26}],
        **{key: [{"id": str(uuid4())}] for key in ("LastOfSuggestion", "Suggestion")},
    }


EXAMPLES: Final = Examples(
    objects=_objects,
    asked=_asked,
    kinds={"suggestionId": "suggestion"},
    kinds_of={
        ("suggestion", "id"): "suggestion",
        ("submitSuggestion", "input", "photos"): "photo",
        ("submitSuggestionAnonymously", "input", "photos"): "photo",
    },
    no_references={
        ("submitSuggestionAnonymously", "input", "origin", "siteId"): "the pass says which site it is",
    },
    also={
        ("submitSuggestion", "input", "origin", "siteId"): frozenset({"equipmentCode", "alertId", "caseId"}),
    },
    hidden={"suggestion": frozenset({Role.WORKER, Role.LEAD, Role.EXECUTIVE, Role.ADMIN})},
)
