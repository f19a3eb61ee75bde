"""The threshold lab: back-tests, proposals, shadows, reviews."""
