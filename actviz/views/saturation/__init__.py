"""The page of saturation: signal and gradient on their way through the layers."""
