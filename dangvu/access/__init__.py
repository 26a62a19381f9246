"""Who may see and decide what: roles held over a part of the tree for some days, and the scope that follows from them."""
