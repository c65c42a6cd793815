"""The explorer: a store in the browser, on this machine alone, to look at, search, check and correct."""

from servanda.presenting.explorer.app import make_app
from servanda.presenting.explorer.running import run

__all__ = ["make_app", "run"]
