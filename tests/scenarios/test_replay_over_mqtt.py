"""`anhuan replay` and `anhuan publish` against a real broker and a real database."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import paho.mqtt.client as mqtt
import pytest
import typer
from sqlmodel import SQLModel
from typer.testing import CliRunner, Result

from backend.connectors.mqtt.embedded_broker import EmbeddedBroker
from backend.core.database import Database
from backend.core.text import Text
from backend.demo.plant import DEMO_PLANT
from backend.entrypoints.cli_commands.replay import publish, replay
from backend.reactions import REACTIONS
from backend.sensors.store import Sensors
from backend.sites.rules import Area, Site
from backend.sites.store import Sites
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker
Run = Callable[..., Result]


@pytest.fixture
def broker(tmp_path: Path, free_port: int) -> Iterator[EmbeddedBroker]:
    """Where the command line looks for it: in the data folder."""
    with EmbeddedBroker(tmp_path / "broker", port=free_port) as running:
        yield running


@pytest.fixture
def run(tmp_path: Path, broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ANHUAN_DATA_FOLDER", str(tmp_path))
    for name in ("ANHUAN_MQTT_URL", "ANHUAN_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    app = typer.Typer()
    app.command()(replay)
    app.command()(publish)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


@pytest.fixture
def heard(broker: EmbeddedBroker) -> Iterator[list[tuple[str, object]]]:
    """(topic, decoded payload) of everything that devices publish."""
    messages: list[tuple[str, object]] = []
    is_listening: list[bool] = []
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.on_connect = lambda *_: client.subscribe("anhuan/#", qos=1)
    client.on_subscribe = lambda *_: is_listening.append(True)
    client.on_message = lambda _c, _d, message: messages.append((message.topic, json.loads(message.payload)))
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    wait_until(lambda: bool(is_listening), "subscribed")
    yield messages
    client.disconnect()
    client.loop_stop()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The demo site with one area, in the database the command line uses."""
    found = Database(f"sqlite:///{tmp_path / 'anhuan.sqlite3'}", reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    SQLModel.metadata.create_all(found.engine)
    site = Site(DEMO_PLANT.site_id, "demo", DEMO_PLANT.name, DEMO_PLANT.timezone, is_simulation_running=False)
    area = Area(uuid4(), site.site_id, "LAB", Text("实验台", "Test rig"), (0, 0, 1, 0, 1, 1))

    def plant(tx) -> None:
        tx.get(Sites).put(site)
        tx.get(Sites).put_area(area)

    found.transact(plant)
    yield found
    found.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Ten minutes of two sensors, with one empty and one malformed line."""
    path = tmp_path / "rig.csv"
    rows = [
        f"2020-02-08 17:{n // 60:02}:{n % 60:02},{sensor},{n % 5 + offset}"
        for n in range(600)
        for sensor, offset in (("acc1", 0), ("temp", 70))
    ]
    rows[100:100] = ["2020-02-08 17:00:50,acc1,", "2020-02-08 17:00:50;acc1;1"]
    path.write_text("timestamp,sensor,value\n" + "\n".join(rows) + "\n")
    return path


def readings_in(heard: list[tuple[str, object]]) -> list[dict[str, object]]:
    return [element for topic, batch in heard if topic == "anhuan/demo/batch" for element in batch]


def test_every_reading_of_a_file_is_published_in_order_and_ends_now(run, heard, file):
    result = run("replay", file, "--speed", "0")

    assert result.exit_code == 0, result.output
    assert "1,200 readings of 2 sensors" in result.output
    assert "1 empty, 1 malformed" in result.output
    assert "line 103" in result.output
    assert "all acknowledged" in result.output
    wait_until(lambda: len(readings_in(heard)) == 1200, "every reading")
    readings = readings_in(heard)
    times = [reading["ts"] for reading in readings]
    assert times == sorted(times)
    assert [reading["v"] for reading in readings[:4]] == [0, 70, 1, 71]
    assert abs(times[-1] / 1000 - datetime.now(UTC).timestamp()) < 30
    assert times[-1] - times[0] == 599_000


def test_without_rebasing_the_times_are_those_of_the_file(run, heard, file):
    run("replay", file, "--speed", "0", "--no-rebase", "--sensor-prefix", "rig-")

    wait_until(lambda: len(readings_in(heard)) == 1200, "every reading")
    first = readings_in(heard)[0]
    assert first["s"] == "rig-acc1"
    assert first["ts"] == datetime(2020, 2, 8, 17, tzinfo=UTC).timestamp() * 1000


def test_a_faster_replay_still_keeps_the_pace_of_the_file(run, heard, file):
    result = run("replay", file, "--speed", "600")

    assert result.exit_code == 0
    assert float(result.output.split(" messages, ")[1].split(" s")[0]) >= 0.9


def test_adopted_series_are_in_service_with_limits_from_their_beginning(run, database, file):
    result = run("replay", file, "--speed", "0", "--adopt", "--sensor-prefix", "rig-")

    assert result.exit_code == 0, result.output
    assert "rig-acc1" in result.output
    sensors = {sensor.code: sensor for sensor in database.transact(lambda tx: tx.get(Sensors).in_service())}
    assert set(sensors) == {"rig-acc1", "rig-temp"}
    indicator = sensors["rig-temp"].indicator
    assert indicator is not None
    assert {limit.side for limit in indicator.limits} == {"HIGH", "LOW"}
    assert all(limit.value > 74 for limit in indicator.limits if limit.side == "HIGH")


def test_adopting_twice_changes_nothing(run, database, file):
    run("replay", file, "--speed", "0", "--adopt")
    before = database.transact(lambda tx: tx.get(Sensors).in_service())

    result = run("replay", file, "--speed", "0", "--adopt")

    assert "limits as they are" in result.output
    assert database.transact(lambda tx: tx.get(Sensors).in_service()) == before


@pytest.mark.parametrize(
    ("words", "reason"),
    [(("--site", "elsewhere"), "no site"), (("--area", "MOON"), "no area MOON")],
)
@pytest.mark.usefixtures("database")
def test_adoption_at_a_place_that_does_not_exist_is_refused(run, heard, file, words, reason):
    result = run("replay", file, "--speed", "0", "--adopt", *words)

    assert result.exit_code == 1
    assert reason in result.output
    assert heard == []


def test_one_reading_by_hand(run, heard):
    result = run("publish", "GD-201", "33.5")

    assert result.exit_code == 0, result.output
    wait_until(lambda: bool(heard), "the reading")
    [(topic, reading)] = heard
    assert topic == "anhuan/demo/GD-201/reading"
    assert reading["v"] == 33.5


def test_without_a_broker_the_command_says_what_to_do(run, broker, file):
    broker.stop()

    for words in (("publish", "GD-201", "1"), ("replay", file)):
        result = run(*words)
        assert result.exit_code == 1
        assert "no broker is running here" in result.output


def test_a_wrong_address_is_said_and_not_traced(run):
    for address in ("ftp://host", "mqtt://127.0.0.1:1"):
        result = run("publish", "GD-201", "1", "--broker", address)
        assert result.exit_code == 1
        assert address.split("//")[1].split(":")[0] in result.output
        assert isinstance(result.exception, SystemExit)


def test_a_public_series_can_be_replayed(run, heard, shared_data):
    result = run("replay", shared_data / "skab" / "valve1__0.csv", "--speed", "0", "--sensor-prefix", "skab-")

    assert result.exit_code == 0, result.output
    wait_until(lambda: len(readings_in(heard)) == 8 * 1147, "every reading")
