"""Files that are whole or not there."""

import os
from pathlib import Path

import pytest
from rich.text import Text

from rvc_cli.output import complain, plain_pages, write_whole
from rvc_cli.usage import WrongUsage


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """The text is there as it is, with line feeds, and nothing else is left in the folder."""
    write_whole(tmp_path / "out.json", "é\n".encode())
    assert (tmp_path / "out.json").read_bytes() == b"\xc3\xa9\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_what_was_there_stays_until_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure on the way leaves the old file and no leftovers."""
    out = tmp_path / "out.json"
    out.write_text("old")

    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(WrongUsage, match="No space"):
        write_whole(out, b"new")
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_the_mode_of_the_file_stays(tmp_path: Path) -> None:
    """A file that is replaced keeps its mode; a new one is as readable as any."""
    out = tmp_path / "out.json"
    write_whole(out, b"a")
    plain = tmp_path / "plain"
    plain.write_text("a")
    assert out.stat().st_mode == plain.stat().st_mode
    out.chmod(0o640)
    write_whole(out, b"b")
    assert out.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a link points to is replaced, not the link."""
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_device_is_not_replaced() -> None:
    """A device takes the text and is still a device."""
    write_whole(Path(os.devnull), b"gone")
    assert not Path(os.devnull).is_file()


def test_a_complaint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever stands in a message, it is one line without control characters, on standard error."""
    complain("a\nb\x1b[2J")
    caught = capsys.readouterr()
    assert (caught.out, caught.err) == ("", "a b[2J\n")


def test_pages_are_set_apart() -> None:
    """Several pages are separated; one page stands alone."""
    assert plain_pages([Text("a")], 5) == "a\n"
    assert plain_pages([Text("a"), Text("b")], 5) == "a\n\n=====\n\nb\n"
