"""Reads a Vietnamese report and recomputes its figures, dates and document symbols; standard library only, knows no register."""
