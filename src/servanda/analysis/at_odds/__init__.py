"""Where sources are at odds: one module a kind of thing on which they can be; `disagreements.py` asks them all."""
