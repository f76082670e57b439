"""The page of Softmax."""
