"""Tables of the closed loop, beside the case itself."""
