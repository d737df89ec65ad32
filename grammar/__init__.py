"""What a report says: its text, its structure and the facts stated in it."""
