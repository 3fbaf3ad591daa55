"""What results are made of: records that do not change, and sentences by code."""

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from rvc.base.messages import language, text


class Frozen(BaseModel):
    """A result: it does not change, and holds nothing but its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(Frozen):
    """A sentence by code and parameters; `text` is in the language that was spoken when it was made: English."""

    code: str
    text: str
    params: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def of(cls, code: str, **params: str) -> "Said":
        """The sentence behind a code of the catalog."""
        return cls(code=code, text=text(code, params), params=params) if params else _fixed(cls, code, language())


@cache
def _fixed(kind: type[Said], code: str, lang: str) -> Said:
    """A sentence without parameters: the same in every report."""
    return kind(code=code, text=text(code, lang=lang), params={})
