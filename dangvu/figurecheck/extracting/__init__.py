"""From a file to its text: plain text, Word, and PDF read by a process of its own."""
