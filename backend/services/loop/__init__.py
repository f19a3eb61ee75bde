"""Commands of the closed loop beyond one case."""
