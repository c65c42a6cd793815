"""Provisions: what instruments lay down, by article from their text and as told from the news."""

from servanda.coding.provisions.coder import ProvisionCoder

__all__ = ["ProvisionCoder"]
