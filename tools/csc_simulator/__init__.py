"""A remote signing service without a provider: it speaks the CSC API 1.0.4 over real HTTP, with keys of PKCS#12 files.

Its PIN is 246810, its one-time code 135790; its faults can be switched on.
"""

from tools.csc_simulator.keys import Keys
from tools.csc_simulator.server import CODE, PIN, TOKEN, CscSimulator, Faults

__all__ = ["CODE", "PIN", "TOKEN", "CscSimulator", "Faults", "Keys"]
