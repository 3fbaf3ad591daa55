"""A page as a browser sees it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page


def opened(browser: Browser, tmp_path: Path, html: str, **context: Any) -> tuple[Page, list[str]]:  # noqa: ANN401 - as playwright takes them
    """The page in the browser, and everything that it complained of or asked a network for."""
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    page = browser.new_context(**context).new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: troubles.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    return page, troubles
