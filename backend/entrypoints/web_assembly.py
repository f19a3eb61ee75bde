"""Settings become the application that serves pages, GraphQL and photos."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from starlette.applications import Starlette

from backend.api.app import Parts, build_app
from backend.api.front_end import FrontEnd
from backend.api.plain_edge import PlainEdge
from backend.api.schema import schema
from backend.archive.dossier.printing import Dossiers
from backend.core import nouns
from backend.core.database import Database
from backend.core.graphql.context import Edge
from backend.core.graphql.live import LiveBus
from backend.core.nouns import HomeCounts, Work
from backend.entrypoints.assembly import photos, voices
from backend.entrypoints.job_assembly import channel_network, channels, vapid_keys
from backend.hazards.anonymous.labels_http import LabelPages
from backend.notifications.channels.checks_commands import addresses_checked_by, checked_by
from backend.people.accounts.sign_in_commands import require_proof
from backend.people.accounts.sign_ins_rules import NEEDS_PROOF
from backend.people.queries import viewer, viewers
from backend.settings import REPOSITORY, Settings
from push.endpoint import WEB_PUSH

PERSISTED_FILE: Final = REPOSITORY / "graphql" / "persisted.json"


def application(
    settings: Settings,
    database: Database,
    bus: LiveBus,
    checks: Mapping[str, Callable[[], object]] | None = None,
    *,
    broker: str = "",
    works: Mapping[str, bool] | None = None,
) -> Starlette:
    """The HTTP application of these settings. `broker`: our own, where there is one; `works`:
    what the watch of the other parts saw last.
    """
    edge = _edge(settings, database, bus, broker)
    return build_app(
        Parts(
            edge=edge,
            schema=schema,
            token_secret=settings.read_token_secret(),
            persisted_file=PERSISTED_FILE,
            stores=(photos(settings), voices(settings), Dossiers(photos(settings))),
            front_end_folder=settings.front_end_folder,
            is_production=settings.production,
            has_tls=settings.has_tls,
            authority=settings.authority_file,
            https_port=settings.https_port,
            hosts=settings.hosts,
            photo_workers=settings.photo_workers,
            is_warm=True,
            trusted_proxies=settings.trusted_proxies,
            metrics_token=settings.metrics_secret,
            checks=checks or {},
            works=works if works is not None else {},
        )
    )


def plain_application(settings: Settings, database: Database, bus: LiveBus) -> Starlette:
    """Return the application of the port without TLS."""
    labels = LabelPages(
        _edge(settings, database, bus, ""), FrontEnd(settings.front_end_folder).open, settings.trusted_proxies
    )
    return PlainEdge(labels, settings.authority_file, settings.https_port, settings.hosts).application()


def _edge(settings: Settings, database: Database, bus: LiveBus, broker: str) -> Edge:
    return Edge(
        database=database,
        bus=bus,
        clock=database.clock,
        viewer_of=viewer,
        keep_picture=photos(settings).put,
        needs_proof=NEEDS_PROOF,
        require_proof=require_proof,
        viewers_of=viewers,
        home=[each.counts for each in nouns.all_of(HomeCounts)],
        work=[each.items for each in nouns.all_of(Work)],
        overdue=nouns.names_of_overdue(),
        subjects=nouns.subjects(),
        allowances=settings.allowances,
        address=settings.address,
        label_address=settings.label_address,
        sign_in_help=settings.sign_in_help.strip(),
        broker=settings.device_mqtt_url or broker,
        vapid_public_key=vapid_keys(settings).application_server_key,
        is_push_endpoint=partial(channels(settings, channel_network(settings)).accepts, WEB_PUSH),
        check_channel=checked_by(channel_network(settings)),
        check_address=addresses_checked_by(channel_network(settings)),
    )
