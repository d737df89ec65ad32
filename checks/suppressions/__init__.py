"""What is said of suppressions."""
