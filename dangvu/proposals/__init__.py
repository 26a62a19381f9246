"""What is proposed by one person and answered by another: the command word for word, bound by a hash; nothing is decided without `run`."""
