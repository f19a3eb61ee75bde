"""Short words for suggestions at north."""

from datetime import timedelta
from uuid import UUID

from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.suggestions import commands as suggestions
from backend.suggestions import queries as views
from backend.suggestions.commands import Origin
from backend.suggestions.queries import SuggestionView
from backend.suggestions.rules import SuggestionTopic
from tests.support.plants import Plants


class Suggesting:
    """bob suggests, alice answers, erik carries out, unless somebody else is named."""

    def __init__(self, database: Database, plants: Plants) -> None:
        self.database, self.plants = database, plants

    def submit(
        self,
        by: Viewer | None = None,
        *,
        text: str = "在泵房加一盏灯",
        origin: Origin | None = None,
        photos: tuple[str, ...] = (),
    ) -> UUID:
        return self.database.transact(
            lambda tx: suggestions.submit_suggestion(
                tx,
                topic=SuggestionTopic.SAFETY,
                text=text,
                origin=origin or Origin(self.plants.north),
                photos=photos,
                made_at=tx.now + timedelta(days=1),
                by=by or self.plants.bob,
            )
        )

    def adopt(
        self,
        suggestion_id: UUID,
        by: Viewer | None = None,
        *,
        owner: UUID | None = None,
        within: timedelta = timedelta(days=10),
    ) -> None:
        self.database.transact(
            lambda tx: suggestions.adopt_suggestion(
                tx,
                suggestion_id,
                owner_id=owner or self.plants.erik.person_id,
                due_at=tx.now + within,
                note="好主意",
                by=by or self.plants.alice,
            )
        )

    def decline(self, suggestion_id: UUID, by: Viewer | None = None, *, reason: str = "已有同样安排") -> None:
        self.database.transact(
            lambda tx: suggestions.decline_suggestion(
                tx, suggestion_id, reason=reason, by=by or self.plants.alice
            )
        )

    def carry_out(self, suggestion_id: UUID, by: Viewer | None = None, *, note: str = "灯已装好") -> None:
        self.database.transact(
            lambda tx: suggestions.carry_out_suggestion(
                tx, suggestion_id, note=note, by=by or self.plants.erik
            )
        )

    def seen(self, suggestion_id: UUID, viewer: Viewer) -> SuggestionView | None:
        return self.database.read(lambda s: views.by_ids(s, viewer, [suggestion_id]).get(suggestion_id))
