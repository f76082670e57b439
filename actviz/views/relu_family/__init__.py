"""The page of the ReLU family."""
