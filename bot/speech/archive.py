"""What is said of an archive: that it was written, and whether it is whole."""

from bot.locales import msgid
from bot.speech.voice import Voice

FAULTS = {
    "no-archive": msgid("This is not an archive that `export` wrote, or it is damaged."),
    "missing": msgid("{file} is missing"),
    "extra": msgid("{file} was added"),
    "altered": msgid("{file} was changed"),
    "contradicts": msgid("{file} is not what the record in the archive gives"),
    "repacked": msgid("The files are whole, but the archive was packed anew: something around them was changed."),
}
ENTRIES = {
    "altered": msgid("{file}, entry {number}: its content was changed"),
    "reordered": msgid("{file}, entry {number}: it stands in the wrong place"),
    "gap": msgid("{file}, entry {number}: it is missing"),
    "header": msgid("{file}, entry {number}: the record does not end where it should"),
}


def fault(voice: Voice, what: str, file: str, number: int) -> str:
    """One thing wrong; `number` is the journal's entry, 0 for a whole file. `what` as the archive's check names it."""
    said = ENTRIES[what] if number or what not in FAULTS else FAULTS[what]
    return voice.say(said, file=voice.quote(file), number=number)


def whole(voice: Voice, release: str, entries: int, digest: str) -> str:
    return voice.sentences(
        voice.count(
            "The archive of {release} is whole: {n} entry.",
            "The archive of {release} is whole: {n} entries.",
            entries,
            release=voice.quote(release),
        ),
        _digest(voice, digest),
    )


def not_compared(voice: Voice, program: str) -> str:
    """Of a whole archive whose files this program would write otherwise."""
    told = (
        voice.say("Its files were written by version {version} of the program", version=voice.quote(program))
        if program
        else voice.say("Its files were written by an earlier version of the program")
    )
    return voice.say(
        "{told}, and were not held against the record; `report FILE` gives the report that the record gives.", told=told
    )


def not_told(voice: Voice, program: str) -> str:
    """Of a whole archive whose record another version of the program understands, or none."""
    return voice.say(
        "This version of the program cannot read the record in the archive; use the one that wrote it ({version}).",
        version=voice.quote(program),
    )


def broken(voice: Voice, faults: int) -> str:
    return voice.count(
        "The archive is not as it was written: {n} fault. Fetch another copy, or export it again.",
        "The archive is not as it was written: {n} faults. Fetch another copy, or export it again.",
        faults,
    )


def written(voice: Voice, file: str, entries: int, digest: str) -> str:
    """The digest is what somebody keeps elsewhere, to know this very archive again."""
    return voice.sentences(
        voice.count(
            "Written to {file}: {n} entry.", "Written to {file}: {n} entries.", entries, file=voice.quote(file)
        ),
        _digest(voice, digest),
    )


def not_written(voice: Voice, file: str, reason: str) -> str:
    return voice.say(
        "{file} cannot be written ({reason}); name another with --to.",
        file=voice.quote(file),
        reason=voice.quote(reason),
    )


def not_read(voice: Voice, file: str, reason: str) -> str:
    return voice.say("{file} cannot be read ({reason}).", file=voice.quote(file), reason=voice.quote(reason))


def _digest(voice: Voice, digest: str) -> str:
    return voice.say("Its SHA-256, to be kept elsewhere: {digest}", digest=digest)
