"""What a text names: days, documents and who issued them, the names behind a number, a number in words."""
