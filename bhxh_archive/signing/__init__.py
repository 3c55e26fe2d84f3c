"""How are decisions signed, time-stamped, kept verifiable and verified?

The chain of one decision:

1. `prepare`: the finished PDF/A gets all its visible signature fields (leader, agency, and whoever signs between them).
2. `sign(certify=True)`: the leader's certification signature. From here on only the fields that
   exist may be filled; every other change makes the leader's signature invalid (DocMDP level 2).
3. `sign(certify=False)`: approval signatures, of those listed beside the leader where there are any, then the agency's,
   by the records clerk on issue (Nghị định 30/2020/NĐ-CP, article 13 and appendix I).
4. `extend`: revocation data and a document time-stamp over everything (PAdES B-LTA).
5. `verify`: who signed, when, and whether one byte has changed since; before every hand-over.

A key that is not here signs in two steps (`deferred`): the document waits with a gap, elsewhere the key signs a few
hundred bytes, and the time-stamp comes when these are back.

Steps 2 to 4 ask a time-stamp authority (RFC 3161) and never fall back to the local clock: no
token, no signature. A file that arrives signed from elsewhere is described by `inspect`, never
changed. `SigningSession` keeps the connections for a batch. The functions are synchronous and may
be called from any thread or process, with or without a running event loop.

Each is imported from its own module: `report`, `errors` and `identity` need no pyHanko, which would be a third of the
start of every process that signs nothing.
"""

import logging

# Below this level the libraries write the names of certificate holders, which no log may contain.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)
