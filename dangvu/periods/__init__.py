"""Half-open day ranges, reporting periods and the only clock; knows no Django."""
