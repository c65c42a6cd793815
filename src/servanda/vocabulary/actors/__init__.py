"""Who is who: states since 1816, organisations, groups and leaders, and the names under which texts speak of them."""

from servanda.vocabulary.actors.checks import check_actors
from servanda.vocabulary.actors.describing import describe
from servanda.vocabulary.actors.names import NameEntry
from servanda.vocabulary.actors.resolving import Candidate, Resolution, explain
from servanda.vocabulary.actors.table import ActorTable, load_actors

__all__ = ["ActorTable", "Candidate", "NameEntry", "Resolution", "check_actors", "describe", "explain", "load_actors"]
