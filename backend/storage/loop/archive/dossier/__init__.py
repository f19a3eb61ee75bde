"""The printable dossier of an archived case (decision 0020): sections make blocks, the template sets them.

Everything comes from the snapshot, so a dossier shows what was frozen, whenever it is printed. A noun adds
its section with one function in a file of its own here and one line in `printing.SECTIONS`.
"""
