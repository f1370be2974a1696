"""Puts a look-alike of an address into a page."""


def on_post_page(output: str, /, *, page, config) -> str:
    """Add to the Chinese help page."""
    if page.url != "help/now.html" or config.theme["language"] != "zh":
        return output
    return output.replace("</body>", '<a href="https://96ll0.example/">?</a></body>')
