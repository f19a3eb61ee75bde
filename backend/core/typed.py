"""Values by their types, from several threads at once.

msgspec learns a type when it is met first, and keeps what it learns on the classes in it before that is
complete. A second thread that meets one of them at that moment reads what is not there, and the process dies
of a fault (msgspec 0.22). So types are learnt one at a time.
"""

import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec

T = TypeVar("T")

_learning: Final = threading.Lock()
_known: Final[set[Any]] = set()


def convert(found: object, kind: type[T], dec_hook: Callable[[type, Any], Any] | None = None) -> T:
    """Return plain values as a value of this type. Raises msgspec.ValidationError.

    `dec_hook`: reads what is of a type that msgspec does not know.
    """
    learn(kind)
    return msgspec.convert(found, kind, dec_hook=dec_hook)


def learn(kind: Any) -> None:
    """Have everything in this type known, before it is used from several threads."""
    if kind in _known:
        return
    with _learning:
        msgspec.json.Decoder(kind)
        _known.add(kind)
