"""The plan picture of the demo plant."""

from importlib.resources import files


def read_plan() -> str:
    """The SVG text of the plan: 1200 x 760 units, one `<polygon data-area="CODE">` per area."""
    return files("backend.demo").joinpath("plan.svg").read_text(encoding="utf-8")
