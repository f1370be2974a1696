"""Loading: from files to the model, with every problem as a diagnostic and every position kept."""

from fanzha.load.project import load_project

__all__ = ["load_project"]
