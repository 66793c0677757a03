"""The machine that a figure was measured on: a figure without it says nothing."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

import psutil

from firstline_local.java import find_java, is_shipped

PACKAGES = ("aiokafka", "faststream", "eventsourcing", "psycopg", "pydantic", "uvloop")


def machine_facts() -> dict[str, object]:
    """Processor, memory, system and versions."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_mib": psutil.virtual_memory().total // 1024**2,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "java_shipped": is_shipped(find_java()),
        "packages": {name: version(name) for name in PACKAGES},
        "load_before": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
