"""The figures that a report states: what the world knows, and what twists and slips make of it."""

from __future__ import annotations

from tests.repository.counting import figures
from tests.repository.habits import Draft, Slot, Twist, number, percent
from tests.repository.world import World

# A whole that a slip changes: its sentence no longer adds up.
SUMS = {"reviewed": "văn bản", "procedures": "thủ tục", "institutions": "đơn vị"}
SHARES = {"done": "tasks", "checked": "units", "spent": "capital", "signed": "sent", "digitised": "solved"}
PAST = ("received", "petitions", "trained")
BELOW = ("received", "trained")
# Percentages that a slip changes.
_SLIPPING = ("done", "checked", "digitised")
_COUNTED = {"received": "hồ sơ", "petitions": "phản ánh, kiến nghị", "trained": "lượt"}


def state(world: World, slot: Slot, twist: Twist, before_words: str, done: Draft) -> dict[str, str]:
    """The figures as slots for sentences; tells the draft of those that other reports state, too, and of slips."""
    agency, year, period = slot
    # Not the stream of the report's words: these stay the same where a slip is made.
    pick = world.stream("slips", agency.unit, year, period.name)
    before = figures(world, agency, year - 1, period)
    values = figures(world, agency, year, period) | {f"_{name}": before[name] for name in PAST}
    summed = BELOW if agency.level == "province" else ()
    below = [figures(world, one, year, period) for one in world.agencies if one.level == "district"]
    values |= {f"below_{name}": sum(one[name] for one in below) for name in summed} | twist.figures
    if "sum" in twist.slips:
        name = pick.choice(list(SUMS))
        wrong = values[name] + pick.choice((1, 2, 10))
        done.slipped["sum"] = f"{number(wrong)} {SUMS[name]}", f"{number(values[name])} {SUMS[name]}"
        values[name] = wrong
    shares = {name: percent(values[name], values[whole]) for name, whole in SHARES.items()}
    if "percent" in twist.slips:
        name = pick.choice(_SLIPPING)
        # Not to a whole number, which may be one rounded on purpose.
        wrong_shares = (percent(values[name], values[SHARES[name]], -off) for off in range(pick.randint(8, 25), 100))
        wrong_share = next(share for share in wrong_shares if "," in share)
        done.slipped["percent"] = wrong_share, shares[name]
        shares[name] = wrong_share
    for name in PAST:
        done.figures[name] = values[name], f"{number(values[name])} {_COUNTED[name]}"
        past = values[f"_{name}"]
        done.figures[f"_{name}"] = past, f"{before_words} là {number(past)} {_COUNTED[name]}"
    for name in summed:
        whole = values[f"below_{name}"]
        done.figures[f"below_{name}"] = whole, f"tổng số {number(whole)} {_COUNTED[name]}"
    return {name: number(value) for name, value in values.items()} | {f"{name}_share": share for name, share in shares.items()}
