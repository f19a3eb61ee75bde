"""Changing limits: what a proposal may become, and what its back-test says."""
