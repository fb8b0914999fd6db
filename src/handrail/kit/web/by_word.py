"""Many addresses in one list, found by a word in them: a list of hundreds is not walked through for each request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RegexPattern


class ByWord(URLResolver):
    """Resolves as the list itself would, where no address has a place holder for its word number `place`, counted from
    nothing: "w/<slug>/stages/<key>" is told from its neighbours by the word at 2."""

    def __init__(self, patterns: Sequence[URLPattern], place: int) -> None:
        super().__init__(RegexPattern(r""), list(patterns))
        self.place = place
        some: dict[str, list[URLPattern]] = {}
        for one in patterns:
            some.setdefault(self.word(str(one.pattern)), []).append(one)
        assert not any("<" in word for word in some), "a place holder could be any word"
        self.by_word = {word: URLResolver(RegexPattern(r""), few) for word, few in some.items()}

    def word(self, path: str) -> str:
        words = path.split("/", self.place + 1)
        return words[self.place] if len(words) > self.place else ""

    def resolve(self, path: Any) -> ResolverMatch:
        few = self.by_word.get(self.word(path))
        if few is None:
            raise Resolver404({"path": path, "tried": []})
        return few.resolve(path)
