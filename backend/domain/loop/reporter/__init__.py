"""Whoever reported 报了有回音: their thread, their objection, reports without a name."""
