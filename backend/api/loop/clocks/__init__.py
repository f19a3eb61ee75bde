"""By when a step is due, what stops its clock, and who is chased 督办."""
