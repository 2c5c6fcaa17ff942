"""`python -m bot demo`: a local workspace at a known address, the bot in it, and the plan rehearsed there."""

import webbrowser
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from rich.console import Console

from bot.domain.plan import Plan
from bot.rehearse.show import FINISHES, GETS_STUCK, INTERRUPTED, patience, perform, terminal
from bot.rehearse.stage import Stage, staged
from bot.rehearse.watchdog import OverdueError, at_most
from bot.speech import rehearsal as words
from bot.speech.voice import Voice
from sandbox import SetupError

NO_PORT: Final = 2
TRIES: Final = 10  # ports, one after the other
LAST_PORT: Final = 65_535


def demo(path: Path, plan: Plan, voice: Voice, port: int, *, browse: bool) -> int:
    """The exit code: of the rehearsal, NO_PORT where none from `port` on is free, INTERRUPTED after Ctrl-C.

    In a terminal the workspace stays open until Enter is pressed; with `browse` it is shown in a browser as well.
    """
    console, limit = terminal(), patience(plan)
    try:
        with at_most(limit) as take_your_time, ExitStack() as stack:
            stage = _open(stack, path, plan, port, voice, console)
            if stage is None:
                return NO_PORT
            _introduce(stage, voice, console, browse=browse)
            can_finish = perform(stage, voice, console).can_finish
            take_your_time()
            _conclude(voice, console)
            return FINISHES if can_finish else GETS_STUCK
    except OverdueError:
        console.print(words.took_too_long(voice, limit), style="bold red")
        return GETS_STUCK
    except KeyboardInterrupt:
        console.print(words.interrupted(voice))
        return INTERRUPTED


def _open(stack: ExitStack, path: Path, plan: Plan, port: int, voice: Voice, console: Console) -> Stage | None:
    last = min(port + TRIES - 1, LAST_PORT)
    for candidate in range(port, last + 1):
        try:
            return stack.enter_context(staged(path, plan, candidate))
        except SetupError:
            if candidate < last:
                console.print(words.port_taken(voice, candidate, candidate + 1))
    console.print(words.no_port(voice, port, last), style="bold red")
    return None


def _introduce(stage: Stage, voice: Voice, console: Console, *, browse: bool) -> None:
    address = stage.server.page
    lead = stage.plan.roles[stage.plan.lead].people[0]
    act = f'{{"person": "{lead}", "do": "command", "text": "/release status"}}'
    console.print(words.workspace_is_at(voice, address), style="bold", soft_wrap=True)
    for line in words.how_to_drive(voice, f"curl {address}/sandbox/state", f"curl {address}/sandbox/act -d '{act}'"):
        console.print(line, soft_wrap=True)
    console.print()
    if browse and console.is_terminal:
        webbrowser.open(address)


def _conclude(voice: Voice, console: Console) -> None:
    console.print()
    console.print(words.what_was_shown(voice), soft_wrap=True)
    if console.is_terminal:
        console.print(words.stays_open(voice))
        console.input()
