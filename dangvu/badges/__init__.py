"""Badges of party age: who is due one in a round, and who has been given which."""
