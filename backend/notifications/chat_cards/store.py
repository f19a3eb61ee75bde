"""Cards in chats as rows."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, or_, select, update

from backend.core.audit import Audit
from backend.core.statements import one_of
from backend.core.text import Language
from backend.core.vault import decrypt, encrypt
from backend.notifications.chat_cards.rules import CLAIM_FOR, Card, News
from backend.notifications.chat_cards.tables import ChatCardRow


class ChatCards:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, card: Card, token: str, site_id: UUID) -> None:
        """Keep a card that is about to be sent, in the place of an earlier attempt. `token`: end of its
        link.
        """
        self._session.merge(
            ChatCardRow(
                delivery_id=card.delivery_id,
                channel_id=card.channel_id,
                site_id=site_id,
                person_id=card.person_id,
                alert_id=card.alert_id,
                language=card.language.value,
                link_key=card.link_key,
                sealed_token=encrypt(Audit(self._session).keys, token, purpose=_purpose(card.delivery_id)),
                made_at=card.made_at,
            )
        )
        self._session.flush()

    def get(self, delivery_id: UUID) -> Card | None:
        row = self._session.get(ChatCardRow, delivery_id)
        return _card_of(row) if row else None

    def token(self, delivery_id: UUID) -> str:
        """Return the end of the link of this card. Raises Unreadable where its key is gone from the ring."""
        row = self._session.get_one(ChatCardRow, delivery_id)
        return decrypt(Audit(self._session).keys, row.sealed_token, purpose=_purpose(delivery_id))

    def delivered(self, delivery_id: UUID, *, ref: str, at: datetime, due_at: datetime | None) -> None:
        """Note that the provider took it as a card, and its id there; it is due then if nothing changes
        before.
        """
        row = self._session.get(ChatCardRow, delivery_id, with_for_update=True)
        if row is not None:
            row.delivered_at, row.due_at = row.delivered_at or at, row.due_at or due_at
            row.provider_ref = ref or row.provider_ref
            self._session.add(row)

    def note_news(self, delivery_id: UUID, news: News) -> None:
        """Note what its person knows by now; the end of it stays."""
        self._session.execute(
            update(ChatCardRow)
            .where(col(ChatCardRow.delivery_id) == delivery_id, col(ChatCardRow.news) != News.OVER)
            .values(news=news)
            .execution_options(synchronize_session=False)
        )

    def not_delivered(self, delivery_id: UUID, *, error: str) -> None:
        """Note that it left as no card, perhaps as a text: no change makes it due."""
        self._session.execute(
            update(ChatCardRow)
            .where(col(ChatCardRow.delivery_id) == delivery_id, col(ChatCardRow.delivered_at).is_(None))
            .values(due_at=None, last_error=error)
            .execution_options(synchronize_session=False)
        )

    def change(self, alert_ids: Collection[UUID], *, at: datetime, since: datetime) -> None:
        """Have the cards of these alerts brought up to date that were made since then. One that is being sent
        is, too; one that left as a text is not.
        """
        may_stand = or_(col(ChatCardRow.delivered_at).is_not(None), col(ChatCardRow.last_error).is_(None))
        self._session.execute(
            update(ChatCardRow)
            .where(one_of(col(ChatCardRow.alert_id), alert_ids), col(ChatCardRow.made_at) > since, may_stand)
            .values(due_at=at, attempts=0)
            .execution_options(synchronize_session=False)
        )

    def wait(self, card: Card, *, until: datetime) -> None:
        """Have this card brought up to date then at the earliest, where it is due."""
        self._session.execute(
            update(ChatCardRow)
            .where(col(ChatCardRow.delivery_id) == card.delivery_id, col(ChatCardRow.due_at) < until)
            .values(due_at=until)
            .execution_options(synchronize_session=False)
        )

    def channels_due(self, *, now: datetime) -> list[UUID]:
        """The channels by which cards have to be brought up to date."""
        statement = select(ChatCardRow.channel_id).where(
            col(ChatCardRow.due_at) <= now, col(ChatCardRow.delivered_at).is_not(None)
        )
        return list(self._session.exec(statement.distinct()))

    def claim(self, channel_id: UUID, *, now: datetime, limit: int) -> list[Card]:
        """Take the cards of this channel that are due, the oldest first, for CLAIM_FOR."""
        statement = (
            select(ChatCardRow)
            .where(
                col(ChatCardRow.due_at) <= now,
                col(ChatCardRow.delivered_at).is_not(None),
                ChatCardRow.channel_id == channel_id,
            )
            .order_by(col(ChatCardRow.due_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        found = []
        for row in self._session.exec(statement):
            row.due_at, row.attempts = now + CLAIM_FOR, row.attempts + 1
            self._session.add(row)
            found.append(_card_of(row))
        return found

    def finish(self, card: Card, *, due_at: datetime | None, error: str | None) -> None:
        """End a claim: at rest, or due again then. What changed meanwhile is due already, and stays so."""
        row = self._session.get(ChatCardRow, card.delivery_id, with_for_update=True, populate_existing=True)
        if row is not None and row.due_at == card.due_at:
            row.due_at, row.last_error = due_at, error
            row.attempts = 0 if error is None else row.attempts
            self._session.add(row)


def _card_of(row: ChatCardRow) -> Card:
    return Card(
        row.delivery_id,
        row.channel_id,
        row.person_id,
        row.alert_id,
        Language(row.language),
        row.link_key,
        row.made_at,
        row.attempts,
        row.due_at,
        row.provider_ref or "",
        News(row.news),
    )


def _purpose(delivery_id: UUID) -> str:
    return f"chat card {delivery_id}"
