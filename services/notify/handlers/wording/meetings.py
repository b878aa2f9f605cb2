"""What somebody reads of an action that a meeting decided."""

from services.notify import contracts
from services.notify.handlers.wording.voice import Voice, Words
from shared.errors import N_


def of_meeting_action(event: contracts.MeetingActionTold, voice: Voice) -> Words:
    late = isinstance(event, contracts.MeetingActionOverdue)
    title = N_("Action of a meeting overdue since %(day)s") if late else N_("A meeting asks you to do this by %(day)s")
    return Words(voice.say(title, day=voice.day(event.due_on)), f"{event.what}\n{voice.estate}")


TEAM_NAMES = {
    "engineering": N_("engineering"),
    "cleaning": N_("cleaning"),
    "security": N_("security"),
    "greening": N_("greening"),
    "customer_service": N_("customer service"),
}


def of_weekly_summary(event: contracts.WeeklySummaryReminded, voice: Voice) -> Words:
    title = voice.say(N_("Today the weekly summary and plan is due: %(team)s"), team=_team(event.team, voice))
    return Words(title, f"{event.week}\n{voice.estate}")


def of_missing_summaries(event: contracts.WeeklySummaryMissing, voice: Voice) -> Words:
    """Who has not submitted, department by department."""
    title = voice.say(N_("Weekly summaries are missing: %(week)s"), week=event.week)
    teams = voice.say(N_(", ")).join(_team(team, voice) for team in event.teams)
    return Words(title, f"{teams}\n{voice.estate}")


def _team(team: str, voice: Voice) -> str:
    return voice.say(TEAM_NAMES[team]) if team in TEAM_NAMES else team
