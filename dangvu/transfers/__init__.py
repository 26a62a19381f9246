"""Transfers that two sides record, with the letters and terms between them; and stays elsewhere for a time."""
