"""Single slips in the figures of the real reports: how many of each kind are found. `make slips` prints all of them."""

from collections import Counter

from tests.checks import figure_slips
from tests.checks.slips import NAMES

MOST = 40  # in each report; the whole run takes half a minute
# Found and tried, by kind of relation. A change that finds more or fewer changes this table.
FOUND = {
    "sum": (47, 51),
    "percent": (21, 23),
    "balance": (3, 10),  # where the whole stands some sentences before, nobody is sure that it is the one meant
}
# Counts of lists found when one is added to them, and tried.
COUNTS = (17, 18)


def test_counts_one_too_large():
    results = [found for name in NAMES for _, found in figure_slips.counts(name)]
    assert (sum(results), len(results)) == COUNTS


def test_slips():
    rows = [(slip.relation.kind, rules) for name in NAMES for slip, rules in figure_slips.run(name, MOST)]
    tried = Counter(kind for kind, _ in rows)
    found = Counter(kind for kind, rules in rows if rules)
    assert {kind: (found[kind], tried[kind]) for kind in tried} == FOUND
