"""Running documents: how large they may be, how errors are masked, how objects are loaded in batches."""
