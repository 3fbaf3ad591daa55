"""`rvc schema`."""

import json

import pytest

from rvc.show.json_schema import DIALECT, NAMES, text_of
from rvc_cli.app import main


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_printed(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Each by its name, as JSON."""
    assert main(["schema", name]) == 0
    out = capsys.readouterr().out
    assert out == text_of(name)
    assert json.loads(out)["$schema"] == DIALECT


def test_that_of_a_case_without_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    """A case is what people write, so it comes first; another name is wrong usage."""
    assert main(["schema"]) == 0
    assert '"title": "Case"' in capsys.readouterr().out
    assert main(["schema", "verdict"]) == 64
