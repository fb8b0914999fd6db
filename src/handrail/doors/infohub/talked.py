"""What was said about records, and what is attached to them: one file for each record in `talk/`, contents beside.

A file that anybody may write vouches for nobody. So only who may act for everybody here, or a command on the server,
brings the words of others; what is here already stays as it is, and nothing goes because its file is not there.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile

from handrail.house.ledger import reading
from handrail.house.talk import commenting, filing, sniffing, storing, subjects
from handrail.house.talk.models import Attachment, Comment
from handrail.house.workspaces.keys import all_keys
from handrail.house.workspaces.scope import current
from handrail.kit import yamlio
from handrail.kit.refusals import Invalid, NotFound
from handrail.kit.shapes import FLAG, MOMENT, Unreadable
from handrail.kit.words import say

from .exporting.gathering import Gathering
from .findings import Finding
from .ground import Ground
from .sheets import TALK, is_talk
from .tree import LIMITS, MOST_BYTES, Source

CONTENTS = f"{TALK}/files"
MOST_TOGETHER = 64 * 2**20
"""Bytes of all contents in one tree; of what is more, or larger than a tree holds, stands only what it is."""
DIGEST = re.compile(r"[0-9a-f]{64}")
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,79}")
ENDING = re.compile(r"\.[a-z0-9]{1,8}")
Row = Mapping[str, Any]
Held = Mapping[str, str]
"""Where the content of each hash lies."""
People = Mapping[str, str]
"""How each member's key is called."""


# -- out ----------------------------------------------------------------------------------------------------


def files(gathering: Gathering) -> Iterator[tuple[str, bytes]]:
    """A file for each record that is there, and each content once."""
    comments, attached = by_subject(Comment, gathering), by_subject(Attachment, gathering)
    here = subjects.found({*comments, *attached})
    held: dict[str, str] = {}
    room = MOST_TOGETHER
    for name in sorted(here):
        for row in attached[name]:
            if row.digest not in held and row.size <= min(MOST_BYTES, room) and storing.there(row.digest):
                held[row.digest] = content_path(row.digest, row.name)
                room -= row.size
        yield file_of(name), written(name, comments[name], attached[name], held, gathering.names.spoken)
    for digest, path in sorted(held.items()):
        with storing.opened(digest) as content:
            yield path, content.read()


def by_subject(model: Any, gathering: Gathering) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    rows = model.objects.filter(removed_at=None).select_related("by")
    for row in rows.order_by("created_at", "key"):
        found[row.subject].append(row)
    gathering.manifest.counts[model._meta.model_name] = sum(len(some) for some in found.values())
    return found


def file_of(name: str) -> str:
    kind, _, key = name.partition(":")
    return f"{TALK}/{kind}/{key}.yaml"


def content_path(digest: str, name: str) -> str:
    """By its hash, with the ending that its name has: nothing that somebody typed is part of a path."""
    ending = PurePosixPath(name).suffix.lower()
    return f"{CONTENTS}/{digest}{ending if ENDING.fullmatch(ending) else ''}"


def written(
    name: str, comments: Sequence[Comment], attached: Sequence[Attachment], held: Held, people: People
) -> bytes:
    keys = {row.pk: row.key for row in comments}
    told: dict[str, Any] = {"subject": name}
    if comments:
        told["comments"] = [filled(comment_row(row, keys, people)) for row in comments]
    if attached:
        told["files"] = [filled(file_row(row, held, people)) for row in attached]
    return yamlio.dump(told).encode()


def comment_row(row: Comment, keys: Mapping[int, str], people: People) -> dict[str, Any]:
    return {
        "key": row.key,
        "at": row.created_at.isoformat(),
        "by": spoken(row.by, people),
        "voice": row.voice,
        "answers": keys.get(row.parent_id or 0, ""),
        "shared": row.shared,
        "edited": row.edited_at and row.edited_at.isoformat(),
        "settled": row.resolved_at and row.resolved_at.isoformat(),
        "settled_by": spoken(row.resolved_by, people),
        "text": row.text,
    }


