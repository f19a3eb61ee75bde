"""A way to a server that can fall silent: it accepts and does not answer, like a machine that hangs."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class SilentProxy:
    """`port` is its own. While `is_silent` is set nothing goes through; what waits goes on afterwards."""

    target: tuple[str, int]
    port: int
    _goes: threading.Event = field(default_factory=threading.Event)
    _open: list[socket.socket] = field(default_factory=list)

    def fall_silent(self) -> None:
        self._goes.clear()

    def speak_again(self) -> None:
        self._goes.set()

    def serve(self, listener: socket.socket) -> None:
        with suppress(OSError):  # closed: it is over
            while True:
                client, _ = listener.accept()
                server = socket.create_connection(self.target)
                self._open += [client, server]
                for source, sink in ((client, server), (server, client)):
                    threading.Thread(target=self._forward, args=(source, sink), daemon=True).start()

    def _forward(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._goes.wait()
                sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._goes.set()
        for each in self._open:
            each.close()


@contextmanager
def silent_proxy(host: str, port: int) -> Iterator[SilentProxy]:
    """Forwards to this server until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = SilentProxy((host, port), listener.getsockname()[1])
        proxy.speak_again()
        threading.Thread(target=proxy.serve, args=(listener,), daemon=True).start()
        try:
            yield proxy
        finally:
            listener.close()
            proxy.close()
