"""The address of an invitation."""


def link(address: str, secret: str) -> str:
    """Where the invited person chooses a password; `address`: that of the installation."""
    return f"{address}/invite/{secret}"
