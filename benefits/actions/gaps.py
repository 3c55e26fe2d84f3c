"""How is a document that waits for its signature read back as it was written down?"""

from __future__ import annotations

from benefits.models import DeferredSignature
from bhxh_archive import storage
from bhxh_archive.signing.deferred import ElsewhereSigner, Gap, from_pem


def signer_of(row: DeferredSignature) -> ElsewhereSigner:
    """The certificate whose gap it is, and the signature where it is there."""
    leaf, *others = from_pem(row.chain)
    return ElsewhereSigner(leaf, others, bytes(row.signature) if row.signature else None)


def gap_of(row: DeferredSignature) -> Gap:
    """The document with its gap."""
    assert row.file and row.digest and row.start and row.end and row.attributes
    return Gap(storage.read_file(row.file), bytes(row.digest), row.start, row.end, bytes(row.attributes))
