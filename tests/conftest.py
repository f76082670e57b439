"""Settings that every test shares."""

import os

from hypothesis import settings

# A slow machine is no reason to fail, and CI must give the same answer twice.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")
