"""The option that chooses the language of pages."""

from __future__ import annotations

import click

language_option = click.option(
    "--language",
    default="en",
    show_default=True,
    envvar="SERVANDA_LANGUAGE",
    metavar="CODE",
    help="The language of the texts, by its code; also by the environment variable SERVANDA_LANGUAGE.",
)
