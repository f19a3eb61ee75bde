"""A time-stamping authority on loopback: OpenSSL signs, as a real one does."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIG = """
[tsa]
default_tsa = this
[this]
serial = {folder}/serial
signer_cert = {folder}/tsa.crt
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = no
[v3]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = critical,timeStamping
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[req]
distinguished_name = name
[name]
"""


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def make(folder: Path) -> Path:
    """Make the keys of an authority in this folder; returns the file of its root certificate."""
    folder.mkdir(parents=True)
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    new = ("req", "-newkey", "rsa:2048", "-nodes", "-config", "tsa.cnf")
    _openssl(
        folder,
        *new,
        "-x509",
        "-extensions",
        "root",
        "-keyout",
        "ca.key",
        "-out",
        "ca.crt",
        "-subj",
        "/CN=Root",
    )
    _openssl(folder, *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Authority")
    signing = (
        "-CA",
        "ca.crt",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-extfile",
        "tsa.cnf",
        "-extensions",
        "v3",
    )
    _openssl(folder, "x509", "-req", "-in", "tsa.csr", *signing, "-out", "tsa.crt")
    return folder / "ca.crt"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """URL of the authority whose keys lie in this folder."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "query.tsq").write_bytes(self.rfile.read(int(self.headers["content-length"])))
            _openssl(
                folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr"
            )
            self.send_response(200)
            self.end_headers()
            self.wfile.write((folder / "reply.tsr").read_bytes())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()
