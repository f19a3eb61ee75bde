"""Pure rules of the product. No clock, no I/O, no framework: time and ids are arguments."""
