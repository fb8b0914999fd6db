"""What a push asks for, and what it is told: in git's own words for git, in ours for whoever sits at it."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from dulwich.errors import ApplyDeltaError, ChecksumMismatch, GitProtocolError, ObjectFormatException
from dulwich.objects import ObjectID
from dulwich.protocol import SIDE_BAND_CHANNEL_PROGRESS, ReceivableProtocol
from dulwich.refs import Ref
from dulwich.server import Backend, ReceivePackHandler

from handrail.kit.pg.strain import strain_of
from handrail.kit.refusals import Invalid, Refusal
from handrail.kit.words import say

from ..findings import Finding
from ..reports import NothingWritten
from ..tree import MOST_BYTES
from .entering import Caller
from .packs import refuse_swelling, spooled
from .receiving import Came, receive
from .refusing import NotMerged, Unfit
from .repository import MAIN, Repository

log = logging.getLogger(__name__)
FOR_MAIN = Ref(b"refs/for/main")
"""To be merged with what was changed here, from a clone that is not up to date."""
MOST_LINES = 30
MOST_PACKED = 64 * 2**20
MOST_UNPACKED = 2 * MOST_BYTES
"""Of one object. What is a little larger than a file may be comes through, and is told by its name."""
MOST_IN_ALL = 512 * 2**20
"""Of all objects of a push, unpacked one after the other."""
PATIENCE = 5.0
"""Seconds to wait for another push; each that waits takes the place of somebody else."""
BROKEN = (
    OSError, ChecksumMismatch, ApplyDeltaError, AssertionError, zlib.error, ObjectFormatException, GitProtocolError,
    KeyError, ValueError,
)  # fmt: skip


class Busy(NotMerged):
    def __init__(self) -> None:
        super().__init__(say("Others are bringing in files just now."), say("Try again in a moment."))


class PushHandler(ReceivePackHandler):
    """Takes the pack, hands the commit to the record, and moves the branch only as far as the record went."""

    def __init__(
        self,
        caller: Caller,
        repository: Repository,
        backend: Backend,
        protocol: ReceivableProtocol,
        advertise: bool,
    ) -> None:
        super().__init__(backend, ["/"], protocol, stateless_rpc=True, advertise_refs=advertise)
        self.caller, self.ours = caller, repository
        self.sent: list[Path] = []
        self.refused = True
        """Until something of it is taken, or may have been: then what was sent is needed."""

    def capabilities(self) -> list[bytes]:
        return [one for one in super().capabilities() if one not in (b"delete-refs", b"atomic")]

    def _receive_max_input_size(self) -> int | None:
        return MOST_PACKED

    def _on_pre_receive(self, client_refs: list[tuple[ObjectID, ObjectID, Ref]]) -> None:
        """No programs are run."""

    _on_post_receive = _on_pre_receive

    def _apply_pack(self, refs: list[tuple[ObjectID, ObjectID, Ref]]) -> Iterator[tuple[bytes, bytes]]:
        yield from self._answers(refs)
        for place in self.sent if self.refused else ():
            place.unlink(missing_ok=True)

    def _answers(self, refs: list[tuple[ObjectID, ObjectID, Ref]]) -> Iterator[tuple[bytes, bytes]]:
        nothing = b"0" * 40
        if any(new != nothing for _old, new, _ref in refs):
            try:
                with spooled(self.proto.read) as pack:
                    refuse_swelling(pack, MOST_UNPACKED, MOST_IN_ALL)
                    self.sent = self.ours.take_pack(pack.read, MOST_PACKED)
            except BROKEN as error:
                yield b"unpack", f"the pack can not be read: {error}".replace("\n", " ").encode()
                return
        yield b"unpack", b"ok"
        for number, (_old, new, ref) in enumerate(refs):
            yield ref, self._refusal_of(number, new, ref) or self._take(new)

    def _refusal_of(self, number: int, new: ObjectID, ref: Ref) -> bytes:
        if ref not in (MAIN, FOR_MAIN):
            self._tell("Only main is kept here: git push origin HEAD:main")
            return b"only main is kept here"
        if new == b"0" * 40:
            return b"main can not be deleted"
        return b"one branch at a time" if number else b""

    def _take(self, new: ObjectID) -> bytes:
        """What git is told of this branch; the person has been told more."""
        try:
            with self.ours.locked(wait=False, patience=PATIENCE) as mine:
                if not mine:
                    raise Busy
                came = receive(self.ours, self.caller.workspace_id, self.caller.member, new.decode())
        except (NothingWritten, Unfit) as refusal:
            self._tell_findings(
                refusal.report.refused if isinstance(refusal, NothingWritten) else refusal.findings
            )
            return b"nothing was taken over, see above"
        except Invalid as refusal:
            for problem in refusal.problems[:MOST_LINES]:
                self._tell(f"{problem.field}: {problem.message} {problem.fix}")
            return b"nothing was taken over, see above"
        except Refusal as refusal:
            self._tell(f"{refusal.message} {refusal.fix}")
            return b"nothing was taken over, see above"
        except Exception as error:
            self.refused = False
            log.error("a push into workspace %d failed", self.caller.workspace_id, exc_info=error)
            trouble = strain_of(error)
            self._tell(
                f"{trouble.message} {trouble.fix}" if trouble else "Something of ours broke. Try again."
            )
            return b"nothing was taken over"
        self.refused = False
        self._tell_came(came, new.decode())
        return b"ok"

    # -- words ------------------------------------------------------------------------------------------------

    def _tell(self, line: str) -> None:
        if self.has_capability(b"side-band-64k"):
            self.proto.write_sideband(SIDE_BAND_CHANNEL_PROGRESS, f"{line.strip()}\n".encode())

    def _tell_findings(self, findings: Sequence[Finding]) -> None:
        self._tell("Nothing was taken over:")
        for one in findings[:MOST_LINES]:
            self._tell(f"{one.file}:{one.line}:{one.column}: {one.message} {one.fix}")
        if len(findings) > MOST_LINES:
            self._tell(f"... and {len(findings) - MOST_LINES} more.")

    def _tell_came(self, came: Came, commit: str) -> None:
        for word, numbers in told(came).items():
            if numbers:
                self._tell(f"{word}: {numbers}")
        for path in came.back[:MOST_LINES]:
            self._tell(
                f"{path} is there again, since its records stay. Take them out of the file, or remove them on the page."
            )
        for one in [f for f in came.report.flagged if f.severity == "warning"][:MOST_LINES]:
            self._tell(f"{one.file}:{one.line}:{one.column}: {one.message}")
        if came.conflicts:
            page = settings.URL + reverse("infohub:git", args=[self.caller.slug])
            self._tell(f"Changed here as well, and left as it is here: {came.conflicts}. Choose at {page}")
        if not came.followed:
            self._tell("Taken over; the commit follows. Fetch before you go on: git pull")
        elif came.head != commit:
            self._tell("Handrail has added to it. Fetch before you go on: git pull")


def told(came: Came) -> dict[str, str]:
    outcomes: dict[str, Any] = {
        "New": came.report.created,
        "Changed": came.report.changed,
        "Removed": came.report.removed,
    }
    return {
        word: ", ".join(f"{number} {noun}" for noun, number in sorted(some.items()))
        for word, some in outcomes.items()
    }
