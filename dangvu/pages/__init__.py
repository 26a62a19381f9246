"""Pages that span areas: overview, unit, members, figures and their records, the return, the import. They hold no rule and no SQL."""
