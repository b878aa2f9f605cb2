"""What a household is told about its own request: warm, short, and always with the way to see more."""

from collections.abc import Callable, Iterator

from services.notify import contracts
from services.notify.handlers.wording.voice import Voice, Words
from shared.errors import N_

KINDS = {
    "repair": N_("repair request"),
    "complaint": N_("complaint"),
    "suggestion": N_("suggestion"),
    "enquiry": N_("enquiry"),
    "praise": N_("words of praise"),
}
TITLES: dict[type[contracts.TicketEvent], str] = {
    contracts.TicketOpened: N_("We have received your %(kind)s: %(title)s"),
    contracts.TicketAcknowledged: N_("We are taking care of your %(kind)s: %(title)s"),
    contracts.TicketAssigned: N_("%(who)s will take care of it: %(title)s"),
    contracts.TicketArrived: N_("Our colleague has arrived: %(title)s"),
    contracts.TicketResolved: N_("Your %(kind)s has been dealt with: %(title)s"),
    contracts.TicketReferred: N_("Your %(kind)s has been passed on: %(title)s"),
    contracts.TicketDeclined: N_("We cannot take on your %(kind)s: %(title)s"),
    contracts.ReporterAdded: N_("We have received your %(kind)s: %(title)s"),
    contracts.TicketMerged: N_("Your %(kind)s is handled together with another: %(title)s"),
    contracts.TicketAnswered: N_("Our answer to your %(kind)s: %(title)s"),
    contracts.TicketClosed: N_("Your %(kind)s is complete: %(title)s"),
    contracts.RatingReminded: N_("How was it? Your %(kind)s: %(title)s"),
    contracts.QuoteOffered: N_("Please look at our quote: %(title)s"),
    contracts.QuoteConfirmed: N_("You have agreed to our quote: %(title)s"),
    contracts.QuoteSettled: N_("What is charged: %(title)s"),
    contracts.QuoteWithdrawn: N_("Our quote does not count any more: %(title)s"),
    contracts.TicketReopened: N_("We are taking up your %(kind)s again: %(title)s"),
    contracts.TicketTimeAgreed: N_("The time is agreed: %(title)s"),
    contracts.TicketPaused: N_("Your %(kind)s has to wait: %(title)s"),
    contracts.TicketResumed: N_("Work on your %(kind)s goes on: %(title)s"),
}


def to_household(event: contracts.TicketEvent, voice: Voice, *, own: bool = True) -> Words:
    """The headline, and what happened; the text is neutral as to who reads it.

    ``own``: the ticket is this household's, which alone is asked to rate it.
    """
    about = {
        "kind": voice.say(KINDS.get(event.kind, N_("request"))),
        "title": event.title,
        "number": event.number,
        "who": getattr(event, "assignee_name", ""),
        "rating_url": getattr(event, "rating_url", "") if own else "",
    }
    text = "\n\n".join(PARAGRAPHS[type(event)](event, voice, about))
    return Words(voice.say(TITLES[type(event)], **about), text)


About = dict[str, str]


def _opened(event: contracts.TicketOpened, voice: Voice, about: About) -> Iterator[str]:
    if event.kind == "praise":
        yield voice.say(N_('Thank you for your kind words "%(title)s" (%(number)s). We have passed them on.'), **about)
        return
    yield voice.say(N_('Thank you for telling us. Your %(kind)s "%(title)s" is registered as %(number)s.'), **about)
    if event.due_at is not None and event.kind == "repair":
        due = voice.moment(event.due_at)
        yield voice.say(N_("We will be on the spot, or have it solved, by %(due)s."), due=due)
    elif event.due_at is not None:
        yield voice.say(N_("You will hear from us by %(due)s."), due=voice.moment(event.due_at))


def _told_too(_event: contracts.ReporterAdded, voice: Voice, about: About) -> Iterator[str]:
    text = N_('Thank you for telling us. Others have told us the same; we handle it as "%(title)s" (%(number)s).')
    yield voice.say(text, **about)
    yield voice.say(N_("You hear of every step, like those who told it first."))


