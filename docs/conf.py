"""How Sphinx builds this site: `python -m sphinx -W -b html docs build/site`. Nothing is fetched, then or when read."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / "_ext"), str(Path(__file__).parents[1])]  # the tree's own rvc

from rvc.run.engine import engine_version  # noqa: E402

project = "usmca-rvc"
release = engine_version()
language = "en"
extensions = [
    "myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode",
    "law_data", "dictionary", "pictures", "repository_files",
]  # fmt: skip
exclude_patterns = ["_ext"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
add_module_names = False
smartquotes_action = "D"  # dashes; quotation marks stay as the law and the programs write them
html_theme = "furo"
html_title = f"usmca-rvc {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = html_copy_source = False
html_show_copyright = False
