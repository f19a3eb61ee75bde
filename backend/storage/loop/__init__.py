"""What the closed loop keeps beside its cases."""
