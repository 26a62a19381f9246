"""Units and localities, their place in the tree over time; knows no people."""
