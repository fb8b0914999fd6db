"""A pack is looked through before it is unpacked."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from dulwich.object_format import DEFAULT_OBJECT_FORMAT
from dulwich.objects import Blob
from dulwich.pack import write_pack_objects

from handrail.doors.infohub.hub.packs import refuse_swelling


def packed(*contents, delta=False):
    pack = BytesIO()
    blobs = [(Blob.from_string(content), None) for content in contents]
    write_pack_objects(pack.write, blobs, object_format=DEFAULT_OBJECT_FORMAT, deltify=delta)
    return BytesIO(pack.getvalue())


def test_nothing_that_unpacks_to_more_than_is_taken_comes_through():
    grows = [bytes(range(256)) * 20, bytes(range(256)) * 21]
    for delta in (False, True):
        pack = packed(*grows, delta=delta)
        refuse_swelling(pack, 5_376, 10_496)
        assert pack.tell() == 0
        with pytest.raises(ValueError, match="5,376 bytes"):
            refuse_swelling(pack, 5_375, 10_496)
        pack.seek(0)
        with pytest.raises(ValueError, match="more than 10,495 bytes"):
            refuse_swelling(pack, 5_376, 10_495)
    assert len(packed(*grows, delta=True).getvalue()) < len(packed(*grows).getvalue())


def test_what_is_cut_off_or_no_pack_is_told():
    whole = packed(b"one", b"two").getvalue()
    for end in range(len(whole) - 21):
        with pytest.raises((ValueError, zlib.error)):
            refuse_swelling(BytesIO(whole[:end]), 100, 100)
