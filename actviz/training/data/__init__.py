"""What is learned from: made data sets, real ones, and a visitor's own CSV."""
