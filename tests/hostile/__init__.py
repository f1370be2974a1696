"""Hostile input: corpora as data, generators, and what measures how fanzha takes it. Limits: docs-dev/robustness.md."""
