"""The command line: words in, one function of the areas called, JSON or text out; no rule and no query lives here."""
