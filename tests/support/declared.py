"""What nouns declare, as entrypoints hand it down."""

from typing import Final

from backend.core import nouns
from backend.core.nouns import HomeCounts, Work
from backend.deadlines.responsible_commands import Responsibility
from backend.photos.queries import PhotoFinder

SUBJECTS: Final = nouns.subjects()
RESPONSIBILITIES: Final = nouns.by_noun(Responsibility)
OVERDUE_SUBJECTS: Final = nouns.names_of_overdue()
PHOTO_PROVIDERS: Final = [each.find for each in nouns.all_of(PhotoFinder)]
HOME: Final = [each.counts for each in nouns.all_of(HomeCounts)]
WORK: Final = [each.items for each in nouns.all_of(Work)]
