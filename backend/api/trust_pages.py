"""/trust: how a phone comes to trust the certificate authority of this installation, without a script."""

from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from backend.core import words
from backend.core.http.plain_html import HEADERS, page
from backend.core.http.requests import language_of
from backend.core.text import Language

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Key

TRUST: Final = "/trust"
CERTIFICATE: Final = "/trust/anhuan-ca.crt"
MEDIA_TYPE: Final = "application/x-x509-ca-cert"
"""By which phones know that it is to be installed."""
ANDROID: Final[tuple["Key", ...]] = ("trust.android.1", "trust.android.2", "trust.android.3")
APPLE: Final[tuple["Key", ...]] = ("trust.apple.1", "trust.apple.2", "trust.apple.3")
OF_APPLE: Final = ("iPhone", "iPad", "Macintosh")


@dataclass(frozen=True)
class TrustPages:
    """`authority`: file of its certificate. `port`: that of HTTPS as people reach it."""

    authority: Path
    port: int

    def routes(self) -> list[Route]:
        return [
            Route(TRUST, self.get, methods=["GET"]),
            Route(CERTIFICATE, self.certificate, methods=["GET"]),
        ]

    async def get(self, request: Request) -> Response:
        """Why, how on either kind of phone, and what the fingerprint must be."""
        return HTMLResponse(self._html(request), headers=HEADERS)

    async def certificate(self, _: Request) -> Response:
        """The certificate as phones install it (DER)."""
        der = self._certificate.public_bytes(serialization.Encoding.DER)
        return Response(der, media_type=MEDIA_TYPE, headers={"cache-control": "no-store"})

    @property
    def _certificate(self) -> x509.Certificate:
        """Raises HTTPException while it is being made."""
        try:
            return x509.load_pem_x509_certificate(self.authority.read_bytes())
        except FileNotFoundError as missing:
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE) from missing

    def _html(self, request: Request) -> str:
        language = language_of(request)
        is_apple = any(each in request.headers.get("user-agent", "") for each in OF_APPLE)
        kinds: list[tuple[Key, tuple[Key, ...], bool]] = [
            ("trust.android", ANDROID, not is_apple),
            ("trust.apple", APPLE, is_apple),
        ]
        inside = (
            f"<h1>{_say('trust.title', language)}</h1><p>{_say('trust.why', language)}</p>"
            f'<p class="quiet">{_say("trust.confined", language)}</p>'
            f'<div class="row"><small>{_say("trust.compare", language)}</small>'
            f'<span class="key">{escape(fingerprint(self._certificate))}</span></div>'
            f'<a class="go" href="{CERTIFICATE}">{_say("trust.download", language)}</a>'
            + "".join(_steps(kind, steps, language, is_open) for kind, steps, is_open in kinds)
            + f'<a class="go second" href="{escape(https_address(request, self.port))}/">'
            f"{_say('trust.open', language)}</a>"
            f'<p class="quiet">{_say("trust.inApps", language)}</p>'
        )
        title = words.text("trust.title").in_(language)
        return page(language, title=title, header=_say("labels.page.product", language), inside=inside)


def https_address(request: Request, port: int) -> str:
    """The app at the host name that was asked for, which `KnownHosts` has let through."""
    host = request.url.hostname or ""
    name = f"[{host}]" if ":" in host else host
    return f"https://{name}" if port == 443 else f"https://{name}:{port}"


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 in groups of four, as people compare it: `A1B2 C3D4 …`."""
    digits = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _steps(kind: "Key", steps: tuple["Key", ...], language: Language, is_open: bool) -> str:
    lines = "".join(f"<li>{_say(each, language)}</li>" for each in steps)
    mark = " open" if is_open else ""
    return f'<details class="row"{mark}><summary>{_say(kind, language)}</summary><ol>{lines}</ol></details>'


def _say(key: "Key", language: Language) -> str:
    return escape(words.text(key).in_(language))
