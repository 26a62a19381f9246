"""What is left, what came and went, what is lacking."""
