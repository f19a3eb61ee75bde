import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from push import vapid


def test_the_first_start_makes_keys_that_only_we_can_read(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "vapid.pem"

    made = vapid.load_or_make(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["vapid.pem"]
    point = base64.urlsafe_b64decode(made.application_server_key + "=")
    assert (len(point), point[0]) == (65, 4)


def test_the_second_start_finds_the_keys_of_the_first(tmp_path: Path) -> None:
    first = vapid.load_or_make(tmp_path / "vapid.pem")
    second = vapid.load_or_make(tmp_path / "vapid.pem")

    assert first.application_server_key == second.application_server_key


def test_processes_that_start_at_once_agree_on_one_pair(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starters:
        pairs = starters.map(vapid.load_or_make, [tmp_path / "vapid.pem"] * 8)

    assert len({pair.application_server_key for pair in pairs}) == 1


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        ec.generate_private_key(ec.SECP384R1()).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    ],
    ids=["empty", "damaged", "another curve"],
)
def test_a_file_that_is_no_key_is_never_overwritten(tmp_path: Path, pem: bytes) -> None:
    path = tmp_path / "vapid.pem"
    path.write_bytes(pem)

    with pytest.raises(ValueError, match=r".+"):
        vapid.load_or_make(path)

    assert path.read_bytes() == pem


def test_a_new_key_stands_in_front_of_the_one_before() -> None:
    first = vapid.new_pem()
    second = vapid.rotated(first)
    third = vapid.rotated(second)

    old, now, later = vapid.from_pem(first), vapid.from_pem(second), vapid.from_pem(third)
    assert now.application_server_key != old.application_server_key
    assert vapid.VapidKeys(*now.before).application_server_key == old.application_server_key
    assert vapid.VapidKeys(*later.before).application_server_key == now.application_server_key
    assert vapid.from_pem(vapid.rotated(third, at_once=True)).before == (), "what got out signs nothing more"


def test_the_private_key_is_not_shown_in_a_log(tmp_path: Path) -> None:
    assert "key" not in repr(vapid.load_or_make(tmp_path / "vapid.pem"))
