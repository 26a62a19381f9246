"""Tables: their rows, columns and totals, and what the text around says of them."""
