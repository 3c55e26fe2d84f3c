"""Is a package, wherever it came from, whole, lawful and safe to keep, judged from its bytes alone?

`Report.exit_code` is meant for a command: 0 valid, 1 not valid, 2 could not check.
"""

from dataclasses import dataclass

from archive.packaging.claims import load_claims
from archive.packaging.findings import Finding, Severity, finding
from archive.packaging.readers import PackageReader, Unreadable, reason
from archive.packaging.verify_bag import Inventory, Limits, check_bag, load_payload_manifest, take_inventory
from archive.packaging.verify_content import CheckFile, check_content

VALID, NOT_VALID, COULD_NOT_CHECK = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict on a package: findings in the order found, files and bytes hashed.

    `complete` means that nothing was left without a verdict; `valid` that it is complete and has no error.
    """

    findings: tuple[Finding, ...]
    files_checked: int
    bytes_checked: int

    @property
    def complete(self) -> bool:
        """Whether every file got a verdict."""
        return all(found.severity is not Severity.UNCHECKED for found in self.findings)

    @property
    def valid(self) -> bool:
        """Whether the package may be accepted."""
        return all(found.severity is Severity.WARNING for found in self.findings)

    @property
    def exit_code(self) -> int:
        """0 valid, 1 not valid (an error was found, whatever else), 2 no error but something was not checked."""
        if any(found.severity is Severity.ERROR for found in self.findings):
            return NOT_VALID
        return VALID if self.complete else COULD_NOT_CHECK


def verify(reader: PackageReader, *, check_file: CheckFile | None = None, limits: Limits | None = None) -> Report:
    """Check names, bag, digests, METS, metadata fields, PREMIS and status; nothing in the package is believed.

    `check_file(file, opener)` is called for every document file that is intact, its `path` being the path in the bag,
    and yields further findings (signatures, PDF/A). What it raises besides OSError and Unreadable is a defect of the
    caller and passes through.
    Never raises for a bad package.
    """
    try:
        inventory, findings = take_inventory(reader, limits or Limits())
    except (Unreadable, OSError) as error:
        return Report((finding("unreadable", what=reason(error)),), 0, 0)
    if inventory.listed:
        findings += _check(inventory, check_file)
    elif not findings:
        findings.append(finding("bag-declaration", "bagit.txt"))
    return Report(tuple(findings), len(inventory.seen), sum(size for _, size in inventory.seen.values()))


def _check(inventory: Inventory, check_file: CheckFile | None) -> list[Finding]:
    load_payload_manifest(inventory)
    claims = load_claims(inventory)
    findings = check_bag(inventory, claims.stated_sizes())
    return [*findings, *claims.findings, *check_content(inventory, claims, check_file)]
