"""What reports must agree on with one another, and with the register of known documents."""
