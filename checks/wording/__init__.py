"""Rules over the words themselves (TXT)."""
