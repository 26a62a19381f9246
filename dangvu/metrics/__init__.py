"""What is counted for the operator's monitoring: names of pages and of commands, numbers, nothing of anybody and of no unit."""
