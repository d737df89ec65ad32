"""Figures: what a report counts and measures, and what its words let one recompute."""
