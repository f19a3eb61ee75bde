"""A looser policy in words, for the second person."""

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import TYPE_CHECKING, Final

from backend.core import words
from backend.core.text import Text
from backend.policies.loosening_rules import Lost

if TYPE_CHECKING:
    from backend.core.word_keys import Key

NAMES: Final[dict[str, "Key"]] = {
    "acknowledge_within": "policy.acknowledge",
    "dispose_within": "policy.dispose",
    "recheck_within": "policy.recheck",
    "opens_case_after": "policy.opensAfter",
    "second_channel_after": "policy.secondChannel",
    "each_channel_after": "policy.eachChannel",
    "rings_again_after": "policy.ringsAgain",
}


def lost_words(lost: Iterable[Lost]) -> Text:
    """Every tier with what it loses, from what to what."""
    said = [part for each in lost for part in _parts(each)]
    return reduce(lambda some, one: words.text("agreement.and", some=some, one=one), said)


def _parts(lost: Lost) -> Iterator[Text]:
    tier = words.of("Tier", lost.tier.name)
    for name, (before, after) in lost.longer.items():
        step, old = words.text(NAMES[name]), words.span(before)
        new = words.span(after) if after else words.text("policy.never")
        yield words.text("agreement.policy.longer", tier=tier, step=step, before=old, after=new)
    if lost.notifies_less:
        yield words.text("agreement.policy.less", tier=tier)
    for group in sorted(lost.unconfirmed):
        yield words.text("agreement.policy.unconfirmed", tier=tier, group=words.of("Audience", group))
