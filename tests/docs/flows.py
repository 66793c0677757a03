"""The pages of stories and of runbooks, which are run by tests of their own."""

from tests.support.pages import ROOT

FLOWS = sorted((ROOT / "docs" / "flows").glob("[!R]*.md"))
RUNBOOKS = sorted((ROOT / "docs" / "runbooks").glob("*.md"))
"""Run by `make containers`; those of a cluster by `test_the_cluster_page.py` and
`test_later_on_a_cluster.py`."""
