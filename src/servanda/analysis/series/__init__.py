"""Annual and monthly series of others, and figures checked against them."""

from servanda.analysis.series.checking import SeriesCheck, check_fact, unchecked
from servanda.analysis.series.from_facts import series_from
from servanda.analysis.series.loading import Loaded, load_series
from servanda.analysis.series.points import Period, Series

__all__ = ["Loaded", "Period", "Series", "SeriesCheck", "check_fact", "load_series", "series_from", "unchecked"]
