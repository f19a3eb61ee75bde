"""Alarm performance: the figures, and the sources behind them."""
