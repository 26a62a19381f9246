"""Garbage collection put off while much is read that stays; pure."""
