"""The anomaly score of a source: how far it leaves what it has been, and in what."""
