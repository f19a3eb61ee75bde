"""What the intake keeps: the state of its sources, and what it could not use."""
