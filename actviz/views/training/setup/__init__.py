"""The panel that sets a run up: data, network, method, racers, export."""
