"""A network scanner without hardware: it speaks eSCL over real HTTP, and its faults can be switched on.

`python -m tools.escl_simulator --port 8090` starts one at http://127.0.0.1:8090/eSCL.
"""

from tools.escl_simulator.faults import Faults
from tools.escl_simulator.machine import Machine
from tools.escl_simulator.server import Simulator

__all__ = ["Faults", "Machine", "Simulator"]
