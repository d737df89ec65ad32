"""Findings of wording rules are the same in each run, and stay the same ones when a report is edited elsewhere."""

import os
import subprocess
import sys

from checks.wording.stray_accent import StrayAccent
from tests.helpers import facts_of_text

SPELLED = "Phát triển kinh tế-xã hội; kinh tế – xã hội; kinh tế - xã hội và kinh tế xã hội."
SHOWS = """
from checks.wording.name_variant import NameVariant
from tests.helpers import facts_of_text
print(ascii([finding.message.vi for finding in NameVariant().check(facts_of_text({text!r}))]))
"""


def test_the_spelling_shown_does_not_depend_on_the_run():
    def shown(seed: int) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        return subprocess.run(
            [sys.executable, "-c", SHOWS.format(text=SPELLED)], env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert len({shown(seed) for seed in range(4)}) == 1


def test_a_habit_stays_the_same_finding_when_it_shows_earlier():
    before, after = (
        next(StrayAccent().check(facts_of_text(text))) for text in ("Năm trứơc đạt.", "Kết quả cuả tỉnh. Năm trứơc đạt.")
    )
    assert before.claim == after.claim
