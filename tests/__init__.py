"""The tests of actviz; `python -m tests` runs them all."""
