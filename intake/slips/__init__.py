"""Which slips can be printed for a dossier, and what stands on each? Pure functions of what is on record."""

from intake.slips.registry import SLIPS, Slip, data_of, pdf_of, slips_of

__all__ = ["SLIPS", "Slip", "data_of", "pdf_of", "slips_of"]
