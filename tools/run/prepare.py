"""What must be in the database before the first page is shown? Runs the commands in one process, to be quick.

`python -m tools.run.prepare ACCOUNTS` writes what `demo_accounts` prints into the file ACCOUNTS. DEMO_SCANNER_URL
in the environment is the address of a simulated scanner that the demo offices get.
"""

import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.core.management import call_command

# Each is idempotent: a second run finds everything there.
COMMANDS: tuple[tuple[str, dict[str, object]], ...] = (
    ("migrate", {"interactive": False, "verbosity": 1}),
    ("load_catalogue", {}),
    ("load_demo", {}),
)


def main(accounts: Path) -> None:
    """Raises what the commands raise; the caller shows the log."""
    django.setup()
    for name, options in COMMANDS:
        print(f"--- {name}", flush=True)
        call_command(name, **options)
    if url := os.environ.get("DEMO_SCANNER_URL"):
        call_command("load_demo_scanner", url)
    output = StringIO()
    call_command("demo_accounts", stdout=output)
    accounts.write_text(output.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
