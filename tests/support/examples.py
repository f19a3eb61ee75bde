"""How many examples of a property are tried: a part of them in each run, all of them at night."""

from typing import Final

from hypothesis import HealthCheck, settings

PART: Final = 5
SHORT, WHOLE = "short", "whole"
"""Profiles of Hypothesis: `--hypothesis-profile=whole` tries everything, as `make nightly` does."""


def register() -> None:
    """Make both profiles known and load the short one. No test is about the speed of its machine."""
    untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile(WHOLE, untimed, max_examples=100)
    settings.register_profile(SHORT, untimed, max_examples=100 // PART)
    settings.load_profile(SHORT)


def examples(many: int) -> settings:
    """Try so many examples of this property at night, else a fifth of them; decorates as `settings` does."""
    is_whole = settings.get_current_profile_name() == WHOLE
    return settings(max_examples=many if is_whole else max(many // PART, 1))
