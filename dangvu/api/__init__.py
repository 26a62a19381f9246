"""Typed reads for programs, under the same rights as the pages; it decides nothing and holds no rule."""
