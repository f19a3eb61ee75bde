"""Declaration of the archive: what it is to the rest of the house."""

from typing import Final

from backend.archive import filters_queries as filters
from backend.core.nouns import Noun

NOUN: Final = Noun("archived_case", (filters.LIST,))
