"""The words of risk levels as the contract names them, for sites and for their settings."""

import strawberry

from backend.sites.settings.rules import LabelSet

__all__ = ["LabelSet"]

strawberry.enum(
    LabelSet,
    name="LabelSet",
    description="The words of risk levels: RISK 重大 to 低, EMERGENCY 特别重大 to 一般.",
)
