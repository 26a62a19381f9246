"""The presentation kit; it knows no area of work. Rewritten below as the kit grows."""
