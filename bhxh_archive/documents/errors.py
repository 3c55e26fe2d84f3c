"""What can go wrong while a document is made, and how is it told to a clerk?"""

from __future__ import annotations


class DocumentError(Exception):
    """A document can't be made; str() is a Vietnamese sentence for the clerk, `detail` is for the log."""

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class ShapeError(DocumentError):
    """The data misses fields of the template's shape, or has fields the shape doesn't know."""


class UnsuitableImage(DocumentError):
    """The image can't go into PDF/A losslessly: transparent, CMYK, damaged, or of an unknown format."""


class NoTextRecognised(DocumentError):
    """The recogniser refused the image or its language data is missing."""
