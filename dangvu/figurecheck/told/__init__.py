"""What a text tells twice: the same fact again, softly and then exactly, or by pointing back."""
