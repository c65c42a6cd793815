"""Annual and monthly series of others, and figures checked against them."""

from servanda.analysis.series.checking import SeriesCheck, check_fact
from servanda.analysis.series.loading import Loaded, load_series
from servanda.analysis.series.points import Period, Series

__all__ = ["Loaded", "Period", "Series", "SeriesCheck", "check_fact", "load_series"]
