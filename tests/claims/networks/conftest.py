"""One thread for each process: two that share two cores wait for each other at every product."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
