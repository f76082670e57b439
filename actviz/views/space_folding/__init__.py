"""The page of space folding: how a network cuts up its input space."""
