"""What every hostile test asks of the product: whatever comes in, it stumbles over nothing."""

import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture
def stumbles(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Every error that the product logged, from whichever thread; filled as the test runs."""
    found: list[str] = []

    def note(_: object, method: str, event: dict[str, object]) -> dict[str, object]:
        if event.get("exc_info") or method in {"error", "critical", "exception"}:
            found.append(repr(event))
        raise structlog.DropEvent

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info or record.levelno >= logging.ERROR:
                found.append(record.getMessage())

    before = structlog.get_config()
    handler = Handler()
    structlog.configure(processors=[note], cache_logger_on_first_use=False)
    logging.getLogger().addHandler(handler)
    try:
        yield found
    finally:
        logging.getLogger().removeHandler(handler)
        structlog.configure(**before)
