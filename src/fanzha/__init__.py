"""fanzha (反诈): outreach material against fraud, built from Markdown and proven before it counts as built."""

__version__ = "0.1.0"
