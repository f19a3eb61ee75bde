"""The past of the demo plant: its readings, and what people did about them, written by the same engine."""
