"""What a household reads of what came of its requests, and what staff read of measures (A2.8)."""

from collections.abc import Iterator

from services.notify import contracts
from services.notify.handlers.wording.household import KINDS
from services.notify.handlers.wording.voice import Voice, Words
from shared.errors import N_

MOST = 10  # requests in one message
CAME_TO = {
    "done": N_("%(kind)s %(number)s has been dealt with."),
    "declined": N_("%(kind)s %(number)s could not be taken on."),
    "answered": N_("%(kind)s %(number)s has been answered."),
}
UNDER_WAY = N_("%(kind)s %(number)s is still being worked on.")


def feedback(event: contracts.FeedbackGiven, voice: Voice) -> Words:
    about = {"quarter": event.quarter, "year": event.year}
    title = voice.say(N_("What came of what you told us in quarter %(quarter)s of %(year)s"), **about)
    return Words(title, "\n\n".join(_paragraphs(event, voice)))


def _paragraphs(event: contracts.FeedbackGiven, voice: Voice) -> Iterator[str]:
    yield voice.say(N_("At the end of each quarter we look at everything that residents have told us. Thank you."))
    yield "\n".join(_request(request, voice) for request in event.requests[:MOST])
    if (more := len(event.requests) - MOST) > 0:
        yield voice.say(N_("%(more)s more of your requests are in our books."), more=more)
    if event.measures:
        yield voice.say(N_("What we do about what came up most:"))
        yield "\n".join(f"· {words}" for words in event.measures)


def _request(request: dict[str, str], voice: Voice) -> str:
    kind = voice.say(KINDS.get(request.get("kind", ""), N_("request")))
    facts = {"kind": kind[:1].upper() + kind[1:], "number": request.get("number", "")}
    told = voice.say(CAME_TO.get(request.get("state", ""), UNDER_WAY), **facts)
    outcome = request.get("outcome", "")
    return f"· {told} {outcome}".rstrip() if voice.language == "en" else f"· {told}{outcome}"


def of_measure(event: contracts.MeasureTold, voice: Voice) -> Words:
    """The owner reads what to do, and the project lead who is late with it."""
    facts = {"day": voice.day(event.due_on), "owner": event.owner}
    late = isinstance(event, contracts.MeasureOverdue)
    title = N_("Overdue since %(day)s: a measure of %(owner)s") if late else N_("A measure for you, until %(day)s")
    about = voice.say(
        N_("From the analysis of quarter %(quarter)s of %(year)s. Report it when it is done."),
        quarter=event.quarter,
        year=event.year,
    )
    return Words(voice.say(title, **facts), f"{event.words}\n{voice.estate}\n{about}")
