"""Workbooks in and out: an office's lists are read, checked, written as one decision, and what was refused is handed back."""
