"""The template tags of the kit: `formats` writes values, `parts` draws the pieces of a page."""
