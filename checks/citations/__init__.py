"""Rules over cited documents (CIT)."""