def _merged(event: contracts.TicketMerged, voice: Voice, about: About) -> Iterator[str]:
    text = N_('Your %(kind)s "%(title)s" (%(number)s) is about the same as one that we handle as %(into)s.')
    yield voice.say(text, **about, into=event.into_number)
    yield voice.say(N_("We go on with both as one, and you hear of every step."))


def _acknowledged(_event: contracts.TicketEvent, voice: Voice, about: About) -> Iterator[str]:
    text = N_('Our customer service has taken up your %(kind)s "%(title)s" (%(number)s) and is arranging what follows.')
    yield voice.say(text, **about)


def _assigned(event: contracts.TicketAssigned, voice: Voice, about: About) -> Iterator[str]:
    if event.kind == "repair" and event.area == "indoor":
        yield voice.say(N_('%(who)s will come to you about your %(kind)s "%(title)s" (%(number)s).'), **about)
        if event.due_at is not None:
            yield voice.say(N_("Expected by %(due)s."), due=voice.moment(event.due_at))
        return
    yield voice.say(N_('%(who)s is now responsible for your %(kind)s "%(title)s" (%(number)s).'), **about)


def _arrived(_event: contracts.TicketEvent, voice: Voice, about: About) -> Iterator[str]:
    text = N_('Our colleague is on the spot and working on your %(kind)s "%(title)s" (%(number)s).')
    yield voice.say(text, **about)


def _resolved(event: contracts.TicketResolved, voice: Voice, about: About) -> Iterator[str]:
    yield voice.say(N_('Your %(kind)s "%(title)s" (%(number)s) has been dealt with.'), **about)
    yield voice.say(N_("What was done: %(resolution)s"), resolution=event.resolution)
    yield voice.say(N_("We will ask you whether all is well. If something is not right, please tell us."))


def _referred(_event: contracts.TicketEvent, voice: Voice, about: About) -> Iterator[str]:
    text = N_('To solve your %(kind)s "%(title)s" (%(number)s) we have passed it on to a superior, and stay with it.')
    yield voice.say(text, **about)


def _declined(event: contracts.TicketDeclined, voice: Voice, about: About) -> Iterator[str]:
    yield voice.say(N_('We are sorry: we cannot take on your %(kind)s "%(title)s" (%(number)s).'), **about)
    yield voice.say(N_("The reason: %(reason)s"), reason=event.reason)
    yield voice.say(N_("We will contact you about it and answer your questions."))


def _answered(event: contracts.TicketAnswered, voice: Voice, about: About) -> Iterator[str]:
    yield voice.say(N_('Our answer to your %(kind)s "%(title)s" (%(number)s):'), **about)
    yield event.answer


def _closed(_event: contracts.TicketClosed, voice: Voice, about: About) -> Iterator[str]:
    yield voice.say(N_('Your %(kind)s "%(title)s" (%(number)s) is complete. Thank you for your patience.'), **about)
    yield voice.say(N_("Should it come up again, please tell us, and we will take it up once more."))
    if about["rating_url"]:
        yield voice.say(N_("Please tell us in one minute how satisfied you are: %(link)s"), link=about["rating_url"])


def _asked_again(event: contracts.RatingReminded, voice: Voice, about: About) -> Iterator[str]:
    yield voice.say(N_('We would like to know how you found our handling of "%(title)s" (%(number)s).'), **about)
    yield voice.say(N_("Please tell us in one minute how satisfied you are: %(link)s"), link=event.rating_url)


def _quoted(event: contracts.QuoteOffered, voice: Voice, about: About) -> Iterator[str]:
    total = voice.yuan(event.total_fen)
    text = N_('Your %(kind)s "%(title)s" (%(number)s) is a paid service. Our quote: %(total)s.')
    again = N_('Our quote for your %(kind)s "%(title)s" (%(number)s) has changed. It is %(total)s now.')
    yield voice.say(again if event.revision > 1 else text, total=total, **about)
    until = voice.day(event.valid_until)
    yield voice.say(N_("Please tell us by %(until)s whether you agree: %(link)s"), until=until, link=event.quote_url)
    yield voice.say(N_("We begin only after you have agreed."))


