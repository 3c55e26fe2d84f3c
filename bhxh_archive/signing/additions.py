"""Did whoever signed a prepared file elsewhere add the signature and nothing else?

A signature vouches for the whole file as it was signed: what was changed in the same step is signed along with it, and
no verification minds. So what came back is compared with what went out, object by object.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON, ROOT_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.fields import MDPPerm

from .reading import DAMAGE

_OF_CATALOG: Final = ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"}
_OF_FORM: Final = ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"}
"""What the first signature of a file brings beside itself: that it certifies (ISO 32000-2, 12.8.4), that the file may
only grow from now on (12.7.3)."""
_POLICY: Final = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(_OF_CATALOG) if isinstance(rule, CatalogModificationRule) else rule
        for rule in DEFAULT_DIFF_POLICY.global_rules
    ],
    form_rule=FormUpdatingRule([SigFieldModificationRule()], _OF_FORM),
)  # fmt: skip


def only_signed(before: bytes, after: bytes) -> bool:
    """Whether `after` goes on from the bytes of `before` and fills signature fields that were there, no more."""
    if not after.startswith(before) or len(after) == len(before):
        return False
    try:
        known = PdfFileReader(BytesIO(before)).xrefs.total_revisions
        found = _POLICY.review_file(PdfFileReader(BytesIO(after)), known - 1, doc_mdp=MDPPerm.FILL_FORMS)
    except DAMAGE:
        return False
    return not isinstance(found, SuspiciousModification) and found.modification_level <= ModificationLevel.FORM_FILLING
