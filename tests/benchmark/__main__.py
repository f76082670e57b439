"""`python -m tests.benchmark [section …]`: every section, or those named."""

import argparse
import importlib
import pkgutil
from types import ModuleType

from tests import benchmark


def sections() -> list[str]:
    """Return the modules of this package that measure something: those with a `run`."""
    names = [module.name for module in pkgutil.iter_modules(benchmark.__path__)]
    # Importing the stock page would run it.
    candidates = [name for name in names if name not in {"__main__", "stock_app"}]
    return [name for name in candidates if hasattr(_load(name), "run")]


def _load(name: str) -> ModuleType:
    return importlib.import_module(f"tests.benchmark.{name}")


def main() -> None:
    """Run the sections that the command line names, or all of them."""
    known = sections()
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("section", nargs="*", help=f"one or more of: {', '.join(known)}")
    wanted = parser.parse_args().section
    for name in wanted:
        if name not in known:
            parser.error(f"unknown section {name!r}: choose from {', '.join(known)}")
    for name in wanted or known:
        print(f"--- {name}: {(_load(name).__doc__ or '').strip()}", flush=True)
        _load(name).run()


if __name__ == "__main__":
    main()
