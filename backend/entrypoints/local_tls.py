"""HTTPS of `anhuan up --tls`: the addresses of this machine, their certificate, and its renewal."""

import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Self
from urllib.parse import urlsplit

import structlog
from rich.console import Console
from rich.text import Text
from starlette.applications import Starlette

from backend.api.trust_pages import TRUST, fingerprint
from backend.core.errors import Unfit
from backend.entrypoints.local_authority import Authority, LocalAuthority
from backend.entrypoints.own_names import HERE, own_addresses, own_names
from backend.entrypoints.terminal_qr import STYLE, terminal_qr
from backend.entrypoints.web_server import serving
from backend.settings import Settings

PLAIN_PORT: Final = 8080
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - phones come from the network: that is what it is for
LOOK_EVERY_S: Final = 600.0
log = structlog.get_logger(__name__)


def with_tls(settings: Settings, hosts: Sequence[str]) -> Settings:
    """The settings of an installation that serves HTTPS by itself, under these names first."""
    name = urlsplit(settings.public_url).hostname or next(iter([*hosts, *own_addresses(), *own_names()]))
    plain_port = settings.plain_port or PLAIN_PORT
    shown = f"[{name}]" if ":" in name else name
    return settings.model_copy(
        update={
            "local_ca": True,
            "host": settings.host if "host" in settings.model_fields_set else EVERYWHERE,
            "port": settings.tls_port,
            "public_url": settings.public_url or f"https://{shown}:{settings.tls_port}",
            "plain_port": plain_port,
            "plain_url": settings.plain_url or f"http://{shown}:{plain_port}",
            "host_names": ",".join(filter(None, [settings.host_names, *hosts, *own_names()])),
        }
    )


@dataclass
class LocalTls:
    """The certificate of the running server. `names`: looked up again, for addresses of machines change."""

    keeper: LocalAuthority
    authority: Authority
    names: Callable[[], list[str]]
    clock: Callable[[], datetime]
    context: ssl.SSLContext = field(init=False)

    @classmethod
    def of(cls, settings: Settings, hosts: Sequence[str], clock: Callable[[], datetime]) -> Self:
        """Raises Unfit where the authority may not vouch for a name that was asked for."""
        public = urlsplit(settings.address).hostname or ""

        def names() -> list[str]:
            return list(dict.fromkeys([public, *hosts, *own_addresses(), *own_names(), *HERE]))

        keeper = LocalAuthority(settings.tls_folder)
        authority = keeper.ensure(names(), now=clock())
        for each in filter(authority.may_not_vouch_for, (public, *hosts)):
            raise Unfit(
                f"{each}: the certificate authority in {keeper.folder} was made without this name. Remove "
                "ca.crt and ca.key there and start again; every phone then has to trust the new one."
            )
        return cls(keeper, authority, names, clock)

    def __post_init__(self) -> None:
        self.keeper.renew(self.authority, self.names(), now=self.clock())
        self.context = self.keeper.context()

    def look(self) -> bool:
        """Take a new certificate into use where one is due; whoever is connected stays so."""
        if not self.keeper.renew(self.authority, self.names(), now=self.clock()):
            return False
        self.keeper.load(self.context)
        log.info("the certificate of this server was renewed")
        return True

    @contextmanager
    def renewing(self) -> Iterator[None]:
        """Look now and then until the end of the block."""
        stop = threading.Event()

        def watch() -> None:
            while not stop.wait(LOOK_EVERY_S):
                try:
                    self.look()
                except (
                    Exception
                ):  # the one in use is good for a while yet; a full disk may have room tomorrow
                    log.exception("the certificate of this server could not be renewed")

        thread = threading.Thread(target=watch, name="certificate")
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


@contextmanager
def plain_port(app: Starlette, settings: Settings) -> Iterator[None]:
    """Serve what needs no TLS until the end of the block; at port 0 not at all. Raises Unfit."""
    if not settings.plain_port:
        yield
        return
    try:
        with serving(app, name="plain-http", host=settings.host, port=settings.plain_port):
            yield
    except RuntimeError as taken:
        raise Unfit(f"Port {settings.plain_port} is taken: set ANHUAN_PLAIN_PORT to a free one.") from taken


def say_how_to_trust(console: Console, settings: Settings, tls: LocalTls) -> None:
    """Two codes for a phone's camera: first trust, then open."""
    trust = f"{settings.plain_url}{TRUST}"
    lines = [
        Text.from_markup(f"  [bold]1[/bold]  手机先信任 · Trust it on each phone   {trust}"),
        *_code(trust),
        Text(f"     SHA-256  {fingerprint(tls.authority.certificate)}"),
        Text(""),
        Text.from_markup(f"  [bold]2[/bold]  再打开 · Then open the app   {settings.address}"),
        *_code(settings.address),
        Text(
            "     Whoever is in this network reaches both. People of the demo have a known password.", "dim"
        ),
        Text(""),
    ]
    console.print(Text("\n").join(lines), soft_wrap=True)


def _code(address: str) -> list[Text]:
    return [Text("     ") + Text(line, style=STYLE) for line in terminal_qr(address)]
