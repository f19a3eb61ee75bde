"""The demo plant 示范化工厂: what it consists of, and how its simulated sensors behave."""
