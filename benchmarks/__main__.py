"""Which figures are measured now? ``python -m benchmarks [name …]``; all of them without a name.

Each runs in a process of its own: what one has loaded or used up costs the next one nothing.
"""

import argparse
import importlib
import os
import pkgutil
import subprocess
import sys

import benchmarks
from benchmarks.report import KEPT, keep, machine, table


def names() -> list[str]:
    """Return the modules of this package that measure something; what they stand on lies in packages below."""
    found = (module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.ispkg)
    return sorted(name for name in found if name not in {"__main__", "report"})


def run(name: str, *, tiny: bool) -> None:
    """Measure and print one benchmark in this process, and keep it unless it was a rehearsal."""
    print(f"\n{name}", flush=True)
    rows = importlib.import_module(f"benchmarks.{name}").measure(tiny=tiny)
    print(table(rows), flush=True)
    if not tiny:
        print(f"kept in {keep(name, rows)}", flush=True)


def run_each(chosen: list[str], *, tiny: bool) -> int:
    """Run one after the other, each in its process; 1 when any failed, which hides no other's figures."""
    print(", ".join(f"{fact}: {value}" for fact, value in machine().items()), flush=True)
    rehearsal = ["--tiny"] if tiny else []
    codes = [subprocess.run([sys.executable, "-m", "benchmarks", name, *rehearsal]).returncode for name in chosen]
    print(f"\nkept in {KEPT}" if not tiny else "")
    return int(any(codes))


def main() -> int:
    """Run what was asked for; 1 when anything failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("name", nargs="*", choices=[*names(), []], help="which to run; all without")
    options.add_argument("--tiny", action="store_true", help="rehearse at the smallest size and keep nothing")
    arguments = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bhxh_archive.settings.dev")
    if len(arguments.name) != 1:
        return run_each(arguments.name or names(), tiny=arguments.tiny)
    run(arguments.name[0], tiny=arguments.tiny)
    return 0


if __name__ == "__main__":
    sys.exit(main())
