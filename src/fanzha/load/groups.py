"""A document with its translations: pairing them by the stem of their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fanzha.config import DOCS
from fanzha.diagnostics import Diagnostic, Place
from fanzha.load.markdown import Document
from fanzha.load.names import misnamed, split_path


@dataclass
class Group:
    """A document in the default language and its translations, by locale."""

    slug: str
    collection: str
    documents: dict[str, Document] = field(default_factory=dict)
    keywords: dict[str, tuple[str, ...]] = field(default_factory=dict)


def group_documents(
    documents: Sequence[Document], unusable: Iterable[str], locales: Sequence[str], found: list[Diagnostic]
) -> list[Group]:
    """Return the documents grouped by stem; a misleading name or an orphaned translation is a diagnostic.

    A translation whose source is among the `unusable` paths is no orphan: the source has its own diagnostic.
    """
    groups: dict[str, Group] = {}
    broken = {split_path(path)[:2] for path in unusable if path.startswith(f"{DOCS}/")}
    for document in documents:
        collection, slug, locale = split_path(document.source.path)
        problem = misnamed(document.source.path, locales)
        if problem:
            found.append(problem)
            if locale == locales[0]:
                broken.add((collection, slug))
            continue
        group = groups.setdefault(f"{collection}/{slug}", Group(slug, collection))
        group.documents[locale or locales[0]] = document
    for group in groups.values():
        if locales[0] not in group.documents:
            for document in group.documents.values():
                if (group.collection, group.slug) not in broken:
                    source = f"{group.slug}.md"
                    found.append(Diagnostic.at("LANG003", Place(document.source.path), source=source))
            group.documents.clear()
    return [group for group in groups.values() if group.documents]
