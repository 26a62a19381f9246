"""From a text to what it says: days, symbols and figures, sentences, and which count is a part or a change of which."""
