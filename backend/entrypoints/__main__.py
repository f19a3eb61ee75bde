"""`python -m backend.entrypoints …` is `anhuan …`."""

from backend.entrypoints.cli import main

main()
