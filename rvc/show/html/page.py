"""What pages share: the templates with their words and figures, and a policy that lets nothing in from outside."""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rvc.base.messages import language
from rvc.show import figures
from rvc.show.words import cited, clean, clean_lines, say, word


def page(template: str, styles: tuple[str, ...], script: str | None = None, **values: object) -> str:
    """A page as HTML: complete in itself, every text escaped, nothing fetched.

    Its policy names the one style sheet and the one script by their hashes: a browser obeys no other.
    """
    style = "".join(map(_source, styles))
    code = None if script is None else _source(script)
    allowed = ["default-src 'none'", f"style-src {_hash(style)}"]
    if code is not None:
        allowed.append(f"script-src {_hash(code)}")
    return (
        _environment()
        .get_template(template)
        .render(
            lang=language(),
            policy=Markup("; ".join(allowed)),  # noqa: S704 - made here
            style=Markup(style),  # noqa: S704 - a file of this room
            script=None if code is None else Markup(code),  # noqa: S704 - a file of this room
            **values,
        )
    )


def _hash(held: str) -> str:
    return f"'sha256-{b64encode(sha256(held.encode()).digest()).decode()}'"


def _source(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None  # noqa: S101 - for the type
    return environment.loader.get_source(environment, name)[0]


@cache
def _environment() -> Environment:
    """The templates of this room, with the words and figures that they use; every text is escaped."""
    environment = Environment(
        loader=PackageLoader("rvc.show.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        {
            "say": lambda code, **params: say(code, params),
            "word": word,
            "cited": cited,
            "clean": clean,
            "clean_lines": clean_lines,
            "money": figures.money,
            "percent": figures.percent,
            "percent_between": figures.percent_between,
            "margin_between": figures.margin_between,
            "rounded": figures.rounded,
        }
    )
    return environment
