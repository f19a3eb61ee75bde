"""The API process of a production site."""

from contextlib import ExitStack

import uvicorn

from backend.api.endpoints.graphql_http import MAX_BODY as MAX_MESSAGE
from backend.api.live import LiveBus
from backend.entrypoints import assembly, live
from backend.settings import Settings


def serve(settings: Settings) -> None:
    """Run the web server until it is told to stop. Changes of other processes come in over Redis."""
    assembly.configure_logging(settings)
    bus = LiveBus()
    with ExitStack() as stack:
        checks = {}
        if settings.redis_url:
            listener = stack.enter_context(live.Listener(settings.redis_url, bus))
            checks["live"] = listener.check
            on_commit = live.publisher(settings.redis_url)
        else:
            on_commit = bus.publish
        database = assembly.open_database(settings, on_commit)
        stack.callback(database.dispose)
        app = assembly.application(settings, database, bus, checks)
        config = uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            ws="websockets-sansio",
            lifespan="on",
            ws_max_size=MAX_MESSAGE,
            proxy_headers=False,  # the application reads them itself, from as many proxies as are ours
            server_header=False,
            timeout_graceful_shutdown=10,
        )
        uvicorn.Server(config).run()
