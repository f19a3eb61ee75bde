"""E-mail by the mail server of a site, always encrypted, its certificate always checked."""

import smtplib
import socket
import ssl
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from io import BufferedReader
from typing import Any, Final

from push.endpoint import Endpoint
from push.http_client import LONGEST_REASON, Network
from push.message import Message, Urgency
from push.outcome import Outcome, Verdict
from push.registry import SendLimit
from push.settings import MAIL, Form, Problem, WrongSetting, setting
from push.ssrf import UntilDeadline, connect
from push.text import on_one_line, plain_text, shortened

LONGEST_TITLE: Final = 150
LONGEST_TEXT_BYTES: Final = 10_000
NO_MAILBOX: Final = ("5.1.1", "5.1.6", "5.1.10")
"""Codes of RFC 3463 that are about the address and not about us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """`security`: `tls` from the first byte (port 465), or `starttls` (port 587 or 25)."""

    host: str = setting(Form.HOST)
    port: str = setting(Form.PORT, default="465")
    security: str = setting(Form.CHOICE, default="tls", choices=("tls", "starttls"))
    username: str = setting(default="")
    password: str = setting(is_secret=True, default="")
    sender: str = setting(Form.EMAIL)
    ca_pem: str = setting(Form.PEM, default="", longest=20_000)

    def __post_init__(self) -> None:
        """Raises WrongSetting where somebody signs in with half of what it takes."""
        if bool(self.username) != bool(self.password):
            raise WrongSetting("password" if self.username else "username", Problem.MISSING)


class Mail:
    """The channel `email`."""

    kind: Final = "email"

    def __init__(self, settings: MailSettings, network: Network) -> None:
        self._settings = settings
        self._network = network
        self._tls = ssl.create_default_context(cadata=settings.ca_pem or None)

    def accepts(self, address: str) -> bool:
        return MAIL.fullmatch(address) is not None

    def limits(self, address: str) -> tuple[SendLimit, ...]:  # noqa: ARG002 - mail servers say so by 4xx
        return ()

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        """Hand it to the mail server. GONE where that knows of no such mailbox."""
        if not self.accepts(endpoint.address):
            return Outcome(Verdict.FAILED, "not an e-mail address")
        try:
            self._deliver(endpoint.address, self._written(endpoint.address, message))
        except smtplib.SMTPRecipientsRefused as refused:
            return self._refused(*next(iter(refused.recipients.values())), hidden=endpoint.address)
        except smtplib.SMTPResponseException as refused:
            return self._refused(refused.smtp_code, refused.smtp_error, hidden=endpoint.address)
        except (smtplib.SMTPException, OSError, ValueError) as failed:
            return self._unsent(failed)
        return Outcome(Verdict.ACCEPTED, status=250)

    def close(self) -> None:
        """Nothing stays open between two messages."""

    def _deliver(self, address: str, written: bytes) -> None:
        settings = self._settings
        with closing(_Server(settings, self._network, self._tls)) as server:
            server.ehlo()
            if settings.security == "starttls":
                server.starttls(context=self._tls)
                server.ehlo()
            if settings.username:
                server.login(settings.username, settings.password)
            server.sendmail(settings.sender, [address], written)
            with suppress(smtplib.SMTPException, OSError):  # it was taken, however we part
                server.quit()

    def _written(self, address: str, message: Message) -> bytes:
        written = EmailMessage(policy=SMTP)
        written["From"] = self._settings.sender
        written["To"] = address
        written["Subject"] = shortened(message.title, LONGEST_TITLE)
        written["Date"] = format_datetime(self._network.now())
        written["Message-ID"] = f"<{message.message_id}@{self._settings.sender.partition('@')[2]}>"
        written["Auto-Submitted"] = "auto-generated"
        written["Content-Language"] = on_one_line(message.lang)
        if message.urgency is Urgency.HIGH:
            written["Importance"] = "high"
        written.set_content(plain_text(message, most_bytes=LONGEST_TEXT_BYTES), cte="base64")
        return written.as_bytes()

    def _unsent(self, failed: Exception) -> Outcome:
        """Return why the server was not heard: for good, or for now."""
        if isinstance(failed, ssl.SSLCertVerificationError):
            return Outcome(Verdict.FAILED, f"certificate: {failed.verify_message}")
        reason = f"{type(failed).__name__} at {self._settings.host}"
        is_for_good = isinstance(failed, smtplib.SMTPNotSupportedError | ValueError)
        return Outcome(Verdict.FAILED if is_for_good else Verdict.RETRY, reason)

    def _refused(self, status: int, said: bytes | str, *, hidden: str) -> Outcome:
        words = said.decode(errors="replace") if isinstance(said, bytes) else said
        for secret in (hidden, self._settings.password):
            words = words.replace(secret, "***") if secret else words
        reason = shortened(f"{status} {words}", LONGEST_REASON)
        if status < 500:
            return Outcome(Verdict.RETRY, reason, status)
        is_gone = words.startswith(tuple(f"{code} " for code in NO_MAILBOX))
        return Outcome(Verdict.GONE if is_gone else Verdict.FAILED, reason, status)


class _Server(smtplib.SMTP):
    """A mail server whose address was checked, and whose answers together end within the time-out."""

    file: Any = None

    def __init__(self, settings: MailSettings, network: Network, tls: ssl.SSLContext) -> None:
        host, port = settings.host, int(settings.port)
        self._is_allowed = network.allows(f"smtp://{host}:{port}")
        self._tls = tls if settings.security == "tls" else None
        self._until = time.monotonic() + network.timeout_s
        domain = settings.sender.partition("@")[2]
        super().__init__(host, port, local_hostname=domain, timeout=network.timeout_s)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        opened = connect(host, port, timeout_s=timeout, is_allowed=self._is_allowed)
        return self._tls.wrap_socket(opened, server_hostname=host) if self._tls else opened

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = BufferedReader(UntilDeadline(self.sock, self._until))
        return super().getreply()
