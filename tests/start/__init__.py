"""`python3 run.py` and `.ci/run`, as whoever has just cloned the repository meets them."""
