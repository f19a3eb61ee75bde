"""Anomaly scores, equipment scores and forecasts, live: beside the intake, a moment later."""
