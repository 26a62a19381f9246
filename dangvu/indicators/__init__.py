"""What a figure is and how it is computed from derived tables; the engine knows no area, areas declare their figures to it."""
