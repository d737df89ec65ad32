"""Rules over figures (NUM)."""
