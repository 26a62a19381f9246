"""Persons: identity alone, and the facts of a person as held at each instant; no membership."""
