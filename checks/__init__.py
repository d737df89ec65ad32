"""What must agree in a report: the rules, one a file."""
