"""The language in which a command speaks: one option that commands share."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from .options import Format, Language

Lang = Annotated[
    Language,
    typer.Option("--lang", envvar="RVC_LANG", help="Language of what is shown and of problems; JSON stays English."),
]


def spoken(command: Callable[..., int]) -> Callable[..., int]:
    """A command with the option --lang: its texts are in that language. JSON is for programs, and always in English."""

    @wraps(command)
    def told(*, lang: Language, **options: Any) -> int:  # noqa: ANN401 - those of the command
        from rvc.base.messages import ENGLISH, speaking

        with speaking(ENGLISH if options.get("shown") == Format.json else lang.value):
            return command(**options)

    own = inspect.signature(command, eval_str=True)
    mine = inspect.Parameter("lang", inspect.Parameter.KEYWORD_ONLY, default=Language.en, annotation=Lang)
    signature = own.replace(parameters=[*own.parameters.values(), mine])
    told.__signature__ = signature  # type: ignore[attr-defined]
    told.__annotations__ = {name: each.annotation for name, each in signature.parameters.items()}
    return told
