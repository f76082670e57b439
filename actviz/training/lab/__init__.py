"""A race of networks: running, probes, history, what its pictures look into, export."""
