"""Acts of reorganisation: units founded, merged, split, moved and ended by one decision, with everybody in them; and its rehearsal."""
