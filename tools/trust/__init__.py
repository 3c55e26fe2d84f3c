"""Which certificates, time-stamps and revocation answers does a demonstration or a test use?

A local stand-in for the two outside parties of every digital signature: the certification
authority and the time-stamping authority. Nothing it issues has legal value, and every
certificate says so in its name ("THỬ NGHIỆM"). See `python -m tools.trust --help`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .demo import DemoTrust

__all__ = ["DemoTrust"]


def __getattr__(name: str) -> Any:
    # Loaded on demand: the service started by `make run` needs nothing of the signing package.
    if name != "DemoTrust":
        raise AttributeError(name)
    from .demo import DemoTrust

    return DemoTrust
