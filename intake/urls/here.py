"""Under which address does everything of one dossier stand?"""

from typing import Final

HERE: Final = "ho-so/<int:pk>/"
