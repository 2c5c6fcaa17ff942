"""A document's way through Slack: written in a form, refused while something is missing, read, sent back, approved."""

from tests.domain.papers import PAPERS
from tests.scenarios.screen import words_of
from tests.scenarios.stage import stage

LINK = "https://wiki.papers.example/plan"


def a_document_is_written_reviewed_sent_back_and_changed_in_forms() -> None:
    with stage(plan=PAPERS) as s:
        lena, wim, raul, kim = s.cast("lena", "wim", "raul", "kim")
        lena.types("/release start")

        wim.clicks(wim.prompt("plan"), text="Write…")
        refused = wim.sends({"0:order": "site after paper\npaper first"})
        assert list(refused) == ["0:rollback"]
        assert "says nothing yet" in refused["0:rollback"]
        assert s.item("plan")["state"] == "open"
        assert not wim.sends({"0:order": "site after paper\npaper first", "link": LINK, "behind": ["rollback"]})
        assert wim.form is None
        assert "Delivered version 1" in words_of(wim.whisper())
        assert s.item("plan")["signatures"][0]["note"] == LINK

        raul.clicks(raul.prompt("review"), text="Read")
        assert raul.form is not None
        assert "paper first" in words_of(raul.form)
        raul.hands.closes()
        raul.clicks(raul.prompt("review"), text="Send back…")
        assert not raul.fills("no steps <!channel>")
        assert s.item("plan")["state"] == "open"

        returned = wim.sees("sent back", "no steps")
        wim.clicks(returned, text="Write…")
        assert not wim.sends({"0:rollback": "print the old one"})
        assert "signed by Wim" in words_of(wim.again(returned))

        raul.clicks(raul.prompt("review"), text="Approve")
        kim.types("/release done chat")
        kim.types("/release done agree")
        wim.opens("/release write plan")
        assert not wim.sends({"0:rollback": "call Kim"})
        assert "+ Rollback steps: call Kim" in words_of(kim.sees("go-live plan changed, by Wim"))
        assert "- Rollback steps: print the old one" in words_of(raul.sees("go-live plan changed, by Wim"))
        states = {key: s.item(key)["state"] for key in ("plan", "review", "agree", "chat")}
        assert states == {"plan": "done", "review": "open", "agree": "waiting", "chat": "done"}


def what_was_typed_and_is_not_complete_stands_in_the_form() -> None:
    with stage(plan=PAPERS) as s:
        lena, tom = s.cast("lena", "tom")
        lena.types("/release start")
        tom.opens("/release done report site\nCases: forty, the boundaries too")
        assert tom.form is not None
        assert "Still missing: Results" in words_of(tom.form)
        assert not tom.sends({"0:results": "all of them passed"})
        assert s.item("report/site")["state"] == "done"
        printed = s.runs("do", "--as", "tom", "--", "write show report site").stdout
        assert "forty, the boundaries too" in printed
