"""Tables: their headers, rows and columns, and what must add up in them."""
