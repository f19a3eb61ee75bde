"""The share of an evaluator changes: its intake is narrowed to what stays, and joined with what came."""

from collections.abc import Callable
from dataclasses import replace

from backend.monitoring.intake_sources_commands import Intake
from backend.sensors.versions_store import Figures
from backend.tuning.shadows_commands import Shadows


def narrowed(intake: Intake, keeps: Callable[[str], bool]) -> Intake:
    """The intake with no more than those of its sources that it keeps: others are no longer ours."""
    sources = {key: source for key, source in intake.sources.items() if keeps(key)}
    ids = {source.sensor_id for source in sources.values()}
    shadowing, clock = intake.shadows, intake.clock
    return replace(
        intake,
        sources=sources,
        unsaved={key: at_s for key, at_s in intake.unsaved.items() if key in sources},
        heard_at={key: at_s for key, at_s in intake.heard_at.items() if key in sources},
        clock=replace(clock, forward_us={key: us for key, us in clock.forward_us.items() if key in sources}),
        unknown_sources=set(),
        shadows=Shadows(
            {key: source for key, source in shadowing.sources.items() if source.sensor_id in ids},
            {each: proposal for each, proposal in shadowing.proposal_ids.items() if each in ids},
        ),
        bound={each: found for each, found in intake.bound.items() if each in ids},
        unheard=intake.unheard & ids,
    )


def joined(intake: Intake, came: Intake) -> Intake:
    """The intake with the sources of another one, which was opened for what has become ours.

    Blocks whose figures both do not agree on have changed since the first was read, and are compared again.
    """
    is_same = intake.behind is None and intake.fingerprint == came.fingerprint
    blocks: dict[int, Figures | None] = {
        each: figures if intake.blocks.get(each) == figures else None
        for each, figures in (intake.blocks | came.blocks).items()
    }
    again_until_us = max(intake.clock.again_until_us, came.clock.again_until_us)
    return replace(
        intake,
        sources=intake.sources | came.sources,
        fingerprint=intake.fingerprint if is_same else (),
        clock=replace(intake.clock, again_until_us=again_until_us),
        shadows=Shadows(
            intake.shadows.sources | came.shadows.sources,
            intake.shadows.proposal_ids | came.shadows.proposal_ids,
        ),
        site_ids=came.site_ids,
        bound=intake.bound | came.bound,
        blocks=intake.blocks if is_same else blocks | dict.fromkeys(intake.blocks.keys() - came.blocks),
        unheard=intake.unheard | came.unheard,
        behind=None,
    )
