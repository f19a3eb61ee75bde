"""A channel of notification as the contract names it, for the types of every noun."""

import strawberry

from backend.policies.rules import Channel

__all__ = ["Channel"]

strawberry.enum(Channel, name="PolicyChannel")
