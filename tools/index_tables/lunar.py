"""The years of the lunar calendar by which older people know their birthdays: when each began, how long its months were."""

from __future__ import annotations

from borax.calendars.lunardate import LCalendars, LunarDate
from lunar_python import LunarYear

# Solar birth dates before 2000 are looked at; those of its first weeks lie in the lunar year 1999.
YEARS = range(1900, 2000)


def lunar_years() -> list[str]:
    """A line a year: the first day as yyyymmdd, then the days of each month, a leap month's behind a `+`."""
    lines = []
    for year in YEARS:
        months = [(-month if leap else month, days) for month, days, leap in LCalendars.iter_year_month(year)]
        # One source is a table, the other reckons with the moon and the sun.
        reckoned = [(month.getMonth(), month.getDayCount()) for month in LunarYear.fromYear(year).getMonthsInYear()]
        if months != reckoned:
            raise SystemExit(f"The sources differ on the lunar year {year}.")
        lengths = " ".join(f"{'+' if month < 0 else ''}{days}" for month, days in months)
        lines.append(f"{year}\t{LunarDate(year, 1, 1).to_solar_date():%Y%m%d} {lengths}")
    return lines
