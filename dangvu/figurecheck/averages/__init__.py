"""Averages, and so many at so much each."""
