"""Readers: from the bytes of a file to its lines. They know nothing of structure or citations."""
