"""Single slips in the real reports: how many of each kind are found. `make slips` prints all of them."""

import pytest

from tests.checks import slips

MOST = 5  # of each kind in each report; the whole run takes minutes
# Found and tried, by kind. A change that finds more or fewer changes this table.
FOUND = {
    "day": (10, 10),
    "month": (10, 10),
    "year": (10, 10),
    "no such day": (10, 10),
    "no such month": (10, 10),
    "year in the symbol": (10, 10),
    "year left out": (10, 10),
    "type in the symbol": (9, 10),  # the type stands in a list's head
    "issuer in the symbol": (9, 10),  # no author and no subject on either side
    "letter lost": (10, 10),
    "number of another": (10, 10),
    "number out of order": (10, 10),
    "month out of order": (8, 10),  # too few neighbours besides those that another rule disputes
}


@pytest.mark.parametrize("kind", slips.KINDS)
def test_slips(kind: str):
    rows = slips.run(kind, MOST)
    assert [rules for _, _, rules in rows if len(rules) > 1] == [], "one defect, one finding"
    assert (sum(bool(rules) for _, _, rules in rows), len(rows)) == FOUND[kind]
