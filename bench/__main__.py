"""`python -m bench`: how fast the bot is, as ratios within one run. B is a bare Bolt that does nothing."""

import time

from bench import folding, reading, web
from bench.wire import Times


def main() -> None:
    began = time.monotonic()
    print(f"over HTTP, a plan of {web.ITEMS} items, SQLite on disk; B: a bare Bolt that does nothing")
    _print_web(web.measure())
    print(f"\nthe pure core, {folding.SYSTEMS} systems × {folding.STEPS} steps")
    _print_folding(folding.measure())
    print(
        f"\nmails of {reading.SMALL // 1000} kB, and how much longer one takes that is {reading.FACTOR} times as large"
    )
    for growth in reading.measure():
        _row(growth.name, f"{growth.small * 1e3:8.1f} ms   × {growth.ratio:5.1f}")
    print(f"\n{time.monotonic() - began:.0f} s")


def _print_web(found: web.Measured) -> None:
    bare = found.bare
    _row("B, one connection", _answer(bare))
    _row("/release status", f"{_answer(found.status)}   {found.status.median / bare.median:5.2f} × B")
    _row("/release done", f"{_answer(found.done)}   {found.done.median / bare.median:5.2f} × B")
    _row(f"B, {web.CONNECTIONS} connections", f"{found.bare_crowd.rate:6.0f}/s")
    share = found.status_crowd.rate / found.bare_crowd.rate
    _row(f"/release status, {web.CONNECTIONS} connections", f"{found.status_crowd.rate:6.0f}/s   {share:5.2f} × B")
    burst = found.burst
    _row(
        f"{web.ITEMS} signatures at once, {web.CONNECTIONS} connections",
        f"{burst.rate:6.0f}/s   p50 {burst.median * 1e3:.1f} ms   p99 {burst.at(0.99) * 1e3:.1f} ms",
    )
    _row("chat.update of the card for them", f"{found.card.edits} calls, all shown {found.card.behind:.1f} s later")


def _print_folding(found: folding.Measured) -> None:
    _row(f"begin ({found.items} items)", f"{found.begin * 1e3:8.1f} ms")
    for name in ("decide", "evolve", "notices", "next_due"):
        _row(f"{name}, per event", f"{getattr(found, name) * 1e3:8.2f} ms")


def _answer(times: Times) -> str:
    return f"{times.median * 1e3:6.2f} ms (p99 {times.at(0.99) * 1e3:.2f})"


def _row(name: str, text: str) -> None:
    print(f"  {name:<40} {text}", flush=True)


if __name__ == "__main__":
    main()
