"""A PostgreSQL server of the tests' own: started, stopped at once, started again, cleared away."""

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT, SIGQUIT

import psycopg
from attrs import define, field
from psycopg import sql

from tests.browser.servers import free_port

#: Whom the server lets in, and whom it runs as where we are root, which it refuses to be.
USER, ACCOUNT = "educator", "postgres"

#: Safe enough against a stop of the server; nobody pulls the machine's plug in a test.
SETTINGS = ("fsync=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=40")


@define
class Server:
    """A server on this machine.

    Attributes:
        folder: Where everything of it lies.
        port: On which it listens, on 127.0.0.1 only.
        password: Of `USER`.
    """

    folder: Path
    port: int = field(factory=free_port)
    password: str = field(factory=lambda: secrets.token_hex(16))
    _process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make an empty database cluster."""
        secret = self.folder / "password"
        secret.write_text(self.password)
        secret.chmod(0o644)
        subprocess.run(
            [
                program("initdb"),
                f"--pgdata={self.folder / 'data'}",
                "--encoding=UTF8",
                "--locale=C",
                "--auth=scram-sha-256",
                f"--username={USER}",
                f"--pwfile={secret}",
                "--no-sync",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            **self._as_another(),
        )

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        settings = [word for each in SETTINGS for word in ("-c", each)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    program("postgres"),
                    *("-D", self.folder / "data"),
                    *("-h", "127.0.0.1", "-p", str(self.port), "-k", ""),
                    *settings,
                ],
                stdout=log,
                stderr=log,
                **self._as_another(),
            )
        end = time.monotonic() + 60
        while time.monotonic() < end and self._process.poll() is None:
            try:
                self._connect("postgres").close()
                return
            except psycopg.OperationalError:
                time.sleep(0.1)
        said = (self.folder / "log").read_text(errors="replace")[-3000:]
        raise RuntimeError(f"the server did not start:\n{said}")

    def stop(self, *, at_once: bool = False) -> None:
        """Stop the server; *at_once* is what a crash leaves: nothing is finished or tidied up."""
        if self._process:
            self._process.send_signal(SIGQUIT if at_once else SIGINT)
            self._process.wait(60)
            self._process = None

    def new_database(self, name: str) -> str:
        """Make an empty database; return its address, without the password."""
        self._run("CREATE DATABASE {}", name)
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{name}"

    def copy_database(self, name: str, copy: str) -> str:
        """Make a copy of a database that nobody is connected to; return its address."""
        self._run("CREATE DATABASE {} TEMPLATE {}", copy, name)
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{copy}"

    def drop_database(self, name: str) -> None:
        """Throw a database away."""
        self._run("DROP DATABASE {} WITH (FORCE)", name)

    def _run(self, statement: str, *names: str) -> None:
        with self._connect("postgres") as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=self.password,
            dbname=database,
            autocommit=True,
            connect_timeout=10,
        )

    def _as_another(self) -> dict:
        if os.geteuid():
            return {}
        shutil.chown(self.folder, ACCOUNT, ACCOUNT)
        return {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": [], "cwd": self.folder}


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs."""
    folder = (
        os.environ.get("POSTGRES")
        or subprocess.run(
            [Path(__file__).parents[2] / "scripts" / "postgres"], stdout=subprocess.PIPE, text=True
        ).stdout.strip()
    )
    found = shutil.which(name, path=folder)
    assert found, f"there is no {name}: run scripts/postgres, which finds or installs PostgreSQL"
    return found


@contextmanager
def server() -> Iterator[Server]:
    """Run a server until the block ends."""
    # Not below pytest's folder, which is closed to the account that the server runs as.
    with tempfile.TemporaryDirectory(prefix="digiready-", ignore_cleanup_errors=True) as folder:
        own = Server(Path(folder))
        own.make()
        own.start()
        try:
            yield own
        finally:
            own.stop(at_once=True)
