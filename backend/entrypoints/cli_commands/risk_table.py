"""`anhuan risk-table`: the whole table of a method, to hold against the one of a site's own procedure."""

from typing import Annotated

import typer

# ruff: noqa: PLC0415 - the command line starts quickly: what a command needs it imports itself


def risk_table(
    code: Annotated[str, typer.Argument(metavar="LEC|LS-A|LS-B", help="Code of a cut-off set")],
) -> None:
    """Print each combination of scores with its product and level, 1 to 4 (the worst), as CSV."""
    from dataclasses import asdict

    from backend.core.errors import Refused
    from backend.risks.assessment.rules import SCALES, combinations
    from backend.risks.assessment.scales_rules import cutoff_set, cutoff_sets

    try:
        by = cutoff_set(code)
    except Refused as refused:
        raise typer.BadParameter(f"one of {', '.join(each.code for each in cutoff_sets())}") from refused
    typer.echo(",".join((*(axis.lower() for axis in SCALES[by.method]), "score", "level")))
    for each in combinations(by):
        scores = (*asdict(each.scores).values(), each.score)
        typer.echo(",".join((*(f"{score:g}" for score in scores), str(each.level.value))))
