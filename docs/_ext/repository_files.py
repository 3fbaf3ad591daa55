"""Links to what lies outside docs/: a file becomes a page that shows it, a folder a page that lists its files.

A list leads on to its files, save those of tests: they are many, and are read where they run.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.osutil import relative_uri

ROOT = Path(__file__).parents[2]
_LEXERS = {".py": "python", ".toml": "toml", ".yaml": "yaml", ".json": "json", ".md": "markdown"}
_KEY = "repository_files"


def page_name(path: PurePosixPath) -> str:
    """The page that shows a file or a folder of the repository, given from its top."""
    return f"files/{path}"


class RepositoryLinks(SphinxTransform):
    """Leads links that leave docs/, and those to folders, to the pages that show what is there."""

    default_priority = 5  # before Sphinx copies files to be downloaded

    def apply(self, **_: object) -> None:
        """Change each such link."""
        docs = Path(self.env.srcdir)
        for link in list(self.document.findall(_is_link)):
            written = link["reftarget"].partition("#")[0] + (".md" if link.get("refdomain") == "doc" else "")
            target = (docs / self.env.docname).parent.joinpath(written).resolve()
            outside = target.is_relative_to(ROOT) and not target.is_relative_to(docs)
            if target.exists() and (outside or target.is_dir()):
                path = PurePosixPath(target.relative_to(ROOT).as_posix())
                self.env.metadata[self.env.docname].setdefault(_KEY, set()).add(path)
                uri = relative_uri(f"{self.env.docname}.html", f"{page_name(path)}.html")
                link.replace_self(nodes.reference("", "", *link.children, refuri=uri, internal=True))


def _is_link(node: nodes.Node) -> bool:
    return isinstance(node, addnodes.pending_xref | addnodes.download_reference) and node.get("reftype") == "myst"


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A page for each file and folder that is linked to, and for those that a folder leads to."""
    waiting = {path for told in app.env.metadata.values() for path in told.get(_KEY, ())}
    done: set[PurePosixPath] = set()
    while waiting:
        path = waiting.pop()
        done.add(path)
        place = ROOT / path
        if place.is_dir():
            inside = sorted(item.name for item in place.iterdir() if not item.name.startswith(("__pycache__", ".")))
            leads_on = path.parts[0] != "tests"
            waiting |= {path / name for name in inside if leads_on} - done
            body = _listed(path, inside, leads_on=leads_on)
        else:
            body = _shown(app, path)
        yield page_name(path), {"title": escape(str(path)), "body": f"<h1>{escape(str(path))}</h1>{body}"}, "page.html"


def _listed(path: PurePosixPath, names: list[str], *, leads_on: bool) -> str:
    links = (f'<a href="{escape(f"{path.name}/{name}.html")}">{escape(name)}</a>' for name in names)
    return f"<ul>{''.join(f'<li>{item}</li>' for item in (links if leads_on else map(escape, names)))}</ul>"


def _shown(app: Sphinx, path: PurePosixPath) -> str:
    written = (ROOT / path).read_text(encoding="utf-8")
    highlighter = app.builder.highlighter  # type: ignore[attr-defined]  # of every builder of pages
    return str(highlighter.highlight_block(written, _LEXERS.get(path.suffix, "text"), linenos="inline"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform and the pages."""
    app.add_transform(RepositoryLinks)
    app.connect("html-collect-pages", pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