def _agreed(event: contracts.QuoteConfirmed, voice: Voice, about: About) -> Iterator[str]:
    text = N_('Thank you. %(who)s has agreed to %(total)s for "%(title)s" (%(number)s).')
    yield voice.say(text, **about | {"who": event.by}, total=voice.yuan(event.total_fen))
    yield voice.say(N_("We never charge more than this without asking you again."))


def _settled(event: contracts.QuoteSettled, voice: Voice, about: About) -> Iterator[str]:
    text = N_('For "%(title)s" (%(number)s) %(total)s is charged. You had agreed to %(agreed)s at most.')
    yield voice.say(text, **about, total=voice.yuan(event.total_fen), agreed=voice.yuan(event.agreed_fen))


def _withdrawn(event: contracts.QuoteWithdrawn, voice: Voice, about: About) -> Iterator[str]:
    yield voice.say(N_('We have withdrawn our quote for "%(title)s" (%(number)s). Nothing is charged by it.'), **about)
    yield voice.say(N_("The reason: %(reason)s"), reason=event.reason)


def _reopened(_event: contracts.TicketEvent, voice: Voice, about: About) -> Iterator[str]:
    text = N_('We have taken up your %(kind)s "%(title)s" (%(number)s) again and will stay with it until it is solved.')
    yield voice.say(text, **about)


WAITS_FOR = {
    "waiting_for_resident": N_("To go on we need a word or a time from you. Please call us or reply."),
    "waiting_for_parts": N_("The parts that are needed are on their way."),
    "waiting_for_access": N_("We could not get in. Please tell us when somebody is at home."),
}


def _time_agreed(event: contracts.TicketTimeAgreed, voice: Voice, about: About) -> Iterator[str]:
    agreed = voice.moment(event.agreed_at)
    yield voice.say(
        N_('As agreed, we take care of your %(kind)s "%(title)s" (%(number)s) by %(agreed)s.'), agreed=agreed, **about
    )


def _paused(event: contracts.TicketPaused, voice: Voice, about: About) -> Iterator[str]:
    yield voice.say(N_('Work on your %(kind)s "%(title)s" (%(number)s) has to wait for a while.'), **about)
    if event.reason in WAITS_FOR:
        yield voice.say(WAITS_FOR[event.reason])
    if event.until is not None:
        yield voice.say(N_("We take it up again by %(due)s."), due=voice.moment(event.until))


def _resumed(event: contracts.TicketResumed, voice: Voice, about: About) -> Iterator[str]:
    yield voice.say(N_('Work on your %(kind)s "%(title)s" (%(number)s) goes on.'), **about)
    if event.due_at is not None:
        yield voice.say(N_("You will hear from us by %(due)s."), due=voice.moment(event.due_at))


Paragraphs = Callable[..., Iterator[str]]
PARAGRAPHS: dict[type[contracts.TicketEvent], Paragraphs] = {
    contracts.TicketOpened: _opened,
    contracts.TicketAcknowledged: _acknowledged,
    contracts.TicketAssigned: _assigned,
    contracts.TicketArrived: _arrived,
    contracts.TicketResolved: _resolved,
    contracts.TicketReferred: _referred,
    contracts.TicketDeclined: _declined,
    contracts.ReporterAdded: _told_too,
    contracts.TicketMerged: _merged,
    contracts.TicketAnswered: _answered,
    contracts.TicketClosed: _closed,
    contracts.RatingReminded: _asked_again,
    contracts.QuoteOffered: _quoted,
    contracts.QuoteConfirmed: _agreed,
    contracts.QuoteSettled: _settled,
    contracts.QuoteWithdrawn: _withdrawn,
    contracts.TicketReopened: _reopened,
    contracts.TicketTimeAgreed: _time_agreed,
    contracts.TicketPaused: _paused,
    contracts.TicketResumed: _resumed,
}
