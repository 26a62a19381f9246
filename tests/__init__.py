"""The tests; `world` is the small organisation that most of them speak about."""
