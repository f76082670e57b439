"""`python -m actviz.training.sweep`: see `command`."""

import sys

from actviz.training.sweep.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
