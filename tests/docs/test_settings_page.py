"""The page of settings is what the code would write now."""

from deploy.settings_table import PAGE, Setting, page, table


def test_the_page_of_settings_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m deploy.settings_table"


def test_what_services_share_is_one_row_with_each_default_that_differs() -> None:
    shared = {
        "intake": [Setting("HTTP_PORT", "`8001`", "where"), Setting("OWN", "none", "alone")],
        "triage": [Setting("HTTP_PORT", "`8002`", "where")],
    }
    assert table(shared) == (
        "| `HTTP_PORT` | every service | intake `8001`, triage `8002` | where |\n"
        "| `OWN` | intake | none | alone |\n"
    )
