"""What is wrong with a page: axe (WCAG 2.2 AA) in light and dark, what sticks out, what the console says."""

from playwright.sync_api import Page

WIDTHS = (320, 360, 1366, 1920)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations.map(
    found => found.id + ': ' + found.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | '))"""


def problems(page: Page, said: list[str], address: str) -> list[str]:
    """Everything wrong with one page, each with the width and the theme it shows in."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1366, "height": 800})
    page.goto(address)
    return measured(page, said)


def measured(page: Page, said: list[str]) -> list[str]:
    """Everything wrong with the page as it stands, not loaded anew."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1366, "height": 800})
    found = [f"1366 light {line}" for line in page.evaluate(RUN, RULES)]
    page.emulate_media(color_scheme="dark")
    found += [f"1366 dark {line}" for line in page.evaluate(RUN, ["color-contrast"])]
    page.set_viewport_size({"width": 360, "height": 800})
    found += [f"360 dark {line}" for line in page.evaluate(RUN, RULES)]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{width} px: the page is {wide} wide"] if wide > width else []
    found += [f"console: {text}" for text in said]
    said.clear()
    return found
