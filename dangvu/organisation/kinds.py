"""The closed lists of units and localities."""

MEASURES = ("population", "households", "poor_households", "near_poor_households")
"""What is counted of a locality: persons, and three kinds of households."""
