"""Rules as data: each value with the days it is in force and the document it comes from; and the calendar of working days."""
