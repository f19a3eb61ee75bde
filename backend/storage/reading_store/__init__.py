"""How readings rest: compressed blocks, rollups, and the way there from the journal."""
