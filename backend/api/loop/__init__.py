"""The edge of the closed loop beside cases."""
