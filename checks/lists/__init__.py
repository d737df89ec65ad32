"""Rules over enumerations and footnotes (LST, FTN)."""
