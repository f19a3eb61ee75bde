"""Processes of the product that a test may kill, with what they need to find their servers."""

import os
import signal
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from backend.core.database import Database
from tests.support import servers
from tests.support.installations import BIN


@dataclass
class Processes:
    """Started by `start`, ended with `stack`; a process is ready once its loop has gone round."""

    stack: ExitStack
    folder: Path
    database: Database
    mqtt_url: str
    redis_url: str = ""
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(
        self, name: str, command: str = "", *, wait: bool = True, **environment: str
    ) -> subprocess.Popen[bytes]:
        """Start `anhuan {command}`, which is the name if not given, and wait until it works."""
        heartbeat = self.folder / f"{name}.heartbeat"
        heartbeat.unlink(missing_ok=True)
        self.running[name] = self.stack.enter_context(
            servers.running(
                [str(BIN / "anhuan"), command or name],
                log=self.folder / f"{name}.log",
                ready=heartbeat.exists if wait else lambda: True,
                env={
                    **os.environ,
                    "ANHUAN_DATA_FOLDER": str(self.folder / "data"),
                    "ANHUAN_DATABASE_URL": self.database.engine.url.render_as_string(hide_password=False),
                    "ANHUAN_REDIS_URL": self.redis_url,
                    "ANHUAN_MQTT_URL": self.mqtt_url,
                    "ANHUAN_HEARTBEAT_FILE": str(heartbeat),
                    **environment,
                },
                within=120,
            )
        )
        return self.running[name]

    def kill(self, name: str) -> None:
        """As a power cut would."""
        process = self.running.pop(name)
        process.kill()
        assert process.wait(10) == -signal.SIGKILL

    def scale_out(
        self, *, gateways: int, evaluators: int, wait: bool = True, ingest_ports: Sequence[int] = ()
    ) -> None:
        """Start the profile `scale` with so many of each, as `gateway-1` … and `evaluator-1` …, at once.

        With ports the gateways serve HTTP ingest there.
        """
        wanted: dict[str, dict[str, str]] = {
            f"gateway-{n}": {
                "command": "gateway",
                "ANHUAN_GATEWAY_SHARE": f"{n}/{gateways}",
                "ANHUAN_MQTT_CLIENT_ID": f"anhuan-gateway-{n}",
            }
            for n in range(1, gateways + 1)
        }
        for n, port in enumerate(ingest_ports, start=1):
            wanted[f"gateway-{n}"]["ANHUAN_INGEST_PORT"] = str(port)
        wanted |= {f"evaluator-{n}": {"command": "evaluator"} for n in range(1, evaluators + 1)}
        with ThreadPoolExecutor() as starters:
            list(starters.map(lambda name: self.start(name, wait=wait, **wanted[name]), wanted))
