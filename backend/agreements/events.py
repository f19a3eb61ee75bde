"""Events of requests for a second person, as the audit log keeps them."""

from typing import Final

from backend.core.events import EventKind

AGREEMENT_ASKED: Final = EventKind("AGREEMENT_ASKED", is_of_site=True)
AGREEMENT_GIVEN: Final = EventKind("AGREEMENT_GIVEN", is_of_site=True)
AGREEMENT_DECLINED: Final = EventKind("AGREEMENT_DECLINED", is_of_site=True)
AGREEMENT_ENDED: Final = EventKind("AGREEMENT_ENDED", is_of_site=True)
