"""How does a test work a page with the keyboard alone: which key presses lead to a control?"""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

MOST_TABS: Final = 150
_FOCUSED: Final = "(() => { const e = document.activeElement; return [e.name || '', e.innerText || e.value || '']; })()"


def focused(page: Page) -> tuple[str, str]:
    """Name and words of the control that has the keyboard."""
    name, words = page.evaluate(_FOCUSED)
    return str(name), " ".join(str(words).split())


def reach(page: Page, wanted: str) -> None:
    """Tab by tab to the control of that name, or the first whose words begin so; fails where no key leads to it."""
    for _ in range(MOST_TABS):
        name, words = focused(page)
        if name == wanted or words.startswith(wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach «{wanted}»")


def fill(page: Page, name: str, text: str) -> None:
    """Go to a box and type."""
    reach(page, name)
    page.keyboard.type(text)
