"""One folder a page: what its link says, its frames, its parts, made with `actviz.ui`."""
