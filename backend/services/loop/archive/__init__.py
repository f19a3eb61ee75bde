"""What is kept of a case for good: the parts of its snapshot."""
