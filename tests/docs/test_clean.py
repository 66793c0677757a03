"""`make clean` (which calls `firstline clean`) forgets the data and keeps what was fetched."""

import os
import subprocess
import sys
from pathlib import Path

FIRSTLINE = Path(sys.executable).with_name("firstline")


def test_clean_deletes_the_data_and_keeps_the_cache(tmp_path: Path) -> None:
    local, cache = tmp_path / "local", tmp_path / "local" / "cache"
    for folder in (local / "kafka", cache):
        folder.mkdir(parents=True)
    env = {**os.environ, "FIRSTLINE_LOCAL_DIR": str(local), "FIRSTLINE_CACHE_DIR": str(cache)}

    done = subprocess.run([FIRSTLINE, "clean"], env=env, capture_output=True, text=True, check=True)

    assert "Nothing was running." in done.stdout
    assert not (local / "kafka").exists()
    assert cache.is_dir()
