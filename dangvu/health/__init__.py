"""What the operator's monitoring asks: whether the program lives, whether it can work, what it counted; nothing of the register."""
