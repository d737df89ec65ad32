"""TXT506 foreign-locality."""

import datetime
from collections.abc import Iterable, Iterator

from checks.rule import Finding, Fires, Related, Rule, Severity, Silent, Text
from grammar.facts import Facts, Place
from grammar.places import alike, canonical, merged, on_purpose, plain, sentence_at
from grammar.vocabulary import fold

_SAYS = ("letterhead", "introduction", "title", "signature")  # what tells the author; of two alike the first counts
_ORDER = {role: order for order, role in enumerate(_SAYS)}
_OWN = ("actor", "where", "owner", "address")  # where the author's own mostly stands
_MERGERS = datetime.date(2025, 7, 1)
_LEVELS = ("province", "district", "commune")
_COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
_THROUGHOUT = 3  # mentions where its own must stand that make a name the one the text uses
_NAMES = 100  # so many names are told from each other's misspellings
_SEVERAL = 3  # so many other places: a report on them

_HEAD = "UBND HUYỆN TRẠM TẤU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBÁO CÁO\nKết quả công tác cải cách hành chính năm 2023\n"


class ForeignLocality(Rule):
    """Another place's name where the report's own must stand: left over from the report that served as a template.

    The report's own place is learned from letterhead, title, introduction and signature. What these say of each other must
    agree; and in the text another place of the same kind that acts, that is "trên địa bàn", or whose document or body it is,
    must be the own one, unless the report speaks of it on purpose: as a neighbour, in a comparison, as one merged or renamed, or beside the own one.
    Named once only, it is a note.
    """

    code = "TXT506"
    name = "foreign-locality"
    severity = "warning"
    title = Text(
        "tên địa phương khác ở chỗ của chính địa phương báo cáo", "another place's name where the report's own must stand"
    )
    reason_vi = (
        "Báo cáo soạn từ mẫu của nơi khác thường còn sót tên nơi ấy. Tên của chính địa phương được nhận biết từ quốc hiệu, tên cơ quan, trích yếu, "
        "câu mở đầu và phần ký; các chỗ ấy phải khớp nhau. Trong bài, địa phương cùng cấp khác đứng ở chỗ của chính mình (“UBND huyện … đã ban "
        "hành”, “trên địa bàn huyện …”) là sót, trừ khi được nhắc có chủ ý: so sánh, phối hợp, sáp nhập. Chỉ nhắc một lần thì là ghi chú."
    )
    messages = {
        "left": Text("“{found}” trong báo cáo của {own}", "“{found}” in a report of {own}"),
        "says": Text("{where} ghi “{found}”, {other} ghi “{own}”", "{where} says “{found}”, {other} says “{own}”"),
        "own": Text("{where}: {own}", "{where}: {own}"),
        "also": Text("cũng “{found}”", "“{found}” again"),
    }
    where = {
        "letterhead": Text("tên cơ quan ban hành", "the letterhead"),
        "dated": Text("dòng địa danh, ngày tháng", "the line of place and date"),
        "title": Text("trích yếu", "the title"),
        "introduction": Text("câu mở đầu", "the introduction"),
        "signature": Text("phần ký", "the signature"),
        "text": Text("trong bài", "the text"),
    }
    fires = (
        Fires(_HEAD + "UBND huyện Mù Cang Chải đã ban hành kế hoạch cải cách hành chính từ đầu năm.", ("huyện Mù Cang Chải",)),
        Fires(_HEAD + "Công tác tuyên truyền trên địa bàn huyện Mù Cang Chải được quan tâm.", ("huyện Mù Cang Chải",)),
        Fires(
            _HEAD + "Nơi nhận:\n- Sở Nội vụ;\nTM. ỦY BAN NHÂN DÂN HUYỆN MÙ CANG CHẢI\nCHỦ TỊCH",
            ("HUYỆN MÙ CANG CHẢI",),
        ),
    )
    silent = (
        Silent(
            _HEAD + "Huyện đứng thứ 3, xếp sau huyện Mù Cang Chải. Huyện học tập kinh nghiệm tại huyện Văn Chấn.",
            Text("so sánh, học tập", "a comparison, a visit"),
        ),
        Silent(
            _HEAD + "UBND tỉnh Yên Bái đã giao chỉ tiêu; xã Bản Công đã số hóa hồ sơ.", Text("cấp trên, cấp dưới", "above, below")
        ),
        Silent(
            _HEAD + "UBND huyện Trạm Tấu phối hợp với UBND huyện Văn Chấn rà soát hồ sơ trên địa bàn huyện Trạm tấu.",
            Text("phối hợp; viết khác tên mình", "cooperation; its own name in another spelling"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        author = facts.profile.issuer
        below = _LEVELS[_LEVELS.index(author.level) + 1 :] if author and author.level in _LEVELS else ()
        for kind in dict.fromkeys((place.unit, place.level) for place in facts.places if place.level not in below):
            named = [place for place in facts.places if (place.unit, place.level) == kind]
            own = _own(named)
            if own is None:
                continue
            others = [place for place in named if not _may_be(place, own, facts)]
            for place in others:
                if _says(place, facts):
                    yield self._contradiction(facts, place, own)
            mine = len(_same(own, named)) + (own.role == "letterhead")
            groups = _groups(place for place in others if not _says(place, facts))
            left = [group for group in groups if len(group) <= mine and _left_over(facts, group, own)]
            if len(left) < _SEVERAL:
                yield from (self._left(facts, group, own) for group in left)

    def _contradiction(self, facts: Facts, place: Place, own: Place) -> Finding:
        found, name = facts.report.excerpt(place.span), facts.report.excerpt(own.span)
        here, there = self.where[place.role], self.where.get(own.role, self.where["text"])
        related = Related(own.span, self.messages["own"].fill(where=there, own=name))
        data: dict[str, object] = {"found": found, "own": name, "where": place.role}
        return self.finding(
            place.span, "says", related=(related,), data=data, claim=fold(f"{place.role} {found}"), where=here, found=found,
            other=there, own=name,
        )  # fmt: skip

    def _left(self, facts: Facts, group: list[Place], own: Place) -> Finding:
        first, *more = group
        found, name = facts.report.excerpt(first.span), facts.report.excerpt(own.span)
        there = self.where.get(own.role, self.where["text"])
        related = [Related(own.span, self.messages["own"].fill(where=there, own=name))]
        related += [Related(place.span, self.messages["also"].fill(found=facts.report.excerpt(place.span))) for place in more]
        data = {"found": found, "own": name, "count": len(group)}
        severity: Severity = "warning" if more else "note"
        return self.finding(
            first.span, "left", severity=severity, related=tuple(related), data=data, claim=fold(found), found=found, own=name
        )


def _own(named: list[Place]) -> Place | None:
    """The report's own place of a kind, at the place that says so best; None where nothing says it surely.

    The places that say it are counted, the letterhead double; a text that uses a name throughout says it, too.
    """
    if not any(place.role in (*_SAYS, "address") for place in named):
        return None

    def weight(group: list[Place]) -> tuple[int, int]:
        roles = {place.role for place in group}
        throughout = sum(place.role in _OWN for place in group) >= _THROUGHOUT
        return len(roles & set(_SAYS)) + ("letterhead" in roles) + throughout, len(group)

    groups = _groups(named)
    best = max(groups, key=weight)
    if weight(best) <= (1, 1) and len(groups) > 1 and not any(place.role in ("letterhead", "title") for place in best):
        return None if sum(weight(group)[0] > 0 for group in groups) != 1 else best[0]
    return min(best, key=lambda place: (_ORDER.get(place.role, len(_ORDER)), place.span)) if weight(best)[0] else None


def _same(place: Place, places: list[Place]) -> list[Place]:
    return [other for other in places if alike(other.name, place.name)]


def _says(place: Place, facts: Facts) -> bool:
    """Whether a place stands where the author names itself."""
    author = facts.profile.issuer
    return place.role in _SAYS or (place.role == "dated" and author is not None and author.level == "province")


def _may_be(place: Place, own: Place, facts: Facts) -> bool:
    """Whether a name may be the own place's: another spelling, another name before or since the mergers; or no name we know."""
    if alike(place.name, own.name):
        return True
    if place.unit != "tỉnh":
        return False
    profile = facts.profile
    year = profile.date.year if profile.date else profile.years[1] if profile.years else _MERGERS.year
    return canonical(place.name) is None or (year >= _MERGERS.year and merged(place.name, own.name))


def _groups(places: Iterable[Place]) -> list[list[Place]]:
    """The mentions of each other place."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        name = plain(place.name)
        if name not in groups and len(groups) < _NAMES:
            name = next((known for known, group in groups.items() if alike(group[0].name, place.name)), name)
        groups.setdefault(name, []).append(place)
    return list(groups.values())


def _left_over(facts: Facts, group: list[Place], own: Place) -> bool:
    """Whether another place stands only where the own one must, never as a neighbour or predecessor."""
    if any(place.role == "beside" for place in group) or not any(place.role in _OWN for place in group):
        return False
    text = facts.report.text
    if group[0].unit in _COMMUNES:
        blocks = [facts.report.block_at(place.span.start) for place in group]
        days = [date.value for date in facts.dates if any(date.span.overlaps(block.span) for block in blocks)]
        author = facts.profile.date
        if author and author >= _MERGERS and any(day and day < _MERGERS for day in days):
            return False
    if any(_beside_own(facts, place, own) or _elsewhere(facts, place) for place in group):
        return False
    return not any(on_purpose(text, name) for name in dict.fromkeys(place.name for place in group))


def _beside_own(facts: Facts, place: Place, own: Place) -> bool:
    """Whether the sentence that names a place names the own one, too."""
    sentence = sentence_at(facts.report.text, place.span.start)
    same = (other for other in facts.places if other.unit == own.unit and sentence.overlaps(other.span))
    return any(alike(other.name, own.name) for other in same)


def _elsewhere(facts: Facts, place: Place) -> bool:
    """Whether a place is named with another province than the report's: "huyện X, tỉnh Y"."""
    provinces = [other for other in facts.places if other.unit == "tỉnh"] if place.unit != "tỉnh" else []
    with_it = [other for other in provinces if 0 <= other.span.start - place.span.end <= len(" thuộc ")]
    own = _own(provinces) if with_it else None
    return own is not None and not any(_same(own, with_it))
