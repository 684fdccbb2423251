"""Sealed particulars: bound to their row, opened by the key alone."""

import uuid
from pathlib import Path

import pytest

from congress.people.sealing import SealBroken, sealer_from

ROW = uuid.UUID("0195a000-0000-7000-8000-000000000001")
OTHER = uuid.UUID("0195a000-0000-7000-8000-000000000002")


def test_what_is_sealed_opens_again(tmp_path: Path):
    sealer = sealer_from(tmp_path / "field.key")
    assert sealer.open_values(ROW, sealer.seal_values(ROW, {"dan_toc": "Tày"})) == {"dan_toc": "Tày"}


def test_the_words_are_not_in_the_blob(tmp_path: Path):
    assert "Tày".encode() not in sealer_from(tmp_path / "field.key").seal_values(ROW, {"dan_toc": "Tày"})


def test_a_blob_moved_to_another_row_does_not_open(tmp_path: Path):
    sealer = sealer_from(tmp_path / "field.key")
    with pytest.raises(SealBroken):
        sealer.open(OTHER, sealer.seal(ROW, b"x"))


def test_another_key_does_not_open_it(tmp_path: Path):
    sealed = sealer_from(tmp_path / "first.key").seal(ROW, b"x")
    with pytest.raises(SealBroken):
        sealer_from(tmp_path / "second.key").open(ROW, sealed)


def test_a_changed_byte_is_noticed(tmp_path: Path):
    sealer = sealer_from(tmp_path / "field.key")
    sealed = bytearray(sealer.seal(ROW, b"x"))
    sealed[-1] ^= 1
    with pytest.raises(SealBroken):
        sealer.open(ROW, bytes(sealed))


def test_the_key_file_is_for_its_owner_only(tmp_path: Path):
    sealer_from(tmp_path / "field.key")
    assert (tmp_path / "field.key").stat().st_mode & 0o077 == 0
