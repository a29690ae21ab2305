"""Draws the pictures of the README: the page in a real browser, and the terminal table. `make pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from pipeline.app.demo import demo
from pipeline.app.wire import Place
from pipeline.render import status as view
from pipeline.render.screen import Screen

PICTURES = Path(".github/pictures")
CHROMIUM = "/usr/bin/chromium"
_WIDTH, _PAGE_HEIGHT, _TERMINAL_HEIGHT = 1400, 1060, 760  # pixels
_COLUMNS = 168


def main() -> None:
    """Run the demo in a temporary folder and photograph what it shows."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        place = Place(campaign="28-ct-tu", rules=Path("rules"), outputs=Path(folder))
        shown = demo(place)
        terminal = Path(folder, "terminal.html")
        with Path(folder, "log").open("w", encoding="utf-8") as log:
            screen = Screen()
            screen.out = Console(record=True, width=_COLUMNS, force_terminal=True, file=log)
            view.status(screen, shown.status, shown.campaign)
        drawing = screen.out.export_svg(title="tonghop status 28-ct-tu")
        page = f'<meta charset="utf-8"><style>body{{margin:0}}svg{{width:100%}}</style>{drawing}'
        terminal.write_text(page, encoding="utf-8")
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        _photograph(browser, Path(folder, "demo/28-ct-tu/summary.html"), "summary.png", _PAGE_HEIGHT)
        _photograph(browser, terminal, "terminal.png", _TERMINAL_HEIGHT)
        browser.close()


def _photograph(browser: Browser, path: Path, name: str, height: int) -> None:
    page = browser.new_page(viewport={"width": _WIDTH, "height": height})
    page.goto(path.resolve().as_uri())
    page.screenshot(path=PICTURES / name)
    page.close()


if __name__ == "__main__":
    main()
