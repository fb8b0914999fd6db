"""What came from a clone or a folder, and is not taken."""

from __future__ import annotations

from collections.abc import Sequence

from handrail.kit.refusals import Refusal
from handrail.kit.words import say

from ..findings import Finding


class NotMerged(Refusal):
    """What came can not be taken as it is; nothing of it was."""

    status = 409
    code = "git-refused"
    title = "This can not be taken over"


class Unfit(NotMerged):
    """Some of the files can not be taken; `findings` name them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = findings
        super().__init__(say("Some files can not be taken over."), say("Mend them, and send them again."))
