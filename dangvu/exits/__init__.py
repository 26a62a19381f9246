"""The procedure by which a membership ends: struck off, let go on request, expelled; appeals against it, and the way back."""
