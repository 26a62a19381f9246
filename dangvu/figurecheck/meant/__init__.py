"""Which other figures a statement means: its base, its whole, the parts of its list, the counts nearby."""
