"""Answering an alert by a link, or by the code beside it, from a phone on which nobody is signed in."""

from dataclasses import replace

from backend.alerts import commands as alerts
from backend.alerts.responses import commands as responses
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.notifications.answer_links.rules import LinkAnswer, Via, may_follow
from backend.notifications.answer_links.store import AnswerLink, AnswerLinks
from backend.notifications.called_commands import alert_of
from backend.notifications.channels.store import SiteChannels
from backend.notifications.rules import Delivery, DeliveryState
from backend.notifications.store import Deliveries
from backend.people.accounts.store import Accounts
from backend.people.store import People


def make_link(tx: Transaction, delivery: Delivery) -> tuple[str, str]:
    """Return the end of a link by which this person answers the alert, and the code of a reply to a text
    message where its gateway hands replies over. Empty in a push, whose app knows them, in a digest, and to
    an outlet: nobody could say who answered.
    """
    alert_id, person_id = alert_of(tx, delivery), delivery.person_id
    if delivery.channel_id is None or person_id is None or alert_id is None or delivery.grouped:
        return "", ""
    channel = tx.get(SiteChannels).get(delivery.channel_id)
    return tx.get(AnswerLinks).make(
        delivery.delivery_id,
        person_id=person_id,
        site_id=delivery.site_id,
        alert_id=alert_id,
        at=tx.now,
        has_reply=channel is not None and channel.takes_replies,
    )


def answer_by_link(tx: Transaction, token: str, answer: LinkAnswer) -> AnswerLink:
    """Answer the alert in the name of whom the message was sent to; the message counts as opened. The same
    answer again changes nothing.

    Raises Refused: LINK_ENDED for one that is over, by which something else was said, or whose person may
    sign in no more, and as `answer_alert` does.
    """
    link = tx.get(AnswerLinks).get(token, lock=True)
    if link is None:
        raise Refused(ErrorCode.LINK_ENDED, "no such link")
    return use_link(tx, link, answer, via=Via.LINK)


def use_link(tx: Transaction, link: AnswerLink, answer: LinkAnswer, *, via: Via) -> AnswerLink:
    """Answer by a link that is locked for this transaction; returns it as it is then. Who has acknowledged by
    it may respond by it, too. Raises as `answer_by_link` does.
    """
    if link.answer is answer:
        return link
    if not may_follow(link.answer, answer):
        raise Refused(ErrorCode.LINK_ENDED, "something else was said by it")
    if tx.now >= link.expires_at:
        raise Refused(ErrorCode.LINK_ENDED, "it is over")
    if tx.get(Accounts).account(link.person_id).disabled_at is not None:
        raise Refused(ErrorCode.LINK_ENDED, "the account is disabled")
    by = tx.get(People).viewer(link.person_id)
    if answer.response is None:
        alerts.acknowledge_alert(tx, link.alert_id, by=by, via=via)
    else:
        responses.answer_alert(tx, link.alert_id, answer.response, by=by, via=via)
    tx.get(AnswerLinks).use(link, answer, at=tx.now)
    tx.get(Deliveries).receipt(link.delivery_id, DeliveryState.OPENED, at=tx.now)
    return replace(link, answer=answer)
