"""Settings become what jobs work with: channels to people, anchors of the audit log, checks of the system."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from backend.anchors.places.file import AnchorFile
from backend.anchors.places.mail import AnchorMail
from backend.anchors.places.timestamp import TimestampAuthority
from backend.anchors.places.webhook import AnchorWebhook
from backend.anchors.rules import Place
from backend.core import nouns
from backend.core.database import Database
from backend.core.errors import Unfit
from backend.deadlines.responsible_commands import Responsibility
from backend.entrypoints import first_run
from backend.entrypoints.assembly import photos, voices
from backend.jobs.beacon_listeners import BeaconListeners, Hear
from backend.jobs.chat_listeners import ChatListeners, OnState
from backend.jobs.jobs import JobContext
from backend.monitoring.system.checks_commands import Checks, Clock, Disk
from backend.notifications.addresses import chat_codes_commands as chat_codes
from backend.notifications.beacons.showing_commands import Heard
from backend.notifications.chat_cards.commands import take_tap
from backend.sensors.system_rules import SystemCondition
from backend.settings import Settings
from push import catalogue, vapid
from push.beacon import BeaconSettings
from push.beacon_listener import BeaconListener
from push.chat_stream import ChatStream
from push.endpoint import Endpoint
from push.http_client import Network
from push.message import Message, Purpose
from push.outcome import Outcome
from push.registry import Registry
from push.route import Route
from push.settings import parse
from push.tap import Said, Tap, TapReply
from push.vapid import VapidKeys
from push.webpush import WebPush


def job_context(settings: Settings, database: Database) -> JobContext:
    network = channel_network(settings)  # of all that follows: what a listener holds, a channel sends over
    registry = channels(settings, network)

    def send(route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        code = "" if message.purpose is Purpose.CODE else message.variables.code
        link = f"{settings.address}/a/{code}" if code else ""
        absolute = replace(message, navigate=f"{settings.address}{message.navigate}", link=link)
        return registry.send(route, endpoint, absolute)

    return JobContext(
        database,
        send,
        nouns.subjects(),
        nouns.by_noun(Responsibility),
        photos(settings),
        voices(settings),
        anchor_places(settings),
        timedelta(minutes=settings.anchor_every_minutes),
        system_checks(settings, database),
        partial(first_run.offer, database, settings),
        keeps_demo=settings.plants_demo,
        limits=registry.limits,
        beacons=BeaconListeners(partial(beacon_listener, network)),
        chats=ChatListeners(partial(chat_listener, network, database)),
        update_card=registry.update_card,
    )


def chat_listener(
    network: Network, database: Database, route: Route, channel_id: UUID, on_state: OnState
) -> ChatStream:
    """Return what holds the connection of this channel, and takes taps and codes from it. Raises ValueError,
    LookupError where it cannot be used.
    """

    def take(tap: Tap) -> TapReply:
        return database.transact(lambda tx: take_tap(tx, channel_id, tap))

    def hear(said: Said) -> TapReply:
        return database.transact(lambda tx: chat_codes.hear(tx, channel_id, said))

    protocol = catalogue.stream(route.kind, route.provider, route.settings, network)
    return ChatStream(protocol, network, on_tap=take, on_state=on_state, on_said=hear)


def beacon_listener(network: Network, route: Route, site_id: UUID, hear: Hear) -> BeaconListener:
    """Return the listener to the beacons of this site. Raises ValueError where its channel cannot be used."""
    return BeaconListener(
        parse(BeaconSettings, route.settings),
        network,
        on_shown=lambda code, message_id: hear(Heard(site_id, code, message_id=message_id)),
        on_reachable=lambda code, is_online: hear(Heard(site_id, code, is_online=is_online)),
        on_lost=lambda: hear(Heard(site_id, "", is_online=False)),
    )


def anchor_places(settings: Settings) -> tuple[Place, ...]:
    """Every place to which this site writes the ends of its audit chains."""
    found: list[Place] = [AnchorFile(settings.anchors_at)]
    if settings.anchor_webhook:
        found.append(AnchorWebhook(settings.anchor_webhook.get_secret_value()))
    if settings.anchor_smtp_url:
        url = settings.anchor_smtp_url.get_secret_value()
        found.append(AnchorMail(url, settings.anchor_mail_from, settings.anchor_mail_to))
    if settings.anchor_timestamp_url and settings.anchor_timestamp_ca_file:
        found.append(
            TimestampAuthority(
                settings.anchor_timestamp_url, settings.anchor_timestamp_ca_file, settings.timestamps_at
            )
        )
    return tuple(found)


def system_checks(settings: Settings, database: Database) -> Checks:
    """Return the checks that a process with jobs makes of its own system."""
    return {
        SystemCondition.DISK_NEARLY_FULL: Disk(settings.data_folder),
        SystemCondition.CLOCK_JUMPED: Clock(database.clock, database.machine.steady_s),
    }


def channels(settings: Settings, network: Network) -> Registry:
    """The installation's own channels, and how those of sites are made."""
    web_push = WebPush(
        vapid_keys(settings), subject=settings.vapid_subject, origins=settings.push_allowed_origins
    )
    return Registry(
        [web_push],
        build=lambda route: catalogue.build(route.kind, route.provider, route.settings, network),
    )


def channel_network(settings: Settings) -> Network:
    """How channels of sites reach their providers."""
    return Network(allowed_origins=frozenset(settings.channel_allowed_origins))


def vapid_keys(settings: Settings) -> VapidKeys:
    """The keys that push services know this site by; made on the first start."""
    pem = settings.vapid_pem
    if pem is None:
        return vapid.load_or_make(settings.vapid_file)
    try:
        return vapid.from_pem(pem)
    except ValueError as error:
        raise Unfit(
            f"ANHUAN_VAPID_PRIVATE_KEY is no key that `anhuan keys` makes ({error}): put one there."
        ) from error