def file_row(row: Attachment, held: Held, people: People) -> dict[str, Any]:
    return {
        "key": row.key,
        "at": row.created_at.isoformat(),
        "by": spoken(row.by, people),
        "name": row.name,
        "size": row.size,
        "sha256": row.digest,
        "shared": row.shared,
        "left_out": row.digest not in held,
    }


def filled(told: Row) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in (None, "", False)}


def spoken(member: Any, people: People) -> str:
    return people.get(member.key, "") if member is not None else ""


# -- in -----------------------------------------------------------------------------------------------------


@dataclass
class Talk:
    """What one file tells."""

    source: Source
    subject: str
    comments: list[Row] = field(default_factory=list)
    files: list[Row] = field(default_factory=list)


def bring(ground: Ground) -> None:
    """What is not here yet comes in. What comes by git is only kept: there, nothing that was said has its place."""
    if ground.before is not None:
        return
    ours = [source for source in ground.sources if is_talk(source.path)]
    if ours:
        Bringing(ground, ours).go()
        kept = {source.path for source in ours}
        ground.sources = [source for source in ground.sources if source.path not in kept]


class Bringing:
    def __init__(self, ground: Ground, ours: Sequence[Source]) -> None:
        self.ground = ground
        self.contents = {source.path: source.content for source in ours}
        told = [
            talk
            for source in ours
            if not source.path.startswith(f"{CONTENTS}/")
            if (talk := self.read(source))
        ]
        here = subjects.found(talk.subject for talk in told)
        self.told = [talk for talk in told if talk.subject in here or self.homeless(talk)]

    def go(self) -> None:
        self.comments()
        self.files()

    def read(self, source: Source) -> Talk | None:
        data = yamlio.read(source.content, file=source.path, limits=LIMITS).data
        told = data if isinstance(data, dict) else {}
        talk = Talk(
            source, str(told.get("subject") or ""), rows(told.get("comments")), rows(told.get("files"))
        )
        if talk.subject and file_of(subjects.meant(talk.subject)) == source.path:
            return talk
        fix = say("Write `subject: kind:key` as in the file’s own name, or leave it out.")
        self.refuse(source, say("It is not understood what this was said about."), fix)
        return None

    def homeless(self, talk: Talk) -> bool:
        words = say("There is no record “%(name)s” here.", name=talk.subject[:160])
        self.refuse(talk.source, words, say("Bring it in with the same files."))
        return False

    def refuse(self, source: Source, message: str, fix: str) -> None:
        self.ground.refuse(source.path, 1, 1, "talk", message, fix)

    def flag(self, source: Source, message: str, fix: str) -> None:
        finding = Finding(source.path, 1, 1, "import.kept", "warning", message, fix)
        self.ground.report.flagged.append(finding)

    # -- comments

    def comments(self) -> None:
        made: dict[str, Comment] = {row.key: row for row in Comment.objects.filter(removed_at=None)}
        taken, unchanged = all_keys(Comment), 0
        firsts: list[Comment] = []
        answers: list[tuple[Comment, str]] = []
        for talk, said in ((one, said) for one in self.told for said in one.comments):
            if (row := self.comment(talk, said)) is None:
                continue
            if row.key in taken:
                unchanged += 1
                continue
            taken.add(row.key)
            above = str(said.get("answers") or "")
            answers.append((row, above)) if above else firsts.append(row)
        commenting.bring_comments(firsts)
        made |= {row.key: row for row in firsts}
        for row, above in answers:
            over = made.get(above)
            fits = over is not None and over.subject == row.subject and over.parent_id is None
            row.parent = over if fits else None
        commenting.bring_comments([row for row, _ in answers])
        new = len(firsts) + len(answers)
        self.ground.report.count("comment", created=new, changed=0, unchanged=unchanged)

    def comment(self, talk: Talk, said: Row) -> Comment | None:
        text = str(said.get("text") or "")
        flaws = list(commenting.empty(text.strip()))
        if flaws:
            self.refuse(talk.source, flaws[0].message, flaws[0].fix)
            return None
        row = Comment(subject=talk.subject, text=text, voice=str(said.get("voice") or "")[:200])
        if not self.stamp(talk, said, row):
            return None
        row.edited_at, row.resolved_at = moment(said.get("edited")), moment(said.get("settled"))
        settled_by = self.person(said.get("settled_by"))
        row.resolved_by = settled_by if may_speak_for(settled_by) else None
        return row

    def stamp(self, talk: Talk, said: Row, row: Any) -> bool:
        """Its key, by whom and when: where this importer may say so."""
        key, at = str(said.get("key") or ""), moment(said.get("at"))
        if not KEY.fullmatch(key) or at is None:
            fix = say("Write its `key`, and `at` as 2026-03-15T09:00:00+00:00.")
            self.refuse(talk.source, say("It is not understood who said this when."), fix)
            return False
        row.key, row.created_at, row.by = key, at, self.person(said.get("by"))
        row.shared = flag(said.get("shared"))
        if may_speak_for(row.by, getattr(row, "voice", "")):
            return True
        here = type(row).objects.filter(key=key, removed_at=None).exists()
        if not here:
            words = say("“%(key)s” was said by somebody else, and was left out.", key=key)
            self.flag(talk.source, words, say("An administrator can bring in what others said."))
        return False

    def person(self, words: Any) -> Any:
        return self.ground.world.directory.find(str(words)) if words else None

    # -- files

    def files(self) -> None:
        taken, unchanged, new = all_keys(Attachment), 0, []
        for talk, said in ((one, said) for one in self.told for said in one.files):
            row = Attachment(subject=talk.subject, name=str(said.get("name") or ""))
            if not self.stamp(talk, said, row):
                continue
            if row.key in taken:
                unchanged += 1
            elif self.has_content(talk, said, row) and self.attached(talk, row):
                taken.add(row.key)
                new.append(row)
        self.ground.report.count("attachment", created=len(new), changed=0, unchanged=unchanged)

    def has_content(self, talk: Talk, said: Row, row: Attachment) -> bool:
        """Its content lies where its hash says, and is what its hash says; its name is one that a file may have."""
        digest, shown = str(said.get("sha256") or ""), row.name[:80]
        if not row.name or sniffing.clean_name(row.name) != row.name or not DIGEST.fullmatch(digest):
            fix = say("Give it a name without a folder, and the SHA-256 of what is in it.")
            self.refuse(talk.source, say("“%(name)s” is no name of a file here.", name=shown), fix)
            return False
        content = self.contents.get(content_path(digest, row.name))
        if content is None:
            content = kept(digest)
        if content is None:
            words = say("The content of “%(name)s” is not in these files, and it was left out.", name=shown)
            self.flag(talk.source, words, say("Attach it by hand: large files are not part of a tree."))
            return False
        if hashlib.sha256(content).hexdigest() != digest:
            words = say("The content of “%(name)s” is not what its hash says.", name=shown)
            self.refuse(talk.source, words, say("Export the files once more."))
            return False
        row.content = ContentFile(content)
        return True

    def attached(self, talk: Talk, row: Attachment) -> bool:
        try:
            filing.add_attachments([row], from_file=True)
        except Invalid as refused:
            self.refuse(talk.source, refused.problems[0].message, refused.problems[0].fix)
            return False
        return True


def may_speak_for(author: Any, voice: str = "") -> bool:
    """Everybody for themselves, and for nobody outside."""
    member = current().member
    if member is None or member.role in ("admin", "owner"):
        return True
    return author is not None and author.pk == member.pk and not voice


def kept(digest: str) -> bytes | None:
    """The content, where this workspace has it already."""
    if not reading.present(Attachment).filter(digest=digest, size__lte=MOST_BYTES).exists():
        return None
    try:
        with storing.opened(digest) as content:
            return bytes(content.read())
    except NotFound:
        return None


def rows(raw: Any) -> list[Row]:
    return [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []


def moment(raw: Any) -> datetime | None:
    try:
        at: datetime | None = MOMENT.read(raw)
    except Unreadable:
        return None
    return at


def flag(raw: Any) -> bool:
    try:
        return bool(FLAG.read(raw))
    except Unreadable:
        return False
