"""Figures asked across areas, and the returns made of them; reads every area that declares figures, is read by the edges."""
