"""The rules of a source, reading by reading: what is saved of them, the loop that every reading passes."""
