"""Which figures are measured now? ``python -m benchmarks [name …]``; all of them without a name."""

import argparse
import importlib
import os
import pkgutil
import sys
import traceback

import benchmarks
from benchmarks.report import KEPT, keep, machine, table


def names() -> list[str]:
    """Return the modules of this package that may measure something."""
    found = (module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    return sorted(name for name in found if name not in {"__main__", "report"})


def run(name: str) -> bool:
    """Measure, print and keep one benchmark; False when it failed."""
    try:
        measure = getattr(importlib.import_module(f"benchmarks.{name}"), "measure", None)
        if measure is None:
            return True  # a helper of other benchmarks
        print(f"\n{name}", flush=True)
        rows = measure()
    except Exception:  # one broken benchmark must not hide the others' figures
        traceback.print_exc()
        return False
    print(table(rows), flush=True)
    keep(name, rows)
    return True


def main() -> int:
    """Run what was asked for; 1 when anything failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("name", nargs="*", choices=[*names(), []], help="which to run; all without")
    chosen = options.parse_args().name or names()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bhxh_archive.settings.dev")
    print(", ".join(f"{fact}: {value}" for fact, value in machine().items()))
    good = [run(name) for name in chosen]
    print(f"\nkept in {KEPT}")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
