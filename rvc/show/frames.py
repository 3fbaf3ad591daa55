"""The result table of many goods as a frame of the caller's own kind; nothing is imported that the caller has not."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

_MAKERS = {"pandas": "DataFrame", "polars": "DataFrame", "pyarrow": "table"}


def frame_like(source: object, columns: Mapping[str, Sequence[str]]) -> Any:  # noqa: ANN401 - a frame of any library
    """The columns as a frame of the library that `source` is of; a mapping of lists where it is no frame."""
    library = type(source).__module__.partition(".")[0]
    maker = _MAKERS.get(library)
    return getattr(sys.modules[library], maker)(dict(columns)) if maker else dict(columns)
