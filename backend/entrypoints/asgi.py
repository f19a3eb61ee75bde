"""The API process of a production site."""

from contextlib import ExitStack

from backend.api.graphql_requests import MAX_BODY
from backend.core.graphql import live_redis
from backend.core.graphql.live import LiveBus
from backend.entrypoints import assembly, first_run, production, web_assembly
from backend.entrypoints.announcing import announcing
from backend.entrypoints.local_tls import plain_port
from backend.entrypoints.web_server import web_server
from backend.monitoring.system.vitals_commands import Watch
from backend.settings import Settings


def serve(settings: Settings) -> None:
    """Run the web server until the process is ended. Changes of other processes come in over Redis."""
    assembly.configure_logging(settings)
    bus = LiveBus()
    with ExitStack() as stack:
        checks, check_redis = {}, None
        if settings.redis_url:
            listener = stack.enter_context(live_redis.Listener(settings.redis_url, bus))
            checks["live"] = check_redis = listener.check
            on_commit = announcing(settings.redis_url)
        else:
            on_commit = bus.publish
        database = assembly.open_database(settings, on_commit, answers_within_s=assembly.PEOPLE_WAIT_S)
        stack.callback(database.dispose)
        production.require_fit(settings, database)
        first_run.offer(database, settings)
        watch = Watch(database, check_redis=check_redis)
        watch.start()
        stack.callback(watch.stop)
        app = web_assembly.application(settings, database, bus, checks, works=watch.works)
        stack.enter_context(plain_port(web_assembly.plain_application(settings, database, bus), settings))
        server = web_server(
            app, stop_within_s=10, host=settings.host, port=settings.port, longest_message=MAX_BODY
        )
        server.run()
