"""The state machine that hypothesis drives: each of its steps is somebody's, a source's, or time's."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import ClassVar, Final, NamedTuple

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from backend.core.vocabulary import Tier
from tests.scenarios.any_order.stage import NAMES, Stage
from tests.support.actions.all_actions import DEEDS, OF

SPANS: Final = tuple(timedelta(minutes=each) for each in (1, 6, 60, 1_500, 11_520, 44_640))
SOURCE: Final = (None, None, Tier.YELLOW, Tier.ORANGE, Tier.RED)
OF_THE_WORLD: Final = (*["source"] * 4, "time", "time", "sweep", "same again")
RARE: Final = (*OF["task"], *OF["extension"], *OF["objection"], "ask for time", "open task", "accept")
"""What needs something else first, or brings it: tried twice as often, else it would hardly ever happen."""
MOVES: Final = (*DEEDS, *RARE, *OF_THE_WORLD * 2, *["what is next"] * 24, *["what waits"] * 20)


class Step(NamedTuple):
    """Which move, who, on what, and how."""

    move: str
    name: str
    thing: int
    variant: int


def step_of(number: int) -> Step:
    """Every step as likely as the weights above say."""
    choice = Random(number)
    return Step(choice.choice(MOVES), choice.choice(NAMES), choice.randrange(12), choice.randrange(4))


class AnyOrder(RuleBasedStateMachine):
    """Any order of steps; at the end everything that is open is led to the archive.

    A step hangs on all numbers drawn before it: most sequences that hypothesis makes are others of its own
    with a step or two repeated, and would otherwise try little that is new.
    """

    stage: ClassVar[Stage]
    played: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).played += 1
        self._story = self.stage.story()
        self._story.__enter__()
        self._is_sound = True
        self._dice = 0

    @rule(number=st.integers(0, 2**24 - 1))
    def happens(self, number: int) -> None:
        self._dice = (self._dice * 1_000_003 + number + 1) % 2**61
        step = step_of(self._dice)
        note(str(step))
        self._is_sound = False
        self._move_of(step)()
        self._is_sound = True

    def teardown(self) -> None:
        try:
            if self._is_sound:
                self.stage.finish()
        finally:
            self._story.__exit__(None, None, None)

    def _move_of(self, step: Step) -> Callable[[], None]:
        stage = self.stage
        moves: dict[str, Callable[[], None]] = {
            "source": lambda: stage.source(SOURCE[step.thing % len(SOURCE)], step.variant % 2),
            "time": lambda: stage.waits(SPANS[step.thing % len(SPANS)]),
            "sweep": stage.sweep,
            "same again": stage.again,
            "what is next": lambda: stage.goes_on(step.name, step.thing, step.variant),
            "what waits": lambda: stage.answers(step.name, step.thing, step.variant),
        }
        return moves.get(step.move, lambda: stage.does(step.move, step.name, step.thing, step.variant))
