"""Percentages: of which whole they are, and which no whole number gives."""
