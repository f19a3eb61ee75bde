"""The threshold lab: proposals, approval, review, and shadow rules beside the intake."""
