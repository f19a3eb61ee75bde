"""What a person has to do 我的待办, over all nouns."""

from collections.abc import Iterable

from backend.core.providers import WorkItem, WorkProvider, in_order
from backend.core.session import Session
from backend.core.viewer import Viewer


def my_work(
    session: Session, viewer: Viewer, providers: Iterable[WorkProvider], *, with_decisions: bool
) -> list[WorkItem]:
    """Everything this person has to do, over all nouns."""
    return in_order(item for provider in providers for item in provider(session, viewer, with_decisions))
