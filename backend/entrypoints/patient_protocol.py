"""uvicorn's HTTP protocol with an end to its patience: heads and bodies that do not come, and answers that
nobody takes, are waited for only so long.
"""

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_WITHIN_S: Final = 15.0
"""From its first byte, or from the connection, to the end of a request's head."""
BODY_WITHIN_S: Final = 300.0
"""A picture of 15 MB takes it at 50 kB/s; endpoints that expect less wait for less."""
READ_WITHIN_S: Final = 60.0
"""Until a client takes the next piece of an answer: 64 kB at 1 kB/s."""
MAX_HEAD: Final = 32 * 1024


class PatientHttp(HttpToolsProtocol):
    """Closes a connection whose request does not come to an end. What is idle between two requests uvicorn
    closes itself.
    """

    _timer: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _is_head = True
    _head_bytes = 0
    _is_socket = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_nothing()
        self._has_read()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._is_socket:
            return  # from here on uvicorn's protocol for sockets takes what comes, and sends pings
        if self._is_head and self._head_bytes > MAX_HEAD:
            self._give_up()
        elif self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._expect_head()  # what is no request yet has ended uvicorn's own wait

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expect_head()

    def on_headers_complete(self) -> None:
        self._expect_nothing()
        self._timer = self.loop.call_later(BODY_WITHIN_S, self._give_up)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._expect_nothing()
        super().on_message_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._has_read()
        self._unread = self.loop.call_later(READ_WITHIN_S, self._give_up)

    def resume_writing(self) -> None:
        self._has_read()
        super().resume_writing()

    def _has_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def handle_websocket_upgrade(self) -> None:
        self._is_socket = True
        self._expect_nothing()
        super().handle_websocket_upgrade()

    def _expect_head(self) -> None:
        if self._timer is None or not self._is_head:
            self._expect_nothing()
            self._is_head, self._head_bytes = True, 0
            self._timer = self.loop.call_later(HEAD_WITHIN_S, self._give_up)

    def _expect_nothing(self) -> None:
        self._is_head = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._expect_nothing()
        if not self.transport.is_closing():
            self.transport.abort()
