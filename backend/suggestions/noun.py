"""Declaration of suggestions: what they are to the rest of the house."""

from typing import Final

from backend.core.modules import Module
from backend.core.nouns import CodesInWords, Noun, OfModule, OverdueNames, Subject, Work
from backend.deadlines.responsible_commands import Responsibility
from backend.photos.queries import PhotoFinder
from backend.suggestions import commands, queries
from backend.suggestions import filters_queries as filters

NOUN: Final = Noun(
    "suggestion",
    (
        Subject("/suggestions/{}", rank=3, describe=commands.describe),
        Responsibility(commands.responsible),
        Work(queries.to_carry_out),
        OverdueNames(queries.overdue_subjects),
        OfModule(Module.SUGGESTIONS),
        PhotoFinder(queries.find_photo),
        CodesInWords("suggestions", {"state": "SuggestionState"}),
        filters.LIST,
    ),
)
