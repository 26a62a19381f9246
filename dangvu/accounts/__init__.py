"""Who signs in: names, passwords, second factors, one-time links, sessions; what the person may see is decided elsewhere."""
