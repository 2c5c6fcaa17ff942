"""Which mails belong together, as a mail client finds it: by Message-ID, References and In-Reply-To. Pure.

A subject alone joins nothing: two of them may both be called "Ready". Mails that answer the same unknown mail are
one thread, for that mail was before them.
"""

from collections.abc import Iterable, Sequence

from sandbox.state.mails import Mail

Thread = tuple[Mail, ...]


def threads(mails: Iterable[Mail]) -> list[Thread]:
    """Each thread in the order its mails came, the thread with the newest mail first."""
    groups: dict[str, list[Mail]] = {}
    mails = sorted(mails, key=lambda mail: mail.number)
    root_of = _roots(mails)
    for mail in mails:
        groups.setdefault(root_of[mail.message_id], []).append(mail)
    return sorted((tuple(group) for group in groups.values()), key=lambda group: -group[-1].number)


def answered(mail: Mail, among: Iterable[Mail]) -> Mail | None:
    """The latest mail it refers to that is there."""
    known = {other.message_id: other for other in among if other.number != mail.number}
    return next((known[name] for name in reversed(mail.references) if name in known), None)


def _roots(mails: Sequence[Mail]) -> dict[str, str]:
    """For each id, one id of its thread: ids that stand in one mail are joined."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        path = [name]
        while (higher := above.setdefault(path[-1], path[-1])) != path[-1]:
            path.append(higher)
        above.update(dict.fromkeys(path, path[-1]))
        return path[-1]

    for mail in mails:
        for name in mail.references:
            above[root(mail.message_id)] = root(name)
    return {mail.message_id: root(mail.message_id) for mail in mails}
