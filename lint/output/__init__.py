"""Outputs: one file a format, all fed with the same results. No output knows a rule."""
