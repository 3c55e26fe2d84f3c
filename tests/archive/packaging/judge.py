"""What does our verification, and the Library of Congress's own, say of a package on disk?"""

import subprocess
import sys
from pathlib import Path

from archive.packaging.readers import DirectoryReader
from archive.packaging.verify import Report, verify

BAGIT = Path(sys.executable).with_name("bagit.py")


def judged(bag: Path) -> Report:
    return verify(DirectoryReader(bag))


def codes(bag: Path) -> set[str]:
    return {found.code for found in judged(bag).findings}


def bagit_accepts(bag: Path) -> bool:
    return subprocess.run([sys.executable, BAGIT, "--validate", bag], capture_output=True).returncode == 0
