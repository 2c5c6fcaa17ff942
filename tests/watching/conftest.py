from collections.abc import Iterator

import pytest

from bot.watching.prober import Prober
from tests.watching.certificates import Authority, authority


@pytest.fixture(name="office", scope="session")
def an_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("office"))


@pytest.fixture(name="prober", scope="session")
def one_prober_for_all(office: Authority) -> Iterator[Prober]:
    prober = Prober(office.trusting)
    yield prober
    prober.close()
