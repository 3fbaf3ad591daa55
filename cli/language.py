"""The language in which a command speaks: one option that commands share."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from .options import Format


def _known(lang: str) -> str:
    from rvc.base.messages import languages, text

    if lang not in languages():
        raise typer.BadParameter(text("problem.language", {"seen": lang, "known": ", ".join(languages())}))
    return lang


Lang = Annotated[
    str,
    typer.Option(
        "--lang", envvar="RVC_LANG", callback=_known,
        help="Language of what is shown and of problems, en or es; JSON and names of fields stay.",
    ),
]  # fmt: skip


def spoken(command: Callable[..., int]) -> Callable[..., int]:
    """A command with the option --lang: its texts are in that language. JSON is for programs, and always in English."""

    @wraps(command)
    def told(*, lang: str, **options: Any) -> int:  # noqa: ANN401 - those of the command
        from rvc.base.messages import ENGLISH, speaking

        with speaking(ENGLISH if options.get("shown") == Format.json else lang):
            return command(**options)

    own = inspect.signature(command, eval_str=True)
    mine = inspect.Parameter("lang", inspect.Parameter.KEYWORD_ONLY, default="en", annotation=Lang)
    signature = own.replace(parameters=[*own.parameters.values(), mine])
    told.__signature__ = signature  # type: ignore[attr-defined]
    told.__annotations__ = {name: each.annotation for name, each in signature.parameters.items()}
    return told
