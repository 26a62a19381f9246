"""Who has read what of whom: noted in the transaction of the reading, never changed, told to the person read and to whoever keeps the log.

Knows no page: whatever shows a person says so by `noting.note`.
"""
