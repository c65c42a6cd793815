"""The dossier: one self-contained page on the relationship of two actors, every statement linked to its sentence."""

from servanda.presenting.dossier.writing import DossierReport, write_dossier

__all__ = ["DossierReport", "write_dossier"]
