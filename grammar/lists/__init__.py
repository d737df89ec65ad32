"""Lists: where their items begin and end, how they are numbered, and the count that a report states for them."""
