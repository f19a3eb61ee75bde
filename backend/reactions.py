"""What follows from what: a table that is read in a minute."""

from typing import Final

from backend.cases import commands as cases
from backend.core.subjects import Subjects
from backend.hazards import commands as hazards

SUBJECTS: Final[Subjects] = {"case": cases.describe, "hazard_report": hazards.describe}
