"""What follows from what, over all nouns: tables that are read in a minute.

Reactions run inside `Transaction.announce`, in the order of their table, before the announcing command goes
on and before the row of the event is written.
"""

from typing import Final

from backend.cases import commands as cases
from backend.core.database import Reactions
from backend.core.subjects import Subjects
from backend.hazards import commands as hazards

REACTIONS: Final[Reactions] = {}

SUBJECTS: Final[Subjects] = {"case": cases.describe, "hazard_report": hazards.describe}
