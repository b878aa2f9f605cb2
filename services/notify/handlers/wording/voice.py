"""Speaking to one reader: language, times in the site's zone, lengths of time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from shared.errors import N_
from shared.i18n import translate

DAY = {"zh": "M月d日", "en": "d MMM"}


@dataclass(frozen=True, slots=True)
class Words:
    """A message as the reader gets it."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Voice:
    """``now`` is the moment the message speaks of; ``estate`` signs it."""

    language: str
    zone: ZoneInfo
    now: datetime
    estate: str

    def say(self, message: str, **params: object) -> str:
        return translate(message, self.language, **params)

    def moment(self, at: datetime) -> str:
        """``今天 14:05``, ``11月24日 14:05``; a midnight ends its day: ``今天 24:00``."""
        local = at.astimezone(self.zone)
        clocktime = f"{local:%H:%M}"
        if local.time() == time():
            local, clocktime = local - timedelta(days=1), "24:00"
        if local.date() == self.now.astimezone(self.zone).date():
            return self.say(N_("%(clocktime)s today"), clocktime=clocktime)
        return self.say(N_("%(clocktime)s on %(day)s"), clocktime=clocktime, day=self.day(local))

    def day(self, day: date) -> str:
        """``11月24日``."""
        return format_date(day, DAY.get(self.language, DAY["en"]), locale=self.language)

    def yuan(self, fen: int) -> str:
        """``¥1,234.50``."""
        return f"¥{fen // 100:,}.{fen % 100:02}"

    def span(self, length: timedelta) -> str:
        """``5 分钟``, ``3 小时 20 分钟``; begun minutes count."""
        hours, minutes = divmod(-(-int(length.total_seconds()) // 60), 60)
        if hours == 0:
            return self.say(N_("%(minutes)s min"), minutes=minutes)
        if minutes == 0:
            return self.say(N_("%(hours)s h"), hours=hours)
        return self.say(N_("%(hours)s h %(minutes)s min"), hours=hours, minutes=minutes)
