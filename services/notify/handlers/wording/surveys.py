"""What a household is told when it is asked for its opinion."""

from babel.dates import format_date

from services.notify import contracts
from services.notify.handlers.wording.voice import DAY, Voice, Words
from shared.errors import N_

TITLES: dict[type[contracts.InvitationEvent], str] = {
    contracts.InvitationIssued: N_("Please tell us your opinion: %(title)s"),
    contracts.InvitationReminded: N_("We would still like to hear from you: %(title)s"),
}


def to_invited(event: contracts.InvitationEvent, voice: Voice) -> Words:
    """The household's link, which works without an account, follows the text."""
    title = event.title_en if voice.language == "en" and event.title_en else event.title
    until = format_date(event.closes_on, DAY.get(voice.language, DAY["en"]), locale=voice.language)
    paragraphs = [
        voice.say(N_("Please answer our questions by %(until)s; it takes about five minutes."), until=until),
        voice.say(
            N_("Your answers are anonymous.")
            if event.anonymous
            else N_("Only the property office reads your answers, and you may hear from us about them.")
        ),
    ]
    return Words(voice.say(TITLES[type(event)], title=title), "\n\n".join(paragraphs))


def half_year_unplanned(event: contracts.HalfYearUnplanned, voice: Voice) -> Words:
    """What the project lead reads."""
    title = N_("Plan the questionnaire of the first half of %(year)s")
    if event.half != 1:
        title = N_("Plan the questionnaire of the second half of %(year)s")
    words = N_(
        "%(estate)s: twice a year every owner and every tenant is asked in writing. Nothing is planned for this half."
    )
    return Words(voice.say(title, year=event.year), voice.say(words, estate=voice.estate))
