"""Responses as rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.responses.rules import Answer, Response
from backend.alerts.responses.tables import AlertResponseRow
from backend.alerts.rules import Alert
from backend.alerts.tables import AlertRow
from backend.core.statements import INSERT, among, one_of

OF_ALERTS: Final = select(AlertResponseRow).where(among(col(AlertResponseRow.alert_id), "alerts"))


class Responses:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of_alert(self, alert_id: UUID) -> list[Response]:
        statement = select(AlertResponseRow).where(AlertResponseRow.alert_id == alert_id)
        return [response_of(row) for row in self._session.exec(statement)]

    def current(self, alert: Alert) -> dict[UUID, Response]:
        """Return the responses to the present activation of an alert, by person."""
        found = (each.since(alert.active_from) for each in self.of_alert(alert.alert_id))
        return {each.person_id: each for each in found if each}

    def site_of(self, alert_id: UUID) -> UUID | None:
        """The site of this alert; None where there is none."""
        return self._session.exec(select(AlertRow.site_id).where(AlertRow.id == alert_id)).first()

    def notified_since(self, alert_ids: Iterable[UUID], *, since: datetime) -> set[UUID]:
        """People who were notified of any of these alerts since then."""
        statement = select(AlertResponseRow.person_id).where(
            one_of(col(AlertResponseRow.alert_id), alert_ids),
            col(AlertResponseRow.notified_at) >= since,
        )
        return set(self._session.exec(statement))

    def notify(self, alert_ids: Iterable[UUID], people: Iterable[UUID], *, at: datetime) -> None:
        """Note that these alerts are these people's to look at, from now."""
        self._note(alert_ids, set(people), notified_at=at)

    def show(self, alert_id: UUID, person_id: UUID, *, at: datetime) -> None:
        """Note that a screen of this person shows the alert."""
        self._note([alert_id], {person_id}, shown_at=at)

    def know(self, alert: Alert, person_id: UUID, *, at: datetime) -> None:
        """Note that this person knows of the alert as it is, by whatever they did; what a screen of theirs
        showed before stays.
        """
        if _has_to_see(alert, self.current(alert).get(person_id)):
            self.show(alert.alert_id, person_id, at=at)

    def know_all(self, alerts: Sequence[Alert], person_id: UUID, *, at: datetime) -> list[UUID]:
        """The same of several alerts, with two statements. Returns those that somebody was asked to confirm
        in their present activation and has not yet.
        """
        by_alert: dict[UUID, list[Response]] = {}
        for row in self._session.exec(OF_ALERTS, params={"alerts": [each.alert_id for each in alerts]}):
            by_alert.setdefault(row.alert_id, []).append(response_of(row))
        unseen, asked = [], []
        for alert in alerts:
            found = [each.since(alert.active_from) for each in by_alert.get(alert.alert_id, ())]
            current = {each.person_id: each for each in found if each}
            if _has_to_see(alert, current.get(person_id)):
                unseen.append(alert.alert_id)
            if any(each.has_yet_to_confirm for each in current.values()):
                asked.append(alert.alert_id)
        self._note(unseen, {person_id}, shown_at=at)
        return asked

    def ask(self, alert_ids: Iterable[UUID], people: Iterable[UUID], *, at: datetime) -> None:
        """Note that these people each have to confirm these alerts."""
        self._note(alert_ids, set(people), asked_at=at)

    def confirm(self, alert_id: UUID, person_id: UUID, *, at: datetime) -> None:
        """Note that this person has."""
        self._note([alert_id], {person_id}, confirmed_at=at)

    def answer(self, alert_id: UUID, person_id: UUID, answer: Answer, *, at: datetime) -> None:
        self._note([alert_id], {person_id}, answer=answer.value, answered_at=at)

    def _note(self, alert_ids: Iterable[UUID], people: set[UUID], **noted: Any) -> None:
        rows = [
            {"alert_id": alert_id, "person_id": person_id, **noted}
            for alert_id in sorted(set(alert_ids))
            for person_id in sorted(people)
        ]
        if rows:
            # Two screens of one person may note the same in one moment: the row of the second is an update.
            insert = INSERT[self._session.connection().dialect.name](AlertResponseRow)
            self._session.connection().execute(
                insert.on_conflict_do_update(
                    index_elements=["alert_id", "person_id"],
                    set_={name: insert.excluded[name] for name in noted},
                ),
                rows,
            )


def _has_to_see(alert: Alert, mine: Response | None) -> bool:
    """Whether no screen of a person showed the alert as it is; `mine`: what is known of them."""
    shown_at = mine.shown_at if mine else None
    return shown_at is None or (alert.is_active and shown_at < alert.changed_at)


def response_of(row: AlertResponseRow) -> Response:
    return Response(
        alert_id=row.alert_id,
        person_id=row.person_id,
        notified_at=row.notified_at,
        shown_at=row.shown_at,
        answer=Answer(row.answer) if row.answer else None,
        answered_at=row.answered_at,
        asked_at=row.asked_at,
        confirmed_at=row.confirmed_at,
    )
