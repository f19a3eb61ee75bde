"""What is kept of a case for good: the record, its search, the dossier, the audit chain."""
