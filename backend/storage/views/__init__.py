"""Reads. Every function takes the viewer second and returns frozen values.

What does not belong to one of the viewer's sites does not exist for them.
"""

from sqlmodel import Session as Session  # the edge names the type, and may not import the library
