"""How is it called when somebody signs in the place of others?"""

from __future__ import annotations

from typing import Final

BY_MANDATE: Final = "TUQ."
BY_ORDER: Final = "TL."
