"""Which host an address names, told the way the HTTP client will read it."""

import pytest

from push.endpoint import Endpoint


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://push.example/send/abc:def_-1=", "https://push.example"),
        ("https://push.example:443/x", "https://push.example"),
        ("http://127.0.0.1:9001/x", "http://127.0.0.1:9001"),
        ("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443"),
        ("https://push.example/x@y", "https://push.example"),
        ("push.example/x", ""),
        ("https://evil.example\\@push.example/x", ""),
        ("https://evil.example\\.push.example/x", ""),
        ("https://push.example@evil.example/x", ""),
        ("https://push.example /x", ""),
        ("https://127.0.0.1%23.notify.windows.com/x", ""),
        ("https://127.0.0.1%2f.notify.windows.com/x", ""),
        ("https://[fe80::1%25eth0]/x", ""),
        ("https://推送.example/x", ""),
        ("https://push..example/x", ""),
    ],
)
def test_an_origin_is_notified_only_where_every_client_reads_the_same_host(address: str, origin: str) -> None:
    assert Endpoint(address).origin == origin
