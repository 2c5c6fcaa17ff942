"""Plans of any size, with any text in them, for tests of what must hold whatever a team writes."""

from bot.domain.plan import Plan


def large(systems: int, steps: int, phases: int = 2, text: str = "a step", people: int = 3) -> Plan:
    """Every step goes system by system; nothing waits for anything within a phase, and all is due at once."""
    named = {
        f"p{number}": {"name": f"{text} {number}", "email": f"p{number}@large.example"} for number in range(people)
    }
    return Plan.model_validate(
        {
            "id": "large",
            "name": text,
            "release": "large-1",
            "language": "en",
            "zone": "Asia/Shanghai",
            "go_live": "2021-06-14 12:00",
            "channel": "#large",
            "lead": "lead",
            "people": named,
            "roles": {
                "lead": {"name": text, "people": ["p0"]},
                "maker": {"name": text, "people": list(named)},
                "nobody": {"name": text},
            },
            "kinds": {"app": {"name": text}},
            "systems": {
                f"s{number}": {"order": number + 1, "name": f"{text} {number}", "version": "1", "kind": "app"}
                for number in range(systems)
            },
            "phases": [
                {"id": str(phase), "name": text, "steps": [_step(phase, step, text) for step in range(steps)]}
                for phase in range(phases)
            ],
        }
    )


def _step(phase: int, number: int, text: str) -> dict[str, object]:
    asks = {"asks": {"kind": "note", "text": text}} if number % 2 else {}
    return {
        "id": f"{phase}-{number}",
        "title": text,
        "says": text,
        "by": "nobody" if number % 7 == 6 else "maker",
        "each": "system",
        "due": "T-10d 09:00" if number % 3 else "T+10d 09:00",
        "mail": {"to": "maker", "subject": text},
        **asks,
    }
