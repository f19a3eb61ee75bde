"""Every environment variable, typed. Entrypoints read this once and pass plain values down."""

import json
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from backend.core import audit_keys
from backend.core.allowances import Allowances
from backend.core.files import keep
from backend.core.keys import is_key, new_key
from backend.core.token_keys import TokenKeys

REPOSITORY = Path(__file__).resolve().parents[1]

# The push services of the browsers in use. A subscription that points elsewhere could make us post into the
# plant's own network.
PUSH_SERVICES = (
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://web.push.apple.com",
    "https://*.notify.windows.com",
)


class Settings(BaseSettings):
    """Settings that differ between two installations; every field is `ANHUAN_<NAME>` in the environment.

    Left alone it describes the embedded default: one process, loopback, SQLite and keys in `./data`.
    Raises `pydantic.ValidationError` with the name of the variable that is wrong or missing.
    """

    model_config = SettingsConfigDict(env_prefix="ANHUAN_", frozen=True, extra="ignore")

    production: bool = False
    """Only persisted operations, no demo people, no made-up secrets."""

    data_folder: Path = Path("data")
    """Database, photos and keys of the embedded default; photos of every installation."""
    front_end_folder: Path = REPOSITORY / "frontend" / "dist"

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    trusted_proxies: int = Field(default=0, ge=0)
    """How many proxies of our own stand before the web server; their X-Forwarded-For is believed."""
    public_url: str = ""
    """Address people type, for QR codes and links in messages; empty: `http://{host}:{port}`."""
    host_names: str = ""
    """Further names under which people reach it, with commas between. Addresses of numbers and names without
    a dot need no mention; any other name is refused.
    """
    local_ca: bool = False
    """Whether phones trust us only because they were given the authority in `authority_file`."""
    tls_port: int = Field(default=8443, ge=1, le=65535)
    """Where `anhuan up --tls` serves everything over HTTPS."""
    plain_port: int = Field(default=0, ge=0, le=65535)
    """Where labels can be read and the authority is offered without TLS; 0: nowhere, with `up --tls` 8080."""
    plain_url: str = ""
    """Address of that port as people reach it: it stands on labels where phones need the local authority."""
    sign_in_help: str = Field(default="", max_length=60)
    """Name and number to call for people who cannot sign in: the sign-in page shows it to everybody."""
    allow_http: bool = False
    """Whether a production site may have a public address without TLS: cookies then travel in the clear."""

    database_url: str = ""
    """SQLAlchemy URL; empty: SQLite in the data folder."""
    migration_database_url: str = ""
    """The same database by the role that owns its tables, for `anhuan migrate` only; the other one then
    reads and writes rows and nothing else. Empty: one role does both.
    """
    redis_url: str | None = None
    """None: the outbox and the sweeps run in this process and live changes stay in it."""
    mqtt_url: str | None = None
    """`mqtt://user:password@host:port` or `mqtts://…`; None: the embedded broker."""
    device_mqtt_url: str = ""
    """`mqtts://host:port` where devices reach the broker, as the page on connecting a source says it."""
    mqtt_port: int = Field(default=1883, ge=0, le=65535)
    """First port the embedded broker tries; if it is taken, the next free one."""
    mqtt_client_id: str = "anhuan-ingest"
    """Fixed, so that the broker keeps what arrives while the process is away."""
    mqtt_ca_file: Path | None = None
    beacon_password: SecretStr | None = None
    """Of the accounts for beacons at the broker of docker-compose.yml; only checked to be a key."""

    partitions: int = Field(default=64, ge=1, le=4096)
    """Scale-out: streams between gateways and evaluators; the same for all, and for as long as they run."""
    gateway_share: str = "1/1"
    """Scale-out: `2/3` forwards the second third of all topics, by their hash."""
    gateway_topics: Annotated[tuple[str, ...], NoDecode] = ()
    """Scale-out: topic filters of this gateway, separated by commas; none: all readings."""

    ingest_port: int = Field(default=0, ge=0, le=65535)
    """Where ingest and gateways serve `POST /ingest`; 0: not at all. The all-in-one: with its pages."""

    token_secret: SecretStr | None = None
    """Signs access tokens, as `core.token_keys` says. None: made on first start, kept in the data folder."""
    audit_key: SecretStr | None = None
    """Seals audit rows; after a rotation the retired ones behind it, with commas. None: made on first start,
    kept in the data folder.
    """
    vapid_private_key: SecretStr | None = None
    """PEM (line ends may be written `\\n`). None: made on first start, kept in the data folder."""
    vapid_subject: str = "mailto:safety@example.com"
    """Address (`mailto:` or `https:`) to which a push service may write when our messages cause trouble."""
    push_allowed_origins: Annotated[tuple[str, ...], NoDecode] = PUSH_SERVICES
    """Origins to which a subscription may point, separated by commas; `*` stands for one or more labels."""
    channel_allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Servers of the plant to which channels may send although they are not on the public internet, or not
    encrypted, separated by commas: `smtp://mail.plant:25`, `http://10.1.2.3:8080`, `mqtt://10.1.2.4:1883`.
    """

    allowances: Annotated[Allowances, NoDecode] = Allowances()
    """How much one person and one site may take, as JSON; what is left out stays as it is."""
    photo_workers: int = Field(default=2, ge=1, le=32)
    """Processes that clean photos, started with the web server."""

    anchor_every_minutes: int = Field(default=60, ge=1, le=7 * 1440)
    """How often the ends of the audit chains are written down outside the database."""
    anchor_file: Path | None = None
    """Where they are appended to; on a volume that the writer cannot change. None: in the data folder."""
    anchor_webhook: SecretStr | None = None
    """An address of somebody else's to which they are posted as JSON."""
    anchor_smtp_url: SecretStr | None = None
    """`smtps://user:password@host` or `smtp://…` (STARTTLS): they are sent by mail, too."""
    anchor_mail_from: str = ""
    anchor_mail_to: Annotated[tuple[str, ...], NoDecode] = ()
    anchor_timestamp_url: str | None = None
    """A time-stamping authority (RFC 3161) that signs them."""
    anchor_timestamp_ca_file: Path | None = None
    """Root certificates (PEM) that its signatures are verified with; needed with the address."""

    demo: bool = True
    """Whether a first start plants the demo site; else it offers to set up a site of one's own. Never in
    production.
    """
    simulation: bool = True
    """The simulated plant of the demo site; never on in production."""
    metrics_port: int = Field(default=0, ge=0, le=65535)
    """Where ingest, gateway and evaluator serve /metrics, on all interfaces; 0: nowhere."""
    metrics_token: SecretStr | None = None
    """Bearer token that Prometheus has to show. None: /metrics answers the machine itself only."""
    heartbeat_file: Path | None = None
    """Touched by a process without web server each time its loop has gone round, for health checks."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator(
        "push_allowed_origins", "channel_allowed_origins", "gateway_topics", "anchor_mail_to", mode="before"
    )
    @classmethod
    def _split(cls, text: object) -> object:
        return tuple(filter(None, map(str.strip, text.split(",")))) if isinstance(text, str) else text

    @field_validator("allowances", mode="before")
    @classmethod
    def _read(cls, text: object) -> object:
        return json.loads(text or "{}") if isinstance(text, str) else text

    @field_validator(
        "redis_url",
        "mqtt_url",
        "mqtt_ca_file",
        "beacon_password",
        "token_secret",
        "audit_key",
        "vapid_private_key",
        "metrics_token",
        "anchor_file",
        "anchor_webhook",
        "anchor_smtp_url",
        "anchor_timestamp_url",
        "anchor_timestamp_ca_file",
        "metrics_token",
        mode="before",
    )
    @classmethod
    def _empty_is_absent(cls, value: object) -> object:
        # `NAME=` in an env file is how people switch something off.
        return None if value == "" else value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.token_secret is not None:
            try:
                TokenKeys.of(self.token_secret.get_secret_value())
            except ValueError as error:
                raise ValueError(f"ANHUAN_TOKEN_SECRET: {error}. Take one from `anhuan keys new`.") from error
        if self.audit_key is not None:
            try:
                audit_keys.parse(self.audit_key.get_secret_value())
            except ValueError as error:
                raise ValueError(f"ANHUAN_AUDIT_KEY: {error}. Take one from `anhuan keys new`.") from error
        self._check_anchors()
        if self.production and (reasons := [*self._missing(), *self._unfit()]):
            raise ValueError("\n".join(reasons))
        return self

    def _check_anchors(self) -> None:
        """Raises ValueError where something of a place for anchors is missing."""
        url = self.anchor_smtp_url.get_secret_value() if self.anchor_smtp_url else ""
        if url and urlsplit(url).scheme not in ("smtp", "smtps"):
            raise ValueError("ANHUAN_ANCHOR_SMTP_URL is smtps://user:password@host, or smtp://…")
        if url and not (self.anchor_mail_to and self.anchor_mail_from):
            raise ValueError("ANHUAN_ANCHOR_SMTP_URL needs ANHUAN_ANCHOR_MAIL_TO and ANHUAN_ANCHOR_MAIL_FROM")
        if self.anchor_timestamp_url and self.anchor_timestamp_ca_file is None:
            raise ValueError("ANHUAN_ANCHOR_TIMESTAMP_URL needs ANHUAN_ANCHOR_TIMESTAMP_CA_FILE")

    def _missing(self) -> list[str]:
        # Each process of a production site must hold the same values; none may invent its own.
        secrets = ("token_secret", "audit_key", "vapid_private_key")
        names = ("public_url", "database_url", "redis_url", "mqtt_url", *secrets)
        missing = [f"ANHUAN_{name.upper()}" for name in names if not getattr(self, name)]
        return [f"With ANHUAN_PRODUCTION set, these are needed too: {', '.join(missing)}."] if missing else []

    def _unfit(self) -> list[str]:
        """Sentences on what a production site must not run with: which variable, and what to do."""
        reasons = [
            reason
            for name in ("database_url", "migration_database_url", "redis_url", "mqtt_url")
            if (reason := _unfit_server(f"ANHUAN_{name.upper()}", getattr(self, name) or ""))
        ]
        if self.beacon_password is not None and not is_key(self.beacon_password.get_secret_value()):
            reasons.append(
                "ANHUAN_BEACON_PASSWORD is no key that `anhuan keys new` makes, and whoever guesses it "
                "lights and darkens beacons: put one there, or nothing."
            )
        if self.token_secret is not None:
            keys = TokenKeys.of(self.token_secret.get_secret_value())
            if not keys.are_generated():
                reasons.append(
                    "ANHUAN_TOKEN_SECRET is no key that `anhuan keys new` makes, and whoever guesses it is "
                    "whoever they like: put a new one there. Everybody signs in again."
                )
        if self.metrics_secret is not None and not is_key(self.metrics_secret):
            reasons.append(
                "ANHUAN_METRICS_TOKEN is no key that `anhuan keys new` makes, and could be guessed: put one "
                "there, or nothing."
            )
        if self.public_url and not self.has_tls and not self.allow_http:
            reasons.append(
                "ANHUAN_PUBLIC_URL is no https:// address: put a TLS proxy before the site and write its "
                "address there, or set ANHUAN_ALLOW_HTTP=true if people really come without TLS."
            )
        return reasons

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the database in use."""
        return self.database_url or f"sqlite:///{self.data_folder.resolve() / 'anhuan.sqlite3'}"

    @property
    def address(self) -> str:
        """Where people reach this installation, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def hosts(self) -> frozenset[str]:
        """The names of this installation, without a port."""
        further = (each.strip().lower() for each in self.host_names.split(","))
        return frozenset({urlsplit(self.address).hostname or "", *further} - {""})

    @property
    def has_tls(self) -> bool:
        """Whether cookies can be marked Secure."""
        return urlsplit(self.address).scheme == "https"

    @property
    def https_port(self) -> int:
        """The port of HTTPS as people reach it."""
        return urlsplit(self.address).port or 443

    @property
    def tls_folder(self) -> Path:
        """Where the local authority keeps its certificate."""
        return self.data_folder / "tls"

    @property
    def authority_file(self) -> Path | None:
        """The certificate (PEM) that phones have to trust; None where they need none."""
        return self.tls_folder / "ca.crt" if self.local_ca else None

    @property
    def label_address(self) -> str:
        """The address in the codes of labels. Browsers inside other apps trust no local authority."""
        return (self.plain_url if self.local_ca else "").rstrip("/") or self.address

    @property
    def plants_demo(self) -> bool:
        """Whether the demo site is planted where it is missing."""
        return self.demo and not self.production

    @property
    def runs_simulation(self) -> bool:
        """Whether the simulated plant publishes readings."""
        return self.simulation and self.plants_demo

    def read_token_secret(self) -> str:
        """Return the secret that signs access tokens; makes and keeps one if none was given."""
        if self.token_secret is not None:
            return self.token_secret.get_secret_value()
        return keep(self.token_file, new_key)

    @property
    def token_file(self) -> Path:
        return self.data_folder / "token.secret"

    @cached_property
    def audit_keys(self) -> audit_keys.KeySource:
        """Where the keys of the audit log come from: what was given, or a file in the data folder."""
        if self.audit_key is None:
            return audit_keys.KeyFile(self.data_folder / "audit.key")
        ring = audit_keys.parse(self.audit_key.get_secret_value())
        return lambda: ring

    @property
    def anchors_at(self) -> Path:
        """The file that the ends of the audit chains are appended to."""
        return self.anchor_file or self.data_folder / "audit-anchors.jsonl"

    @property
    def timestamps_at(self) -> Path:
        """The file of what a time-stamping authority signed, beside that of the anchors."""
        return self.anchors_at.with_name("audit-timestamps.jsonl")

    @property
    def vapid_pem(self) -> bytes | None:
        """The VAPID private key that was given; None: it is kept in `vapid_file`."""
        if self.vapid_private_key is None:
            return None
        return self.vapid_private_key.get_secret_value().replace("\\n", "\n").encode()

    @property
    def metrics_secret(self) -> str | None:
        """The token in plain text, for who compares it."""
        return self.metrics_token.get_secret_value() if self.metrics_token else None

    @property
    def sessions_folder(self) -> Path:
        """Where it stands that a broker keeps a session for us."""
        return self.data_folder / "sessions"

    @property
    def vapid_file(self) -> Path:
        return self.data_folder / "vapid.pem"


def _unfit_server(variable: str, url: str) -> str | None:
    """Why a production site must not use this server; None if it may, and for an address that is missing."""
    parts = urlsplit(url)
    if not url or parts.scheme.startswith("sqlite"):
        return None
    if parts.password is None:
        if parts.scheme.startswith("postgresql") and _is_socket(parts):
            return None
        return (
            f"{variable} has no password, so that whoever reaches the server gets in: give the server a key "
            "that `anhuan keys new` makes, and write it there."
        )
    if is_key(unquote(parts.password)):
        return None
    return (
        f"The password in {variable} is no key that `anhuan keys new` makes: give the server one, and write "
        "it there."
    )


def _is_socket(parts: SplitResult) -> bool:
    """Whether PostgreSQL is reached by a file of this machine: it then knows from the system who asks
    (`peer`), and a password would be one more secret to lose.
    """
    hosts = [unquote(parts.hostname or ""), *parse_qs(parts.query).get("host", [])]
    named = [host for host in hosts if host]
    return bool(named) and all(host.startswith("/") for host in named)
