"""Whether something without a name may come in now, asked before anything is written or stored."""

from backend.core.errors import ErrorCode
from backend.core.graphql.context import Edge
from backend.core.pace import Pace
from backend.core.rate_limit import Purpose
from backend.hazards.timeline.store import Timelines


async def let_in(edge: Edge, address: str, pace: Pace, site_pass: str, what: str) -> None:
    """Before anything is written: count a pass that is no site's, and slow down what comes too fast.

    Raises Refused: ANONYMOUS_NOT_ALLOWED, TOO_MANY_ATTEMPTS.
    """
    now, wrong = edge.clock(), ErrorCode.ANONYMOUS_NOT_ALLOWED
    with edge.wrong_tries.counted(Purpose.SITE_PASS, address, wrong, now=now):
        site_id = await edge.read(lambda session: Timelines(session).site_of_pass(site_pass))
    pace.check(str(site_id), address, what, now=now)
