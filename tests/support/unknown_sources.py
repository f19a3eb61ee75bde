"""Sources that send and that nobody knows, and their adoption by alice."""

from backend.core import bulk
from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.sensors import adoption_commands as adoption
from backend.sensors.adoption_commands import Adoption
from backend.sensors.quarantine_rules import UnknownTraffic
from backend.sensors.quarantine_store import Quarantine
from tests.support.plants import Plants


def unknown(database: Database, codes: list[str], values: int = 12) -> None:
    """These sources send at north, and nobody knows them."""
    samples = tuple((1_700_000_000_000_000 + at * 1_000_000, 5.0 + at % 3) for at in range(values))
    for at in range(0, len(codes), 50):
        seen = {("north", code): UnknownTraffic(values, samples) for code in codes[at : at + 50]}
        database.transact(lambda tx, seen=seen: tx.get(Quarantine).note_unknown(seen, at=tx.now))


def adopt(
    database: Database, plants: Plants, codes: list[str], by: Viewer | None = None, **given: object
) -> bulk.Results:
    wanted = Adoption(plants.area, Stage.PROCESS, **given)  # type: ignore[arg-type]  # fields of it
    return database.transact(
        lambda tx: adoption.adopt_sources(tx, plants.north, codes, wanted, by=by or plants.alice)
    )
