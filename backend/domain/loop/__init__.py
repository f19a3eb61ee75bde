"""The closed loop beyond one case: tiers and deadlines, lanes, chasing, guards, repeats."""
