"""One report of the repository: what a committee writes of a period, in its house style, as long as asked.

A report says what the `World` knows, except where a `Twist` has it say something else.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from tests.formats.document import Block, Cell, Document, Heading, Item, Paragraph, Table
from tests.repository.counting import by_field
from tests.repository.habits import Draft, Slot, Style, Twist, day, number, signed
from tests.repository.stated import state
from tests.repository.world import Paper, World, words

_NUMERALS = ("I", "II", "III", "IV")
_NOTE = re.compile(r"¤(\d+)¤")
# Reports longer than this count dossiers by field, too: in bytes.
_LONG = 30_000


def draft(world: World, slot: Slot, style: Style, size: int, twist: Twist, rounds: int | None = None) -> Draft:
    """A report of about `size` bytes of text, or as long as one of so many rounds."""
    return _Drafter(world, slot, style, twist).draft(size, rounds)


class _Drafter:
    def __init__(self, world: World, slot: Slot, style: Style, twist: Twist) -> None:
        self.world, self.slot, self.style, self.twist = world, slot, style, twist
        self.agency, self.year, self.period = slot
        self.pick = world.stream("draft", self.agency.unit, self.year, self.period.name)
        self.done = Draft(Document())
        self.notes: list[str] = []
        self.length = 0  # in bytes, of what is written so far
        self.sections: list[tuple[dict[str, Any], list[Block]]] = [(section, []) for section in words()["section"]]
        committee = "Ủy ban nhân dân" if style.full_name else "UBND"
        self.values: dict[str, str] = {
            "P": f"{committee} {self.agency.kind}",
            "u": self.agency.unit,
            "kind": self.agency.kind,
            "now": self.period.words.format(year=self.year),
            "before": self.period.words.format(year=self.year - 1),
            "day": day(datetime.date(self.year, *self.period.cutoff), style.slashes),
        }

    # --- words ---

    def fill(self, template: str, **values: str) -> str:
        """A template with its slots filled, those of phrases at random."""

        def value(match: re.Match[str]) -> str:
            name = match[1]
            return values.get(name) or self.values.get(name) or str(self.pick.choice(words()["phrases"][name]))

        filled = re.sub(r"\{(\w+)\}", value, template)
        return filled[0].upper() + filled[1:]

    def cite(self, paper: Paper, subject: bool = True, named: bool = False) -> str:
        """A document with its day, its issuer unless it is the drafter's own, and its subject; `named`: with the issuer's place.

        A superior district is always named so: there are several.
        """
        reference = f"{paper.name} ngày {day(self.twist.dates.get(paper, paper.date), self.style.slashes)}"
        self.done.cited.setdefault(paper, reference)
        self.done.mentions += 1
        own, issuer = paper.agency == self.agency, paper.issuer
        if paper.agency and not own and (named or paper.agency.level == "district"):
            issuer = f"UBND {paper.agency.unit}"
        of = "" if own and not self.style.own_named else f" của {issuer}"
        if not subject:
            return reference + of
        about = f"về việc triển khai thực hiện {self.cite(paper.carries, False)}" if paper.carries else paper.subject
        return f"{reference}{of} {about}"

    def note(self, papers: list[Paper]) -> str:
        """The mark of a footnote that lists documents."""
        self.notes.append("; ".join(map(self.cite, papers)) + ".")
        self.count(self.notes[-1])
        return f"¤{len(self.notes) - 1}¤"

    def add(self, place: int, *blocks: Block) -> None:
        """Add blocks to a section."""
        self.sections[place][1].extend(blocks)
        self.count(*(cell.words for block in blocks if isinstance(block, Table) for cell in block.cells))
        self.count(*(block.words for block in blocks if not isinstance(block, Table)))

    def count(self, *texts: str) -> None:
        """Count the bytes of lines or cells."""
        self.length += sum(len(text.encode()) + 1 for text in texts)

    # --- the report ---

    def draft(self, size: int, rounds: int | None) -> Draft:
        """The report."""
        self.values |= state(self.world, self.slot, self.twist, self.values["before"], self.done)
        self.letterhead()
        self.introduction()
        document = self.done.document
        self.count(*document.title, *(" ".join(pair) for pair in document.letterhead + document.signature))
        for place, (section, _) in enumerate(self.sections):
            self.count(section["heading"])
            self.core(place, section, size)
        if "date" in self.twist.slips:
            self.slip_of_date()
        pool = self.pool()
        open_ = [place for place, (section, _) in enumerate(self.sections) if section.get("level", 2) > 1]
        while self.length < size if rounds is None else self.done.rounds < rounds:
            self.longer(open_[self.done.rounds % len(open_)], pool)
            self.done.rounds += 1
        self.assemble()
        return self.done

    def letterhead(self) -> None:
        """Letterhead, title and signature."""
        document, agency, pick = self.done.document, self.agency, self.world.stream("letterhead", self.agency.unit, self.year)
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
        year, parent = self.year, self.agency.parent
        self.values["plan"] = self.cite(self.world.plan(self.agency, year))
        above = self.cite(self.world.plan(parent, year), named=True) if parent else self.cite(self.world.central[0])
        addressee = {"province": "Bộ Nội vụ", "district": "Sở Nội vụ", "commune": "Phòng Nội vụ"}[self.agency.level]
        addressee += f" {parent.where}" if parent else ""
        who = f"{'Ủy ban nhân dân' if self.style.full_name else 'UBND'} {self.agency.where}"
        what = f"kết quả công tác cải cách hành chính {self.values['now']}"
        opening = (f"Kính gửi: {addressee}.", f"Thực hiện {above}, {who} báo cáo {what} như sau:")
        self.count(*opening)
        self.done.document.blocks += map(Paragraph, opening)

    def core(self, place: int, section: dict[str, Any], size: int) -> None:
        """What every report says in a section: the figures."""
        below = section.get("below", []) if self.agency.level == "province" else []
        for sentence in (*section.get("sentences", ()), *below):
            self.add(place, Paragraph(self.fill(sentence)))
        if section.get("fields") and size > _LONG:
            self.by_field(place)

    def by_field(self, place: int) -> None:
        """The dossiers of each field, in a table with its total."""
        rows = by_field(self.world, self.agency, self.year, self.period)
        texts: list[tuple[str, ...]] = [("TT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết")]
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
        high = low = 0
        for section, blocks in self.sections:
            first = section.get("level", 2) == 1
            high, low = (high + 1, 0) if first else (high, low + 1)
            heading = (
                Heading(1, f"{_NUMERALS[high - 1]}.", section["heading"]) if first else Heading(2, f"{low}.", section["heading"])
            )
            document.blocks += [heading, *map(self.numbered, blocks)]
        document.blocks.append(
            Paragraph(
                f"Trên đây là báo cáo kết quả công tác cải cách hành chính {self.values['now']} trên địa bàn {self.agency.unit}./."
            )
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
