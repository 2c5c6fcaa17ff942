"""Roles: who holds one now, which are empty, who has no Slack account."""

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.phase_card import entry_list
from bot.slack.pictures.picture import Picture
from bot.speech import cards, staffing
from bot.speech.voice import Voice


def vacancy(voice: Voice, release: Release, notice: n.Vacancy) -> Picture:
    entries = staffing.vacancies(voice, release, notice.items)
    title = staffing.vacancy_title(voice, len(entries))
    parts = [
        blocks.section(cards.heading(voice, release, title)),
        *entry_list(voice, entries, sum(e.items for e in entries)),
    ]
    return blocks.picture(parts, live=bool(entries))


def named(voice: Voice, release: Release, notice: n.Appointed) -> Picture:
    return blocks.picture([blocks.section(staffing.named(voice, release, notice))])


def may_not_act(voice: Voice, release: Release, notice: n.MayNotAct) -> Picture:
    return blocks.picture([blocks.section(staffing.may_not_act(voice, release, notice))])


def unlinked(voice: Voice, release: Release, notice: n.Unlinked) -> Picture:
    people = [person for person in notice.people if person not in release.links]
    parts = [
        blocks.section(staffing.unlinked_title(voice, len(people))),
        *entry_list(voice, staffing.unlinked(voice, release, people), len(people)),
    ]
    return blocks.picture(parts, live=bool(people))
