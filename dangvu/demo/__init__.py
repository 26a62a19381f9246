"""A synthetic Trà Vinh of 2022: invented people in an invented tree, whose totals are those that the articles print."""
