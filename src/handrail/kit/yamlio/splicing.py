"""Write changed values into a text that a person wrote, and leave the rest of it alone.

Each edit becomes a patch of the text around the value's marks. The result is read again: where
a patch did not give the data wanted (an odd spelling of YAML), the smallest value around it
that can be written anew is.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import Any

from handrail.kit.yamlio.document import Document
from handrail.kit.yamlio.dumping import Layout, root_lines
from handrail.kit.yamlio.edits import Edit, Set, SpliceError, apply, arrange, get, same
from handrail.kit.yamlio.patches import Unfit, patched, patches
from handrail.kit.yamlio.reading import read


def splice(document: Document, edits: Iterable[Edit]) -> str:
    """The document's text with the edits in it; all paths mean the document as it was read.

    Reading the result gives exactly the edited data. Raises SpliceError where an edit has no
    place in the document, or the document could not be read.
    """
    if document.root is None and any(problem.code != "empty" for problem in document.problems):
        raise SpliceError(f"{document.file} cannot be read, so nothing can be written into it")
    rounds = arrange(document.data, edits)
    wanted = copy.deepcopy(document.data)
    for edit in rounds:
        wanted = apply(wanted, edit)
    text = _together((rounds.sets, rounds.deletes, rounds.inserts), document, wanted)
    if text is None:
        text = _one_by_one(rounds, document)
    return ("\ufeff" if document.bom else "") + text


def _together(rounds: Sequence[Sequence[Edit]], document: Document, wanted: Any) -> str | None:
    for edits in filter(None, rounds):
        after = _attempt(document, edits)
        if after is None:
            return None
        document = after
    return document.text if same(document.data, wanted) else None


def _attempt(document: Document, edits: Sequence[Edit]) -> Document | None:
    try:
        text = patched(document, patches(document, edits))
    except Unfit:
        return None
    return _reread(document, text)


def _one_by_one(rounds: Iterable[Edit], document: Document) -> str:
    for edit in rounds:
        wanted = apply(copy.deepcopy(document.data), edit)
        document = _attempt_widening(document, edit, wanted)
    return document.text


def _attempt_widening(document: Document, edit: Edit, wanted: Any) -> Document:
    steps = range(len(edit.path), -1, -1)
    wider = (Set(edit.path[:length], get(wanted, edit.path[:length])) for length in steps)
    for attempt in (edit, *(each for each in wider if document.node(each.path))):
        after = _attempt(document, [attempt])
        if after is not None and same(after.data, wanted):
            return after
    return _anew(document, wanted)


def _anew(document: Document, wanted: Any) -> Document:
    text = document.newline.join([*root_lines(wanted, Layout(*document.layout)), ""])
    after = _reread(document, text)
    if not same(after.data, wanted):
        raise SpliceError(f"{document.file}: the new values cannot be written within the limits for a file")
    return after


def _reread(document: Document, text: str) -> Document:
    return read(text, file=document.file, limits=document.limits)
