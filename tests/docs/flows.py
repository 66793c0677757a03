"""The pages of stories, which are run by a test of their own."""

from tests.support.pages import ROOT

FLOWS = sorted((ROOT / "docs" / "flows").glob("[!R]*.md"))
