"""What nouns declare, as entrypoints hand it down."""

import inspect
import re
from collections.abc import Mapping
from typing import Final

from backend.core import nouns
from backend.core.nouns import HomeCounts, Work
from backend.core.packages import modules_of
from backend.deadlines.responsible_commands import Responsibility
from backend.photos.queries import PhotoFinder

SUBJECTS: Final = nouns.subjects()
RESPONSIBILITIES: Final = nouns.by_noun(Responsibility)
OVERDUE_SUBJECTS: Final = nouns.names_of_overdue()
PHOTO_PROVIDERS: Final = [each.find for each in nouns.all_of(PhotoFinder)]
HOME: Final = [each.counts for each in nouns.all_of(HomeCounts)]
WORK: Final = [each.items for each in nouns.all_of(Work)]


def event_codes() -> Mapping[str, set[str]]:
    """Codes of the events that each module declares, by its name."""
    return {
        module.__name__: set(re.findall(r'EventKind\(\s*"(\w+)"', inspect.getsource(module)))
        for module in modules_of("events", "rules")
    }
