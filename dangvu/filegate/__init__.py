"""Whether an uploaded file may be opened at all; knows nothing of what the file says."""
