"""A repository of reports as a province keeps one, with the truth about it: see `generate`."""
