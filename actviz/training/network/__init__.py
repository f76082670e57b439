"""Networks of one shape trained as one batched computation: layers, loss, optimisers."""
