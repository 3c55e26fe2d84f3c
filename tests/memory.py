"""How much memory did one process hold at most?"""

from pathlib import Path


def peak_mib(pid: int | str = "self") -> int:
    """Of that program alone: `ru_maxrss` would begin with what its parent held when it started it."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))
