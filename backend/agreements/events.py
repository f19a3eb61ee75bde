"""What happens to requests for a second person, as the audit log keeps it."""

from typing import Final

from backend.core.events import EventKind

AGREEMENT_ASKED: Final = EventKind("AGREEMENT_ASKED")
AGREEMENT_GIVEN: Final = EventKind("AGREEMENT_GIVEN")
AGREEMENT_DECLINED: Final = EventKind("AGREEMENT_DECLINED")
AGREEMENT_ENDED: Final = EventKind("AGREEMENT_ENDED")
