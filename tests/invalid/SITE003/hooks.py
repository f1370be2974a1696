"""Empties a page, which MkDocs then leaves out."""


def on_post_page(output: str, /, *, page, config) -> str:
    """Lose the case."""
    return "" if page.url == "cases/deposit.html" else output
