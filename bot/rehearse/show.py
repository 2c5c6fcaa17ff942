"""One rehearsal for the command line: stage, play and screen put together, and an exit code for how it ended."""

import signal
from pathlib import Path
from typing import Final

from rich.console import Console

from bot.domain.plan import Plan
from bot.domain.plan.layout import lay_out
from bot.rehearse.play import Play, Verdict
from bot.rehearse.screen import Terminal
from bot.rehearse.stage import Stage, staged
from bot.rehearse.watchdog import OverdueError, at_most
from bot.speech import rehearsal as words
from bot.speech.voice import Voice

FINISHES: Final = 0
GETS_STUCK: Final = 1
INTERRUPTED: Final = 128 + signal.SIGINT


def rehearse(path: Path, plan: Plan, voice: Voice) -> int:
    """Play the plan through and show it. FINISHES, GETS_STUCK, or INTERRUPTED after Ctrl-C."""
    console = terminal()
    limit = patience(plan)
    try:
        with at_most(limit), staged(path, plan) as stage:
            return FINISHES if perform(stage, voice, console).can_finish else GETS_STUCK
    except OverdueError:
        console.print(words.took_too_long(voice, limit), style="bold red")
        return GETS_STUCK
    except KeyboardInterrupt:
        console.print(words.interrupted(voice))
        return INTERRUPTED


def perform(stage: Stage, voice: Voice, console: Console) -> Verdict:
    with Terminal(voice, console) as screen:
        screen.title(stage.plan)
        verdict = Play(stage, screen, voice).run()
    screen.close(stage.plan, verdict)
    return verdict


def terminal() -> Console:
    """Plain where nobody looks: no colours, no wrapping, what people wrote shown as written."""
    return Console(highlight=False, markup=False, emoji=False)


def patience(plan: Plan) -> int:
    """Seconds a rehearsal may take: an item takes a tenth of one on a machine with nothing else to do."""
    return 60 + len(lay_out(plan).items)
