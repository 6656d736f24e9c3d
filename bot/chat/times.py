"""Times: office hours and public holidays, by when an answer is due, and what time that is elsewhere."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global
from holidays import HolidayBase, country_holidays

from bot.assistant import WITA
from bot.languages import Language

OPENS, CLOSES = time(8), time(16)
# Where one country has several times, that of its capital or largest city.
MAIN_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "ES": "Europe/Madrid",
    "FR": "Europe/Paris",
    "ID": "Asia/Jakarta",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "US": "America/New_York",
}


def is_working(day: date) -> bool:
    """Tell whether the offices work on a day: Monday to Friday, public holidays excepted."""
    return day.weekday() < 5 and day not in _holidays(day.year)


@lru_cache(maxsize=8)
def _holidays(year: int) -> HolidayBase:
    return country_holidays("ID", years=year)


def is_office_time(now: datetime) -> bool:
    """Tell whether somebody is at the office."""
    local = now.astimezone(WITA)
    return is_working(local.date()) and OPENS <= local.time() < CLOSES


def deadline(now: datetime) -> datetime:
    """Return by when an answer is due: one working day later, counted from when the office is open."""
    start = _opened(now.astimezone(WITA))
    day = _working_day(start.date() + timedelta(days=1))
    return datetime.combine(day, _half_hour(start.time()), WITA)


def _opened(local: datetime) -> datetime:
    """Return the moment itself, or the next opening of the offices."""
    if is_office_time(local):
        return local
    today = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(_working_day(today), OPENS, WITA)


def _working_day(day: date) -> date:
    while not is_working(day):
        day += timedelta(days=1)
    return day


def _half_hour(at: time) -> time:
    """Round up to the half hour; the last one of a day is the closing."""
    minutes = -(-(at.hour * 60 + at.minute) // 30) * 30
    return time(minutes // 60, minutes % 60)


def written(language: Language, moment: datetime, country: str | None = None) -> str:
    """Write a moment in Balikpapan's time, and what it is in a country where that differs."""
    local = moment.astimezone(WITA)
    when = {"day": language.weekday(local.date()), "time": language.time(local)}
    there = _elsewhere(language, moment, country) if country else None
    if there is None:
        return language.text("times.here", **when)
    return language.text("times.both", there=there[0], place=there[1], **when)


def _elsewhere(language: Language, moment: datetime, country: str) -> tuple[str, str] | None:
    """Return the time in a country and what to call the place; None where it is ours or not known."""
    zones = [zone for zone, territory in get_global("zone_territories").items() if territory == country]
    moments = [found for zone in zones if (found := _in_zone(moment, zone))]
    offsets = {one.utcoffset() for one in moments}
    if len(offsets) == 1:
        there, place = moments[0], language.locale.territories.get(country, country)
    elif main := _in_zone(moment, MAIN_ZONES.get(country, "")):
        there, place = main, _city(language, MAIN_ZONES[country])
    else:
        return None
    if there.utcoffset() == timedelta(hours=8):
        return None
    shown = language.time(there)
    if there.date() != moment.astimezone(WITA).date():
        shown = f"{language.weekday(there.date())}, {shown}"
    return shown, str(place)


def _in_zone(moment: datetime, zone: str) -> datetime | None:
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _city(language: Language, zone: str) -> str:
    known = language.locale.time_zones.get(zone, {})
    return str(known.get("city") or zone.rpartition("/")[2].replace("_", " "))
