"""The thread that sends the simulated plant: its switch, its clock, its restraint."""

from datetime import UTC, datetime, timedelta

from backend.connectors.mqtt.publisher import Element
from backend.demo.plant import DEMO_PLANT
from backend.demo.simulator import Simulator
from tests.support.servers import wait_until

START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


class Wire:
    """A network that keeps what it is given."""

    def __init__(self) -> None:
        self.is_full = False
        self.sent: list[tuple[str, list[Element]]] = []

    def publish_batch(self, site: str, elements: list[Element]) -> None:
        self.sent.append((site, elements))


class Switch:
    """Since when the simulation runs (None: switched off), and what time it is."""

    def __init__(self) -> None:
        self.on_since: datetime | None = START
        self.now = START

    def simulator(self, wire: Wire) -> Simulator:
        return Simulator(wire, started_at=lambda: self.on_since, clock=lambda: self.now)


def test_one_tick_sends_every_sensor_once_with_the_present_time():
    wire, switch = Wire(), Switch()

    switch.simulator(wire).tick()

    [(site, elements)] = wire.sent
    assert site == "demo"
    assert sorted(code for code, _, _ in elements) == sorted(sensor.code for sensor in DEMO_PLANT.sensors)
    assert {ts for _, ts, _ in elements} == {int(START.timestamp() * 1000)}


def test_switched_off_it_sends_nothing_and_switched_on_it_starts_afresh():
    wire, switch = Wire(), Switch()
    simulator = switch.simulator(wire)
    simulator.tick()
    switch.on_since = None
    switch.now += timedelta(minutes=10)
    simulator.tick()

    assert len(wire.sent) == 1
    assert simulator.plant is None

    switch.on_since = switch.now
    simulator.tick()
    assert simulator.plant is not None
    assert simulator.plant.started_at == switch.now


def test_while_the_broker_is_away_the_plant_goes_on_without_piling_up_messages():
    wire, switch = Wire(), Switch()
    simulator = switch.simulator(wire)
    wire.is_full = True
    simulator.tick()

    assert wire.sent == []
    assert simulator.plant is not None


def test_a_switch_that_cannot_be_read_costs_a_second_and_not_the_thread():
    wire, answers = Wire(), iter([OSError("database is locked")])

    def started_at() -> datetime:
        for trouble in answers:
            raise trouble
        return START

    simulator = Simulator(wire, started_at=started_at)
    simulator.start()
    try:
        wait_until(lambda: bool(wire.sent), "a message after the trouble", within=5)
    finally:
        simulator.stop()


def test_a_restart_of_the_process_goes_on_with_the_same_simulation():
    switch, before, after = Switch(), Wire(), Wire()
    switch.now += timedelta(seconds=75)

    switch.simulator(before).tick()
    switch.simulator(after).tick()

    assert before.sent == after.sent
