"""The one place that knows all stages: files to documents to facts to the record."""

from servanda.pipeline.coding_run import code_documents
from servanda.pipeline.workers import Broken, Outcome

__all__ = ["Broken", "Outcome", "code_documents"]
