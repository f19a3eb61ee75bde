"""The tier as the contract names it, for the types of every noun."""

import strawberry

from backend.core.vocabulary import Tier

__all__ = ["Tier"]

strawberry.enum(Tier, name="Tier", description="How bad a live alert is: 4 RED, 3 ORANGE, 2 YELLOW, 1 BLUE.")
