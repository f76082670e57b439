"""What is written to a file of its own."""
