"""What a household is told of a visit, and its officer of the household's answer."""

from babel.dates import format_date

from services.notify import contracts
from services.notify.handlers.wording.voice import DAY, Voice, Words
from shared.errors import N_

TITLES: dict[type[contracts.VisitTold], str] = {
    contracts.VisitAnnounced: N_("We would like to visit you: %(moment)s"),
    contracts.VisitMoved: N_("New time of our visit: %(moment)s"),
    contracts.VisitReminded: N_("Our visit is tomorrow: %(moment)s"),
    contracts.VisitCalledOff: N_("Our visit does not take place: %(moment)s"),
}


def of_visit(event: contracts.VisitTold, voice: Voice) -> Words:
    """The household's link, by which it agrees or chooses another time, follows the text."""
    moment, who = voice.moment(event.starts_at), event.officer or voice.estate
    if isinstance(event, contracts.VisitCalledOff):
        text = voice.say(N_("our visit at %(moment)s does not take place. We are sorry."), moment=moment)
    else:
        said = N_("%(who)s comes to see you: %(moment)s, for about half an hour.")
        text = voice.say(said, who=who, moment=moment)
    return Words(voice.say(TITLES[type(event)], moment=moment), text)


def of_slot(event: contracts.SlotAnswered, voice: Voice) -> Words:
    about = {"place": event.unit_path, "moment": voice.moment(event.starts_at)}
    title = N_("%(place)s has chosen %(moment)s") if event.moved else N_("%(place)s agrees to %(moment)s")
    return Words(voice.say(title, **about), voice.say(N_("Visit to %(place)s: %(moment)s"), **about))


PROMISES = {
    "due": N_("Promised for today: %(place)s"),
    "overdue": N_("A promise is overdue: %(place)s"),
    "escalated": N_("A promise has not been kept for days: %(place)s"),
}


def of_promise(event: contracts.PromiseReminded, voice: Voice) -> Words:
    """What was promised stays in the record of the visit."""
    day = format_date(event.promised_until, DAY.get(voice.language, DAY["en"]), locale=voice.language)
    title = PROMISES.get(event.stage, PROMISES["due"])
    words = N_("What was promised on the visit to %(place)s by %(day)s stands in its record.")
    return Words(voice.say(title, place=event.unit_path), voice.say(words, place=event.unit_path, day=day))
