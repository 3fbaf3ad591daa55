"""Options that commands share, put on a command by a decorator: how tables are read, and the language."""

import inspect
from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Annotated, Any

import typer

from .options import Dates, DecimalSign, Facts, Format, Header, Mapped, Sheet

Command = Callable[..., int]
_OF_TABLES: Mapping[str, Any] = {
    "mapped": Mapped,
    "decimal": DecimalSign,
    "dates": Dates,
    "sheet": Sheet,
    "header": Header,
}


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


def reads_tables(command: Command) -> Command:
    """A command whose files can be tables: its `options` are made of --map, --decimal, --dates, --sheet, --header."""
    return _with_table_options(command, _OF_TABLES)


def reads_goods(command: Command) -> Command:
    """The same for tables of goods or of their materials: facts that they lack can be stated by --fact."""
    return _with_table_options(command, {**_OF_TABLES, "facts": Facts})


def spoken(command: Command) -> Command:
    """A command with the option --lang: its texts are in that language. JSON is for programs, and always in English."""

    @wraps(command)
    def told(*, lang: str, **own: Any) -> int:  # noqa: ANN401 - those of the command
        from rvc.base.messages import ENGLISH, speaking

        with speaking(ENGLISH if own.get("shown") == Format.json else lang):
            return command(**own)

    return _taking(told, command, {"lang": Lang}, default="en")


def _with_table_options(command: Command, options: Mapping[str, Any]) -> Command:
    @wraps(command)
    def told(**own: Any) -> int:  # noqa: ANN401 - those of the command
        from .table_options import table_options

        said = {name: own.pop(name) for name in options}
        return command(options=table_options(**said), **own)

    return _taking(told, command, options, default=None, without="options")


def _taking(
    told: Command, command: Command, options: Mapping[str, Any], *, default: str | None, without: str = ""
) -> Command:
    """A function that takes what a command takes, but for one parameter, and options with it."""
    option = partial(inspect.Parameter, kind=inspect.Parameter.KEYWORD_ONLY, default=default)
    own = [each for name, each in inspect.signature(command).parameters.items() if name != without]
    mine = [option(name, annotation=annotation) for name, annotation in options.items()]
    told.__signature__ = inspect.Signature([*own, *mine], return_annotation=int)  # type: ignore[attr-defined]
    told.__annotations__ = {each.name: each.annotation for each in (*own, *mine)}
    return told
