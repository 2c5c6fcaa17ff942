"""Keys of an installation: made, shown, changed, and kept from others."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.record.keys import Keys, Unusable, load, renew


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["keys", *words], env={"LANG": "en", "LC_ALL": "", "LC_MESSAGES": ""})


def a_key_is_made_for_its_owner_alone_and_its_public_part_printed(tmp_path: Path) -> None:
    file = tmp_path / "captain.key"
    first = run(str(file), "--new", "acme-2025").output.split()
    assert [word.partition("+")[0] for word in first] == ["acme-2025"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert run(str(file)).output.split() == first
    second = run(str(file), "--new", "acme-2026").output.split()
    assert [word.partition("+")[0] for word in second] == ["acme-2026", "acme-2025"]
    assert second[1:] == first, "what the earlier key signed still counts"
    assert file.read_text().count("PRIVATE") == 1
    keys = load(file)
    assert isinstance(keys, Keys)
    assert keys.signer and keys.signer.name == "acme-2026"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "captain.key"
    renew(file, "acme-2026")
    file.chmod(mode)
    assert load(file) == Unusable("open", str(file))
    told = run(str(file))
    assert (told.exit_code, "chmod 600" in told.output) == (2, True)


def what_is_no_file_of_keys_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("to do: make a key")
    file.chmod(0o600)
    for words in ([], ["--new", "acme-2026"]):
        told = run(str(file), *words)
        assert (told.exit_code, "holds no keys" in told.output) == (2, True)
    assert file.read_text() == "to do: make a key"
    assert run(str(tmp_path / "nowhere")).exit_code == 2
    assert "A key cannot be called" in run(str(tmp_path / "new"), "--new", "a b").output
