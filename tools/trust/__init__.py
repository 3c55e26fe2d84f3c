"""Which certificates, time-stamps and revocation answers does a demonstration or a test use?

A local stand-in for the two outside parties of every digital signature: the certification
authority and the time-stamping authority. Nothing it issues has legal value, and every
certificate says so in its name ("THỬ NGHIỆM"). See `python -m tools.trust --help`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .demo import DemoTrust, KnownTrust

__all__ = ["DemoTrust", "KnownTrust"]


def __getattr__(name: str) -> Any:
    # Loaded on demand: the service started by `make run` needs nothing of the signing package.
    if name not in __all__:
        raise AttributeError(name)
    from . import demo

    return getattr(demo, name)
