"""The inside of the alert engine: why an alert is said, whether it is told now, and what belongs together."""
