"""actviz: activation functions to look at, touch and train."""
