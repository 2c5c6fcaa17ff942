"""The conversation in the terminal: who does what, what the bot answers, and how far the release has come."""

from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from bot.domain.plan import Plan
from bot.domain.state.release import Release
from bot.rehearse.hands import Act
from bot.rehearse.play import Verdict
from bot.rehearse.traffic import CHANNEL
from bot.speech import rehearsal as words
from bot.speech.outlook import phase_name
from bot.speech.voice import Voice


class Terminal:
    """A context: the progress bar stands at the bottom while it is open, where the terminal can show one."""

    def __init__(self, voice: Voice, console: Console) -> None:
        self._voice = voice
        self._console = console
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), console=console, disable=not console.is_terminal
        )
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def title(self, plan: Plan) -> None:
        self._print(Text(words.title(self._voice, plan), style="bold"))

    def phase(self, release: Release) -> None:
        done, total = _settled(release)
        name = phase_name(self._voice, release, release.phase)
        self._print(Text(""))
        self._print(Text(f"── {name} · {words.progress(self._voice, done, total)} ──", style="bold cyan"))

    def acted(self, name: str, act: Act) -> None:
        self._print(Text.assemble((f"{self._voice.quote(name)}  ", "bold"), act.did))
        if act.answer:
            self._print(Text(f"    ↳ {_first_line(act.answer)}", style="green"))

    def told(self, listener: str, text: str) -> None:
        speaker = words.bot(self._voice, self._voice.quote(listener))
        self._print(Text.assemble((f"{speaker}  ", "bold green"), (" · ".join(_lines(text)), "green")))

    def aside(self, text: str) -> None:
        self._print(Text(f"    ※ {text}", style="yellow"))

    def moved(self, release: Release) -> None:
        done, total = _settled(release)
        shown = words.progress(self._voice, done, total)
        self._progress.update(self._task, completed=done, total=total, description=shown)

    def close(self, plan: Plan, verdict: Verdict) -> None:
        """How it ended, in the order of what a lead wants to know first."""
        self._print(Text(""))
        for sentence in verdict.trouble:
            self._print(Text(sentence, style="bold red"))
        if verdict.release and not verdict.trouble:
            self._conclude(plan, verdict, verdict.release)
        if verdict.release:
            self._console.print(self._messages(plan, verdict))
            self._print(Text(words.what_counts(self._voice), style="dim"))

    def _conclude(self, plan: Plan, verdict: Verdict, release: Release) -> None:
        done, total = _settled(release)
        if verdict.can_finish:
            signatures = sum(len(record.signatures) for record in release.records.values())
            said = words.finishes(self._voice, plan, verdict.vacant, signatures)
            self._print(Text(said, style="bold green"))
            return
        self._print(Text(words.gets_stuck(self._voice, done, total), style="bold red"))
        for stuck in verdict.stuck:
            self._print(Text(f"  ✗ {self._voice.item(release, stuck.item)} — {stuck.why}", style="red"))
        behind = total - done - len(verdict.stuck)
        if behind:
            self._print(Text(f"  {words.waits_behind(self._voice, behind)}"))

    def _messages(self, plan: Plan, verdict: Verdict) -> Table:
        who, *counts = words.heads(self._voice)
        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
        table.add_column(who)
        for head in counts:
            table.add_column(head, justify="right")
        for place, share in verdict.shares.items():
            name = plan.channel if place == CHANNEL else plan.people[place].name
            table.add_row(Text(self._voice.quote(name)), str(share.messages), str(share.mentions), str(share.edits))
        return table

    def _print(self, text: Text) -> None:
        self._console.print(text, soft_wrap=True)


def _settled(release: Release) -> tuple[int, int]:
    total = len(release.layout.items)
    return total - sum(release.unsettled), total


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _first_line(text: str) -> str:
    return next(iter(_lines(text)), "")
