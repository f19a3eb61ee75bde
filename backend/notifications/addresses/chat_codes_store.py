"""Codes that people write to the bot of a chat, as rows; of a code there is a tag by a key of ours only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlmodel import Session, col, select

from backend.core.allowances import HOUR, Taken
from backend.core.audit import Audit
from backend.core.vault import tag
from backend.notifications.addresses.rules import CHAT_CODE_LASTS, CHAT_DIGITS
from backend.notifications.addresses.tables import ChatCodeRow, ChatGuessRow
from backend.people.directory.rules import AddressKind
from backend.people.tables import MembershipRow, PersonAddressRow


@dataclass(frozen=True, slots=True)
class ChatCode:
    """The code of a person, and until when it may be written."""

    person_id: UUID
    code: str
    ends_at: datetime


class ChatCodes:
    def __init__(self, session: Session) -> None:
        self._session = session

    def taken(self, person_id: UUID, *, now: datetime) -> Taken:
        """How many codes the person was shown within the hour."""
        row = self._session.get(ChatCodeRow, person_id, with_for_update=True)
        if row is None or row.window_began_at + HOUR <= now:
            return Taken()
        return Taken(row.made_in_window, row.window_began_at)

    def make(self, person_id: UUID, channel_id: UUID, *, at: datetime) -> None:
        """Make a new code in the place of an earlier one."""
        row = self._session.get(ChatCodeRow, person_id, with_for_update=True)
        began_at, made = at, 1
        if row is not None and row.window_began_at + HOUR > at:
            began_at, made = row.window_began_at, row.made_in_window + 1
        code_id = uuid4()
        while self._find(channel_id, code := self._code(code_id)) is not None:  # somebody else's by chance
            code_id = uuid4()
        self._session.merge(
            ChatCodeRow(
                person_id=person_id,
                channel_id=channel_id,
                code_id=code_id,
                code_tag=self._tag(channel_id, code),
                made_at=at,
                window_began_at=began_at,
                made_in_window=made,
            )
        )
        self._session.flush()

    def of(self, person_id: UUID, *, now: datetime) -> ChatCode | None:
        """The code that the person may still write; None for none."""
        row = self._session.get(ChatCodeRow, person_id)
        if row is None or not row.code_tag or row.made_at + CHAT_CODE_LASTS <= now:
            return None
        return ChatCode(person_id, self._code(row.code_id), row.made_at + CHAT_CODE_LASTS)

    def whose(self, channel_id: UUID, code: str, *, now: datetime) -> UUID | None:
        """Return whose code this is, locked for this transaction; None for nobody's, or one that is over."""
        row = self._find(channel_id, code)
        return row.person_id if row is not None and row.made_at + CHAT_CODE_LASTS > now else None

    def use(self, person_id: UUID) -> None:
        """End the code of this person; how many they were shown stays counted."""
        row = self._session.get_one(ChatCodeRow, person_id)
        row.code_tag = ""
        self._session.add(row)
        self._session.flush()

    def holders(self, site_id: UUID, user_id: str) -> set[UUID]:
        """The people of the site to whom this user of the chat belongs."""
        statement = (
            select(PersonAddressRow.person_id)
            .join(MembershipRow, col(MembershipRow.person_id) == PersonAddressRow.person_id)
            .where(
                PersonAddressRow.kind == AddressKind.CHAT.value,
                PersonAddressRow.address == user_id,
                col(PersonAddressRow.verified_at).is_not(None),
                MembershipRow.site_id == site_id,
            )
        )
        return set(self._session.exec(statement))

    def guesses(self, channel_id: UUID, user_id: str, *, now: datetime) -> int:
        """How many wrong codes this user of the chat wrote within the hour."""
        row = self._guess(channel_id, user_id)
        return row.wrong if row is not None and row.window_began_at + HOUR > now else 0

    def count_guess(self, channel_id: UUID, user_id: str, *, at: datetime) -> None:
        """Count one more, and forget those of earlier hours."""
        row = self._guess(channel_id, user_id)
        if row is None:
            row = ChatGuessRow(
                channel_id=channel_id, user_tag=self._tag(channel_id, user_id), window_began_at=at
            )
        elif row.window_began_at + HOUR <= at:
            row.window_began_at, row.wrong = at, 0
        row.wrong += 1
        self._session.add(row)
        self._session.flush()
        self._session.execute(
            delete(ChatGuessRow)
            .where(col(ChatGuessRow.window_began_at) <= at - HOUR)
            .execution_options(synchronize_session=False)
        )

    def _guess(self, channel_id: UUID, user_id: str) -> ChatGuessRow | None:
        user_tag = self._tag(channel_id, user_id)
        statement = select(ChatGuessRow).where(
            ChatGuessRow.channel_id == channel_id, ChatGuessRow.user_tag == user_tag
        )
        return self._session.exec(statement.with_for_update()).first()

    def _find(self, channel_id: UUID, code: str) -> ChatCodeRow | None:
        statement = (
            select(ChatCodeRow).where(ChatCodeRow.code_tag == self._tag(channel_id, code)).with_for_update()
        )
        return self._session.exec(statement).first()

    def _code(self, code_id: UUID) -> str:
        """The code of this id: made again from it whenever it is shown, and kept nowhere."""
        number = int(tag(Audit(self._session).keys, code_id.hex, purpose="chat code"), 16)
        return f"{number % 10**CHAT_DIGITS:0{CHAT_DIGITS}}"

    def _tag(self, channel_id: UUID, text: str) -> str:
        return tag(Audit(self._session).keys, text, purpose=f"chat of {channel_id}")
