"""Pages that span areas: overview, units, members, figures and their records, import, return."""
