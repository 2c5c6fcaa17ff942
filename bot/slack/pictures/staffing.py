"""Roles: who holds one now, which are empty, who has no Slack account."""

from bot.domain import notices as n
from bot.domain.reading.staffing import roles_of
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button, carries
from bot.slack.pictures.phase_card import entry_list
from bot.slack.pictures.picture import Block, Picture
from bot.speech import cards, staffing
from bot.speech.voice import Voice
from bot.talk.grammar.lines import line

BUTTONS = 10  # of the 25 that Slack takes in one row


def vacancy(voice: Voice, release: Release, notice: n.Vacancy) -> Picture:
    entries = staffing.vacancies(voice, release, notice.items)
    title = staffing.vacancy_title(voice, len(entries))
    empty = staffing.vacant_roles(release, notice.items)
    parts = [
        blocks.section(cards.heading(voice, release, title)),
        *entry_list(voice, entries, sum(e.items for e in entries)),
        *_naming(voice, release, list(empty)),
    ]
    return blocks.picture(parts, live=bool(entries))


def named(voice: Voice, release: Release, notice: n.Appointed) -> Picture:
    return blocks.picture([blocks.section(staffing.named(voice, release, notice))])


def may_not_act(voice: Voice, release: Release, notice: n.MayNotAct) -> Picture:
    """With a button for each role that they hold."""
    said = blocks.section(staffing.may_not_act(voice, release, notice))
    held = list(roles_of(release, notice.who)) if notice.who in release.hindered else []
    pressed = _naming(voice, release, held)
    return blocks.picture([said, *pressed], live=bool(pressed))


def _naming(voice: Voice, release: Release, roles: list[tuple[str, str | None]]) -> list[Block]:
    """Buttons that open the form in which somebody is named."""
    named = ((staffing.assign_label(voice, release, *each), _assign(release, *each)) for each in roles[:BUTTONS])
    pressed = [button(text, said, index) for index, (text, said) in enumerate(named) if carries(said)]
    return [blocks.actions(pressed)] if pressed else []


def _assign(release: Release, role: str, system: str | None) -> str:
    return line("assign", release.id, role, system or "")


def represented(voice: Voice, release: Release, notice: n.Represented) -> Picture:
    return blocks.picture([blocks.section(staffing.represented(voice, release, notice))])


def handed_back(voice: Voice, release: Release, notice: n.HandedBack) -> Picture:
    return blocks.picture([blocks.section(staffing.handed_back(voice, release, notice))])


def returned(voice: Voice, release: Release, notice: n.Return) -> Picture:
    return blocks.picture([blocks.section(staffing.returned(voice, release, notice))])


def lead_named(voice: Voice, release: Release, notice: n.LeadNamed) -> Picture:
    return blocks.picture([blocks.section(staffing.lead_named(voice, release, notice))])


def leaderless(voice: Voice, release: Release) -> Picture:
    return blocks.picture([blocks.section(staffing.leaderless(voice, release))])


def link_told(voice: Voice, release: Release, notice: n.LinkTold) -> Picture:
    return blocks.picture([blocks.section(staffing.link_told(voice, release, notice))])


def link_wanted(voice: Voice, release: Release, notice: n.LinkWanted) -> Picture:
    said = blocks.section(staffing.link_wanted(voice, release, notice))
    agree = line("link", release.id, f"<@{notice.to}>", notice.who)
    if not staffing.waits(release, notice) or not carries(agree):
        return blocks.picture([said])
    label = staffing.Labels.THAT_IS_ME if notice.account else staffing.Labels.AGREE
    return blocks.picture([said, blocks.actions([button(voice.label(label), agree, 0)])], live=True)


def unlinked(voice: Voice, release: Release, notice: n.Unlinked) -> Picture:
    people = [person for person in notice.people if person not in release.links]
    parts = [
        blocks.section(staffing.unlinked_title(voice, len(people))),
        *entry_list(voice, staffing.unlinked(voice, release, people), len(people)),
    ]
    return blocks.picture(parts, live=bool(people))
