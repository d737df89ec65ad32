"""What the committees of the world count in a period: the same figures for all who report them."""

from __future__ import annotations

from tests.repository.world import Agency, Level, Period, World, words

Figures = dict[str, int]

# Dossiers a year.
_SCALE: dict[Level, int] = {"province": 60_000, "district": 9000, "commune": 900}


def figures(world: World, agency: Agency, year: int, period: Period) -> Figures:
    """What a committee counts from the year's beginning to the period's end; the parts of a whole add up."""
    pick = world.stream("figures", agency.unit, year)
    scale = _SCALE[agency.level] * world.stream("size", agency.unit).uniform(0.7, 1.3) * pick.uniform(0.9, 1.1)
    share = period.share

    stands = world.stream("stands", agency.unit)  # what changes little, or not at all, from year to year

    def grown(low: int, high: int) -> int:
        return max(3, round(stands.randint(low, high) * pick.uniform(0.9, 1.15) * share))

    got = {"received": round(scale * share)}
    got["online"] = round(got["received"] * pick.uniform(0.5, 0.8))
    got["carried"] = round(got["received"] * pick.uniform(0.01, 0.03)) + 1
    got["direct"] = got["received"] - got["online"] - got["carried"]
    got["pending"] = round(got["received"] * pick.uniform(0.01, 0.03)) + 2
    got["solved"] = got["received"] - got["pending"]
    got["late"] = round(got["solved"] * pick.uniform(0.001, 0.01)) + 1
    got["in_time"] = got["solved"] - got["late"]
    got["trained"] = grown(60, 900)
    got["petitions"] = grown(30, 200)
    got["answered"] = got["petitions"] - pick.randint(1, 2)
    got["tasks"] = pick.randint(30, 70)
    got["done"] = max(4, round(got["tasks"] * share) - pick.randint(1, 3))
    got["units"] = pick.randint(16, 36)
    got["checked"] = max(2, round(got["units"] * share * pick.uniform(0.4, 0.7)))
    got["issues"] = grown(20, 70)
    got["fixed"] = got["issues"] - pick.randint(1, 2)
    got["news"], got["classes"], got["listeners"] = grown(150, 700), grown(8, 40), grown(800, 4000)
    got["resolutions"], got["decisions"] = grown(8, 25), grown(8, 30)
    got["norms"] = got["resolutions"] + got["decisions"]
    got["reviewed"], got["expired"] = grown(60, 200), grown(4, 20)
    got["in_force"] = got["reviewed"] - got["expired"]
    got["full"], got["partly"], got["offline"] = stands.randint(80, 400), stands.randint(60, 300), stands.randint(20, 90)
    got["procedures"] = got["full"] + got["partly"] + got["offline"]
    got["schools"], got["health"], got["culture"] = stands.randint(12, 70), stands.randint(3, 20), stands.randint(2, 9)
    got["institutions"] = got["schools"] + got["health"] + got["culture"]
    got["posts"], got["unused"] = stands.randint(80, 140), pick.randint(3, 9)
    got["used"] = got["posts"] - got["unused"]
    got["own_funds"], got["other_funds"] = grown(400, 4000), grown(90, 400)
    got["funds"] = got["own_funds"] + got["other_funds"]
    got["capital"] = pick.randint(20_000, 90_000)
    got["spent"] = round(got["capital"] * share * pick.uniform(0.8, 0.95))
    got["sent"] = grown(4000, 9000)
    got["signed"] = got["sent"] - grown(10, 90)
    got["digitised"] = round(got["solved"] * pick.uniform(0.6, 0.95))
    return got


def by_field(world: World, agency: Agency, year: int, period: Period) -> list[tuple[str, int, int, int]]:
    """For each field: dossiers received, solved, pending; over all fields they make the whole."""
    whole = figures(world, agency, year, period)
    pick = world.stream("fields", agency.unit, year)
    names = words()["fields"]
    weights = [pick.uniform(0.5, 2) for _ in names]
    received = _shared_out(whole["received"], weights)
    pending = _shared_out(whole["pending"], weights)
    return [(name, got, got - left, left) for name, got, left in zip(names, received, pending, strict=True)]


def _shared_out(whole: int, weights: list[float]) -> list[int]:
    """A whole number as one for each weight; they add up to it."""
    parts, given, before = [], 0, 0.0
    for weight in weights:
        before += weight / sum(weights)
        parts.append(round(whole * before) - given)
        given += parts[-1]
    return parts
