"""The pages, one function for each address."""
