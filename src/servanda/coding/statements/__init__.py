"""Statements: who said, claimed, hoped or denied what, and to whom."""

from servanda.coding.statements.coder import StatementCoder

__all__ = ["StatementCoder"]
