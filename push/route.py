"""By which channel a message goes: the installation's own of its kind, or one that a site has set up."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Route:
    """`kind` alone is the installation's own channel. One of a site has a `provider` and its `settings`, with
    secrets among them; `key` names it and its version, so that it is built once.
    """

    kind: str
    provider: str = ""
    settings: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False, compare=False)
    key: str = ""
    before: "Route | None" = field(default=None, repr=False, hash=False, compare=False)
    """Route of the channel before it was changed, as long as the change has not proven itself."""
