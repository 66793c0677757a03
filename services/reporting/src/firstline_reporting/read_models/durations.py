"""How durations are told in a report: their number, mean, extremes and percentiles, in hours."""

from firstline_reporting.read_models.columns import Column, count, number

_PERCENTILES = (5, 10, 25, 50, 75, 90, 95, 99)


def hours_columns(of: str) -> tuple[Column, ...]:
    """The columns of a distribution of durations."""
    return (
        count("n", f"how many {of} there are"),
        number("mean", "their mean", "hours"),
        number("min", "the shortest", "hours"),
        *(number(f"p{p}", f"{p} % take no longer", "hours") for p in _PERCENTILES),
        number("max", "the longest", "hours"),
    )


def hours_measures(duration: str) -> dict[str, str]:
    """The aggregates for these columns over an interval; percentiles lie between neighbours."""
    hours = f"extract(epoch FROM {duration})::float8 / 3600"
    within = {
        f"p{p}": f"percentile_cont({p / 100}) WITHIN GROUP (ORDER BY {hours})" for p in _PERCENTILES
    }
    return {
        "n": f"count({duration})",
        "mean": f"avg({hours})",
        "min": f"min({hours})",
        **within,
        "max": f"max({hours})",
    }
