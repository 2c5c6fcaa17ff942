"""Certificates for 127.0.0.1, right and wrong ones, of an authority that only these tests trust."""

import shutil
import ssl
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

CONFIG = """\
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[ca]
default_ca = office
[office]
new_certs_dir = {folder}
database = {folder}/index.txt
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
x509_extensions = leaf
[leaf]
basicConstraints = CA:FALSE
authorityKeyIdentifier = keyid
[any]
commonName = supplied
"""
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-batch")


@dataclass(frozen=True)
class Authority:
    """Issues certificates for as long as one likes; `trusting` is a client that believes it."""

    folder: Path
    trusting: ssl.SSLContext

    def issued(self, since: datetime, until: datetime, name: str = "IP:127.0.0.1") -> ssl.SSLContext:
        """A server's, for the name, valid between the two."""
        stem = f"{since:%Y%m%d}-{until:%Y%m%d}-{name.partition(':')[2]}"
        key, asked, given = (self.folder / f"{stem}.{end}" for end in ("key", "csr", "crt"))
        _openssl(self.folder, "req", *KEY, "-subj", "/CN=server", "-addext", f"subjectAltName={name}",
                 "-keyout", str(key), "-out", str(asked))  # fmt: skip
        _openssl(self.folder, "ca", "-batch", "-notext", "-cert", "root.crt", "-keyfile", "root.key", "-in", str(asked),
                 "-startdate", f"{since:%Y%m%d%H%M%SZ}", "-enddate", f"{until:%Y%m%d%H%M%SZ}",
                 "-out", str(given))  # fmt: skip
        return _serving(given, key)

    def signed_by_itself(self) -> ssl.SSLContext:
        key, own = self.folder / "own.key", self.folder / "own.crt"
        _openssl(self.folder, "req", "-x509", *KEY, "-subj", "/CN=server", "-addext", "subjectAltName=IP:127.0.0.1",
                 "-days", "90", "-keyout", str(key), "-out", str(own))  # fmt: skip
        return _serving(own, key)


def authority(folder: Path) -> Authority:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here to make certificates")
    (folder / "config").write_text(CONFIG.format(folder=folder), encoding="utf-8")
    (folder / "index.txt").touch()
    _openssl(folder, "req", "-x509", *KEY, "-subj", "/CN=root", "-extensions", "root", "-days", "3650",
             "-keyout", "root.key", "-out", "root.crt")  # fmt: skip
    return Authority(folder, ssl.create_default_context(cafile=folder / "root.crt"))


def days(count: float) -> datetime:
    """From now, in the certificates' whole seconds."""
    return datetime.now(UTC).replace(microsecond=0) + timedelta(days=count)


def _serving(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context


def _openssl(folder: Path, verb: str, *words: str) -> None:
    subprocess.run(["openssl", verb, "-config", "config", *words], cwd=folder, check=True, capture_output=True)
