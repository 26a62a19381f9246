"""Growth and differences: what moved, since when, and by how much."""
