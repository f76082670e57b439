"""The softmax regression that the visitor fits in the plane."""
