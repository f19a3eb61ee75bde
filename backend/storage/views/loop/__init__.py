"""What people see of the closed loop beside its cases."""
