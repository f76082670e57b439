"""The page of the training lab."""
