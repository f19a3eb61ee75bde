"""How one case bears on others: duplicates, repeats, reopened and dismissed ones."""
