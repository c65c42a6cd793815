"""The law of treaties: instruments, acts and clauses in, the status on a day with its reasons out; pure, no files."""

from servanda.law.acts import Act, RivalClaim
from servanda.law.instruments import Instrument, Link
from servanda.law.periods import Period
from servanda.law.reasons import StatusReport, report_to_json
from servanda.law.status import status, words_on

__all__ = ["Act", "Instrument", "Link", "Period", "RivalClaim", "StatusReport", "report_to_json", "status", "words_on"]
