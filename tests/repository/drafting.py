"""One report of the repository: what a committee writes of a period, in its house style, as long as asked.

A report says what the `World` knows, except where a `Twist` has it say something else.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from tests.formats.document import Block, Cell, Document, Heading, Item, Paragraph, Table
from tests.repository.world import Agency, Figures, Paper, Period, World, words

Marks = Literal["(1)", "1", "[1]", "none"]
Slip = Literal["date", "sum", "percent"]
# A whole that a slip changes: its sentence no longer adds up.
SUMS = {"reviewed": "văn bản", "procedures": "thủ tục", "institutions": "đơn vị"}
SHARES = {"done": "tasks", "checked": "units", "spent": "capital", "signed": "sent", "digitised": "solved"}
PAST = ("received", "petitions", "trained")
BELOW = ("received", "trained")
_NUMERALS = ("I", "II", "III", "IV")
_NOTE = re.compile(r"¤(\d+)¤")
# Reports longer than this count dossiers by field, too: in bytes.
_LONG = 30_000


class Style(NamedTuple):
    """A drafter's habits: dates as 05/3/2023 or in words, the marks of notes, the committee's name in full or short.

    `own_named`: the committee is named behind its own documents, too.
    """

    slashes: bool
    marks: Marks
    full_name: bool
    own_named: bool


class Slot(NamedTuple):
    """Who reports on what."""

    agency: Agency
    year: int
    period: Period


@dataclass
class Twist:
    """Where a report departs from the world.

    Attributes:
        dates: another day for a document, by itself.
        figures: another value, by the figure's name: "_received" is that of the period before, "below_received" the districts' total.
        slips: what contradicts itself within the report.
    """

    dates: dict[Paper, datetime.date] = field(default_factory=dict)
    figures: Figures = field(default_factory=dict)
    slips: set[Slip] = field(default_factory=set)


@dataclass
class Draft:
    """A report, before it is a file.

    Attributes:
        cited: each document with the words that cite it, without issuer and subject.
        figures: the figures it states that other reports state, too, by name, with their words.
        slipped: for each slip the words that are wrong and those that were right, or that stand elsewhere and are right.
        mentions: how many citations there are.
        rounds: how often it was made longer: a draft of so many rounds is the same but for its twists.
    """

    document: Document
    cited: dict[Paper, str] = field(default_factory=dict)
    figures: dict[str, tuple[int, str]] = field(default_factory=dict)
    slipped: dict[Slip, tuple[str, str]] = field(default_factory=dict)
    mentions: int = 0
    rounds: int = 0


def draft(world: World, slot: Slot, style: Style, size: int, twist: Twist, rounds: int | None = None) -> Draft:
    """A report of about `size` bytes of text, or as long as one of so many rounds."""
    return _Drafter(world, slot, style, twist).draft(size, rounds)


def number(value: int) -> str:
    """A count as reports write it: 07, 1.250."""
    return f"{value:02d}" if value < 10 else f"{value:,}".replace(",", ".")


def day(date: datetime.date, slashes: bool) -> str:
    """A day as Decree 30/2020 pads it: 05/3/2023, or 05 tháng 3 năm 2023."""
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"{date.day:02d}/{month}/{date.year}" if slashes else f"{date.day:02d} tháng {month} năm {date.year}"


def percent(part: int, whole: int, off: int = 0) -> str:
    """A percentage of one decimal, `off` tenths away."""
    return f"{round(1000 * part / whole) / 10 + off / 10:.1f}%".replace(".", ",").replace(",0%", "%")


def signed(slot: Slot) -> datetime.date:
    """The day of a report."""
    return datetime.date(slot.year, *slot.period.signed)


class _Drafter:
    def __init__(self, world: World, slot: Slot, style: Style, twist: Twist) -> None:
        self.world, self.slot, self.style, self.twist = world, slot, style, twist
        self.agency, self.year, self.period = slot
        self.pick = world.random("draft", self.agency.unit, self.year, self.period.name)
        self.done = Draft(Document())
        self.notes: list[str] = []
        self.length = 0
        self.sections: list[tuple[dict[str, Any], list[Block]]] = [(section, []) for section in words()["section"]]
        committee = "Ủy ban nhân dân" if style.full_name else "UBND"
        self.values: dict[str, str] = {
            "P": f"{committee} {self.agency.kind}",
            "u": self.agency.unit,
            "kind": self.agency.kind,
            "y": str(self.year),
            "now": self.period.words.format(year=self.year),
            "before": self.period.words.format(year=self.year - 1),
            "day": day(datetime.date(self.year, *self.period.cutoff), style.slashes),
        }

    # --- words ---

    def fill(self, template: str, **values: str) -> str:
        """A template with its slots filled, those of phrases at random, none twice in a sentence."""

        def value(match: re.Match[str]) -> str:
            name = match[1]
            return values.get(name) or self.values.get(name) or str(self.pick.choice(words()["phrases"][name]))

        filled = re.sub(r"\{(\w+)\}", value, template)
        return filled[0].upper() + filled[1:]

    def cite(self, paper: Paper, subject: bool = True) -> str:
        """A document with its day, its issuer unless it is the drafter's own, and its subject."""
        reference = f"{paper.name} ngày {day(self.twist.dates.get(paper, paper.date), self.style.slashes)}"
        self.done.cited.setdefault(paper, reference)
        self.done.mentions += 1
        of = "" if paper.agency == self.agency and not self.style.own_named else f" của {self.issuer(paper)}"
        if not subject:
            return reference + of
        about = f"về việc triển khai thực hiện {self.cite(paper.carries, False)}" if paper.carries else paper.subject
        return f"{reference}{of} {about}"

    def issuer(self, paper: Paper) -> str:
        """Whose a document is; another's district is named in full: there are several."""
        district = paper.agency and paper.agency.level == "district" and paper.agency != self.agency
        return f"UBND {paper.agency.unit}" if paper.agency and district else paper.issuer

    def note(self, papers: list[Paper]) -> str:
        """The mark of a footnote that lists documents."""
        self.notes.append("; ".join(map(self.cite, papers)) + ".")
        return f"¤{len(self.notes) - 1}¤"

    def add(self, place: int, *blocks: Block) -> None:
        """Add blocks to a section."""
        self.sections[place][1].extend(blocks)
        for block in blocks:
            texts = [cell.words for cell in block.cells] if isinstance(block, Table) else [block.words]
            self.length += sum(len(text.encode()) + 1 for text in texts)

    # --- the report ---

    def draft(self, size: int, rounds: int | None) -> Draft:
        """The report."""
        self.figures()
        self.letterhead()
        self.introduction()
        for place, (section, _) in enumerate(self.sections):
            self.core(place, section, size)
        if "date" in self.twist.slips:
            self.slip_of_date()
        pool = self.pool()
        open_ = [place for place, (section, _) in enumerate(self.sections) if section.get("level", 2) > 1]
        while self.done.rounds < rounds if rounds is not None else self.length + sum(len(n.encode()) for n in self.notes) < size:
            self.longer(open_[self.done.rounds % len(open_)], pool)
            self.done.rounds += 1
        self.assemble()
        return self.done

    def figures(self) -> None:
        """The slots of figures and percentages, with what the twists make of them."""
        now = self.world.figures(self.agency, self.year, self.period)
        before = self.world.figures(self.agency, self.year - 1, self.period)
        values = now | {f"_{name}": before[name] for name in PAST}
        if self.agency.level == "province":
            below = [agency for agency in self.world.agencies if agency.level == "district"]
            each = [self.world.figures(agency, self.year, self.period) for agency in below]
            values |= {f"below_{name}": sum(one[name] for one in each) for name in BELOW}
        values |= self.twist.figures
        if "sum" in self.twist.slips:
            name = self.pick.choice(list(SUMS))
            wrong = values[name] + self.pick.choice((1, 2, 10))
            self.done.slipped["sum"] = f"{number(wrong)} {SUMS[name]}", f"{number(values[name])} {SUMS[name]}"
            values[name] = wrong
        self.values |= {name: number(value) for name, value in values.items()}
        shares = {name: percent(values[name], values[whole]) for name, whole in SHARES.items()}
        if "percent" in self.twist.slips:
            name = self.pick.choice(("done", "checked", "digitised"))
            wrong_share = percent(values[name], values[SHARES[name]], -self.pick.randint(8, 25))
            self.done.slipped["percent"] = wrong_share, shares[name]
            shares[name] = wrong_share
        self.values |= {f"{name}_share": share for name, share in shares.items()}
        counted = {"received": "hồ sơ", "petitions": "phản ánh, kiến nghị", "trained": "lượt"}
        for name in PAST:
            self.done.figures[name] = values[name], f"{self.values[name]} {counted[name]}"
            past = values[f"_{name}"]
            self.done.figures[f"_{name}"] = past, f"{self.values['before']} là {number(past)} {counted[name]}"
        for name in BELOW if self.agency.level == "province" else ():
            self.done.figures[f"below_{name}"] = values[f"below_{name}"], f"tổng số {self.values[f'below_{name}']} {counted[name]}"

    def letterhead(self) -> None:
        """Letterhead, title and signature."""
        document, agency, pick = self.done.document, self.agency, self.world.random("letterhead", self.agency.unit, self.year)
        number_ = pick.randint(20, 140) + int(500 * self.period.share)
        seat = agency.unit.removeprefix(agency.kind).strip()
        document.letterhead = [
            ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (agency.unit.upper(), "Độc lập - Tự do - Hạnh phúc"),
            (f"Số: {number_}/BC-UBND", f"{seat}, ngày {day(signed(self.slot), False)}"),
        ]
        document.title = ["BÁO CÁO", f"Kết quả công tác cải cách hành chính {self.values['now']}"]
        document.signature = [
            ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
            ("- Như trên;", "CHỦ TỊCH"),
            (f"- Thường trực HĐND {agency.kind};", ""),
            ("- Lưu: VT.", pick.choice(("Nguyễn Văn An", "Trần Thị Bình", "Lê Quang Đức", "Phạm Thị Hòa"))),
        ]

    def introduction(self) -> None:
        """The plans that the report goes by: they are cited again below."""
        parent = self.agency.parent
        plan, above = self.world.plan(self.agency, self.year), self.world.plan(parent, self.year) if parent else self.world.central[0]
        self.values["plan"] = self.cite(plan)
        province = self.world.agencies[0].unit
        office = {"province": "Bộ Nội vụ", "district": f"Sở Nội vụ {province}", "commune": f"Phòng Nội vụ {parent and parent.unit}"}
        self.opening = [
            Paragraph(f"Kính gửi: {office[self.agency.level]}."),
            Paragraph(
                f"Thực hiện {self.cite(above)}, {'Ủy ban nhân dân' if self.style.full_name else 'UBND'} {self.agency.unit}"
                f"{f', {province},' if parent else ''} báo cáo kết quả công tác cải cách hành chính {self.values['now']} như sau:"
            ),
        ]

    def core(self, place: int, section: dict[str, Any], size: int) -> None:
        """What every report says in a section: the figures."""
        below = section.get("below", []) if self.agency.level == "province" else []
        for sentence in (*section.get("sentences", ()), *below):
            self.add(place, Paragraph(self.fill(sentence)))
        if section.get("fields") and size > _LONG:
            self.by_field(place)

    def by_field(self, place: int) -> None:
        """The dossiers of each field, in a table with its total."""
        rows = self.world.by_field(self.agency, self.year, self.period)
        texts = [("TT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết")]
        texts += [(str(n), f"Lĩnh vực {name}", *map(number, values)) for n, (name, *values) in enumerate(rows, 1)]
        texts.append(("", "Tổng cộng", *(number(sum(values)) for values in list(zip(*rows, strict=True))[1:])))
        cells = tuple(Cell(r, c, words) for r, row in enumerate(texts) for c, words in enumerate(row))
        caption = f"Bảng 1. Kết quả giải quyết hồ sơ thủ tục hành chính {self.values['now']}"
        self.add(place, Table(caption, "Đơn vị tính: hồ sơ", cells, len(texts), len(texts[0]), 1, False))

    def slip_of_date(self) -> None:
        """The committee's plan again, a day away from its day."""
        plan = self.world.plan(self.agency, self.year)
        right = self.cite(plan, subject=False)
        wrong = f"{plan.name} ngày {day(plan.date + datetime.timedelta(days=-10), self.style.slashes)}"
        self.done.slipped["date"] = wrong, right
        self.add(len(self.sections) - 1, Paragraph(f"Tiếp tục thực hiện các nhiệm vụ còn lại của {wrong}."))

    def pool(self) -> list[Paper]:
        """The documents to be cited, the likelier ones last."""
        cutoff = datetime.date(self.year, *self.period.cutoff)
        chain = [self.agency.parent, self.agency.parent.parent] if self.agency.parent else []
        sent = [paper for agency in chain if agency for paper in self.world.sent_down(agency, self.year) if paper.date <= cutoff]
        own = [paper for paper in self.world.register(self.agency, self.year) if paper.date <= cutoff]
        past = list(self.world.register(self.agency, self.year - 1))
        now = own + self.pick.sample(sent, len(sent) // 2) + [paper for paper in self.world.central if paper.date <= cutoff]
        self.pick.shuffle(now)
        self.pick.shuffle(past)
        return past + now

    def longer(self, place: int, pool: list[Paper]) -> None:
        """One more paragraph, mostly with documents while there are some."""
        sentences = words()["prose"]["sentences"]
        prose = [self.fill(sentence) for sentence in self.pick.sample(sentences, self.pick.randint(1, 3))]
        papers = [pool.pop() for _ in range(min(len(pool), self.pick.randint(1, 5)))]
        if len(papers) < 2:
            for paper in papers:
                leads = words()["prose"]["own" if paper.agency == self.agency else "other"]
                prose.insert(0, self.fill(self.pick.choice(leads), d=self.cite(paper)))
            self.add(place, Paragraph(" ".join(prose)))
        elif self.style.marks == "none":
            self.add(place, Paragraph(" ".join(prose)), Paragraph("Các văn bản đã được triển khai thực hiện:"))
            self.add(place, *(Item("-", f"{self.cite(paper)}{'.' if paper is papers[-1] else ';'}") for paper in papers))
        else:
            noted = self.fill(self.pick.choice(words()["prose"]["noted"])).replace("¤", self.note(papers))
            self.add(place, Paragraph(" ".join((noted, *prose))))

    def assemble(self) -> None:
        """Put headings and sections in order, and number the notes by their places."""
        document = self.done.document
        document.blocks += self.opening
        high = low = 0
        for section, blocks in self.sections:
            first = section.get("level", 2) == 1
            high, low = (high + 1, 0) if first else (high, low + 1)
            heading = Heading(1, f"{_NUMERALS[high - 1]}.", section["heading"]) if first else Heading(2, f"{low}.", section["heading"])
            document.blocks += [heading, *map(self.numbered, blocks)]
        document.blocks.append(
            Paragraph(f"Trên đây là báo cáo kết quả công tác cải cách hành chính {self.values['now']} trên địa bàn {self.agency.unit}./.")
        )

    def numbered(self, block: Block) -> Block:
        """A block with the numbers of its notes."""
        if isinstance(block, Table):
            return block

        def mark(match: re.Match[str]) -> str:
            notes = self.done.document.notes
            notes[len(notes) + 1] = self.notes[int(match[1])]
            return f"[[{len(notes)}]]"

        return block._replace(words=_NOTE.sub(mark, block.words))
