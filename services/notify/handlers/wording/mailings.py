"""What households are told of a notice: that it counts, was changed, counts no longer, or that the outage is over."""

import re
from collections.abc import Iterator

from services.notify.contracts import NoticeWithdrawn, OutageOver
from services.notify.handlers.wording.voice import Voice, Words
from services.notify.models import Notice
from shared.errors import N_

LONGEST_TEXT = 600  # a text message of that length is still sent in one piece; the rest is a click away
_LINK = re.compile(r"\[([^\]\n]*)\]\(([^)\s]*)\)")
_TABLE = re.compile(r"(?:^\|.*\n?)+\n?", re.MULTILINE)  # no text message shows a table; the page does
_MARKS = re.compile(r"^\s{0,3}(?:#{1,6}|>)\s+|\*\*|__|~~|`", re.MULTILINE)


def of_notice(event: str, notice: Notice, voice: Voice) -> Words:
    """The headline and the text for all who read this language."""
    title = notice.title_in(voice.language)
    about = {"title": title, "number": notice.number or ""}
    if event == OutageOver.key:
        headline, told = voice.say(N_("It is over: %(title)s"), title=title), _over(notice, voice, about)
    elif event == NoticeWithdrawn.key:
        headline, told = voice.say(N_("Cancelled: %(title)s"), title=title), _cancelled(notice, voice, about)
    else:
        changed = voice.say(N_("Changed: %(title)s"), title=title)
        headline, told = changed if notice.replaces_id else title, _published(notice, voice)
    return Words(headline, "\n\n".join(told))


def plain(markdown: str) -> str:
    """The text without its marks, shortened where it is long."""
    text = _MARKS.sub("", _LINK.sub(r"\1 (\2)", _TABLE.sub("", markdown))).strip()
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1].rstrip()}…"


def _published(notice: Notice, voice: Voice) -> Iterator[str]:
    if notice.replaces_id:
        yield voice.say(N_("This takes the place of what we told you before."))
    if notice.emergency_reason:
        yield voice.say(N_("This could not be planned: %(reason)s"), reason=notice.emergency_reason)
    if notice.starts_at:
        yield voice.say(N_("When: %(times)s"), times=_times(notice, voice))
    if notice.place_paths:
        yield voice.say(N_("Where: %(places)s"), places="、".join(notice.place_paths))
    yield plain(notice.body_in(voice.language))


def _cancelled(notice: Notice, voice: Voice, about: dict[str, str]) -> Iterator[str]:
    yield voice.say(N_('What we told you in "%(title)s" (%(number)s) does not hold any more.'), **about)
    if notice.withdrawn_reason:
        yield voice.say(N_("The reason: %(reason)s"), reason=notice.withdrawn_reason)


def _over(notice: Notice, voice: Voice, about: dict[str, str]) -> Iterator[str]:
    since = voice.moment(notice.all_clear_at) if notice.all_clear_at else ""
    yield voice.say(N_('"%(title)s" (%(number)s) is over since %(since)s.'), since=since, **about)
    yield voice.say(N_("Thank you for your patience."))


def _times(notice: Notice, voice: Voice) -> str:
    return " – ".join(voice.moment(at) for at in (notice.starts_at, notice.ends_at) if at)
