"""Anchors sent by mail: the mailbox of somebody who does not run the database keeps them."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from backend.anchors.rules import Anchor, AnchorFailed, text_of

TIMEOUT_S = 10.0
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class AnchorMail:
    """`url`: `smtps://user:password@host:465`, or `smtp://…`, which asks for STARTTLS except on loopback."""

    url: str = field(repr=False)
    sender: str
    to: tuple[str, ...]
    name: str = "mail"

    def put(self, anchors: list[Anchor]) -> None:
        """Send one mail with the anchors as lines. Raises AnchorFailed."""
        message = EmailMessage()
        message["Subject"] = f"Anhuan audit anchors {anchors[0].at:%Y-%m-%d %H:%M}Z" if anchors else "Anhuan"
        message["From"], message["To"] = self.sender, ", ".join(self.to)
        message.set_content(text_of(anchors), cte="base64")
        try:
            self._send(message)
        except (OSError, smtplib.SMTPException) as error:
            raise AnchorFailed(type(error).__name__) from error

    def _send(self, message: EmailMessage) -> None:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        context = ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
        with server:
            if parts.scheme == "smtp" and host not in LOOPBACK:
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
