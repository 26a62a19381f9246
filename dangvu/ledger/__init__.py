"""The append-only table of decisions, its hash chain, and the kinds of dated rows that decisions open and close."""
