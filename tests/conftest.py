"""What holds for all tests."""

import os
import tempfile
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache() -> Iterator[None]:
    """No test reads or fills the user's cache, nor does a process that it starts."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DOISOAT_CACHE_DIR"] = folder
        yield
        del os.environ["DOISOAT_CACHE_DIR"]
