"""How long a site keeps data of people who have left, by kind; their names stay in its archives."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Final

from backend.core.errors import ErrorCode, Refused

BOUNDS: Final = {
    "addresses_days": (7, 3 * 365),
    "push_days": (1, 365),
    "sign_ins_days": (183, 210),
    "signatures_days": (183, 30 * 365),
}
"""Least and most, in days. Records of sign-ins are security records: six months at least (网络安全法 article
21), and nothing keeps them longer than `jobs.row_retention` keeps those of everybody.
"""


@dataclass(frozen=True, slots=True)
class LeaverRetention:
    """In days after the account was disabled: phone numbers, e-mail and chat addresses; where push messages
    went; sign-ins, invitations and second factors; pictures of signatures.
    """

    addresses_days: int = 90
    push_days: int = 30
    sign_ins_days: int = 210
    signatures_days: int = 3 * 365

    def check(self) -> None:
        """Raises Refused(INVALID_INPUT) for a figure outside its bounds."""
        for each in fields(self):
            least, most = BOUNDS[each.name]
            if not least <= getattr(self, each.name) <= most:
                raise Refused(ErrorCode.INVALID_INPUT, f"{least} ≤ {each.name} ≤ {most}")

    def is_shorter_than(self, other: "LeaverRetention") -> bool:
        """Whether anything that the other one keeps goes earlier."""
        return any(own < theirs for own, theirs in zip(astuple(self), astuple(other), strict=True))

    def __str__(self) -> str:
        return "/".join(str(each) for each in astuple(self)) + " d"


def longest(kept: Iterable[LeaverRetention]) -> LeaverRetention:
    """Return the retention of somebody of several sites: the longest of each kind; with none the default."""
    figures = [astuple(each) for each in kept]
    return LeaverRetention(*map(max, zip(*figures, strict=True))) if figures else LeaverRetention()
