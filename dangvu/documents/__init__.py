"""Official papers: how they are laid out and printed, and the numbers under which a body issues them."""
