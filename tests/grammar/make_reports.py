"""Synthetic reports in many layouts, with the truth about their notes, marks and paragraphs.

`content` writes a report of an invented drafter from a seed; `render` lays it out as a PDF extractor, a word processor
or a clean-up tool would leave it. The same arguments give the same text on every machine.

    python tests/grammar/make_reports.py LAYOUT [SEED]    prints one report
"""

from __future__ import annotations

import functools
import itertools
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["letterhead", "title", "heading", "paragraph", "item", "recipients", "row"]
MarkStyle = Literal["paren", "digits", "raised", "bracket"]
NoteStyle = Literal["spaced", "double", "fused", "bracket", "raised", "paren"]
Separator = Literal["blanks", "drawn", "none"]
PageNumber = Literal["none", "bare", "dashes", "trang", "of"]

_OPEN, _SHUT = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}(-?\\d+){_SHUT}")  # below zero: the note stands on this page, its mark is lost
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


# --- content ---------------------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """Who drafts the report: the collective, its unit, the seat, the superior agency and the year."""

    collective: str
    unit: str
    seat: str
    superior: str
    year: int


PLACES = (
    Place("Ủy ban nhân dân", "tỉnh Yên Bái", "Yên Bái", "Bộ Nội vụ", 2023),
    Place("Ủy ban nhân dân", "huyện Bắc Hà", "Bắc Hà", "Sở Nội vụ tỉnh Lào Cai", 2024),
    Place("Ủy ban nhân dân", "thành phố Sa Đéc", "Sa Đéc", "Sở Nội vụ tỉnh Đồng Tháp", 2021),
    Place("Ủy ban nhân dân", "quận Ninh Kiều", "Ninh Kiều", "Sở Nội vụ thành phố Cần Thơ", 2022),
    Place("UBND", "thị xã Quảng Trị", "Quảng Trị", "Sở Nội vụ tỉnh Quảng Trị", 2023),
    Place("Ủy ban nhân dân", "phường Hạc Thành", "Hạc Thành", "Sở Nội vụ tỉnh Thanh Hóa", 2025),
    Place("UBND", "tỉnh Hậu Giang", "Vị Thanh", "Bộ Nội vụ", 2022),
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; marks stand in it as tokens."""

    kind: Kind
    tokens: str

    @property
    def text(self) -> str:
        """The words, without the marks."""
        return _TOKEN.sub("", self.tokens)

    def marks(self) -> Iterator[tuple[int, str]]:
        """Each mark's number, with the words of the paragraph before it."""
        for match in _TOKEN.finditer(self.tokens):
            yield int(match[1]), _TOKEN.sub("", self.tokens[: match.start()])


@dataclass(frozen=True)
class Content:
    """A report before it is laid out, which is the truth about it afterwards.

    `labels` holds the numbers of notes and marks that are written otherwise, by their true number.
    """

    place: Place
    body: list[Paragraph]
    notes: dict[int, list[str]] = field(default_factory=dict)
    labels: dict[int, int] = field(default_factory=dict)

    def of_kind(self, *kinds: Kind) -> list[str]:
        """The texts of the paragraphs of some kinds, in order."""
        return [paragraph.text for paragraph in self.body if paragraph.kind in kinds]

    def marks(self) -> dict[int, str]:
        """For each note the words of the paragraph before its mark."""
        return dict(mark for paragraph in self.body for mark in paragraph.marks())


# "¤" is where a mark may stand; {n} a count, {t} one with thousands, {d} a date, {s} a symbol, {y} the year.
_SENTENCES = (
    "{C} {u} đã ban hành {n} văn bản chỉ đạo, điều hành¤ về cải cách hành chính trên từng lĩnh vực, trong đó tập trung vào cải cách thủ tục hành chính và chuyển đổi số.",
    "Thực hiện Kế hoạch số {s} ngày {d} của {C} {u} về công tác cải cách hành chính nhà nước năm {y}¤, các cơ quan, đơn vị đã cụ thể hóa thành {n} nhiệm vụ, gắn với trách nhiệm của người đứng đầu¤.",
    "Đến nay, {n}/{n} nhiệm vụ đã hoàn thành theo đúng tiến độ (đạt tỷ lệ 100%)¤.",
    "Trong năm {y}, toàn địa bàn tiếp nhận {t} hồ sơ, đã giải quyết {t} hồ sơ, trong đó giải quyết trước hạn và đúng hạn {t} hồ sơ, chiếm tỷ lệ 98,7%; còn {n} hồ sơ đang trong thời hạn giải quyết.",
    "Công tác tuyên truyền được đổi mới cả về nội dung và hình thức: đăng tải {n} tin, bài, phóng sự¤; tổ chức {n} hội nghị trực tuyến với trên {t} lượt người tham dự.",
    "Tổng số biên chế công chức được giao là {t} chỉ tiêu, có mặt {t} người¤, chưa sử dụng {n} chỉ tiêu do đang xây dựng kế hoạch tuyển dụng.",
    'Duy trì và nhân rộng mô hình "Chính quyền thân thiện, vì Nhân dân phục vụ"¤ tại {n} xã, phường, thị trấn; mô hình "Ngày thứ Sáu không hẹn" tiếp tục phát huy hiệu quả.',
    "Đã chuẩn hóa, niêm yết công khai {t} thủ tục hành chính thuộc thẩm quyền giải quyết của ba cấp chính quyền (cấp tỉnh {t} thủ tục, cấp huyện {n} thủ tục, cấp xã {n} thủ tục)¤.",
    "Cổng Dịch vụ công và Hệ thống một cửa điện tử kết nối, đồng bộ với Cổng Dịch vụ công quốc gia¤, cung cấp {t} dịch vụ công trực tuyến một phần và {t} dịch vụ công trực tuyến toàn trình.",
    "Việc rà soát, đánh giá văn bản quy phạm pháp luật được thực hiện thường xuyên theo Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ¤ và Luật Ban hành văn bản quy phạm pháp luật năm 2015.",
    "Diện tích trụ sở được bố trí bình quân 62 m2 cho mỗi Bộ phận Một cửa, phục vụ địa bàn rộng 1.021,5 km2 với dân số hơn {t} người.",
    "Kết quả, đã sắp xếp, tinh gọn còn {n} phòng chuyên môn¤, {n} đơn vị sự nghiệp công lập; giảm {n} cấp trưởng, {n} cấp phó so với năm 2020.",
    "Tuy nhiên, một số đơn vị chưa chủ động trong tham mưu; việc cập nhật hồ sơ lên hệ thống có lúc còn chậm¤, tỷ lệ hồ sơ trực tuyến ở cấp xã đạt thấp.",
    "Tính đến ngày {d}, đã cử {n} lượt cán bộ, công chức, viên chức đi đào tạo, bồi dưỡng¤ về kiến thức quản lý nhà nước, tin học và tiếng dân tộc thiểu số.",
    "Việc thực hiện cơ chế tự chủ theo Nghị định số 60/2021/NĐ-CP ngày 21/6/2021 của Chính phủ được quan tâm: {n} đơn vị tự bảo đảm chi thường xuyên¤, {n} đơn vị tự bảo đảm một phần, {n} đơn vị do ngân sách nhà nước bảo đảm.",
    "Ủy ban Quốc hội khóa XV đã thông qua Nghị quyết số 56/2022/QH15 về quy hoạch; trên cơ sở đó {C} {u} giao các phòng, ban rà soát¤, cập nhật danh mục.",
    "Chỉ số cải cách hành chính (PAR INDEX) năm {p} đạt 87,35 điểm, xếp thứ {n}¤, tăng 02 bậc so với năm trước; Chỉ số hài lòng (SIPAS) đạt 86,1%.",
    "Qua kiểm tra tại {n} cơ quan, đơn vị¤, Đoàn kiểm tra kịp thời chấn chỉnh việc chấp hành giờ giấc làm việc; đã ban hành Thông báo số {s} ngày {d} và yêu cầu khắc phục xong trước tháng 12 năm {y}.",
    "Hệ thống mạng nội bộ được kết nối đến 100% cơ quan, đơn vị; tỷ lệ văn bản trao đổi dưới dạng điện tử, có ký số đạt trên 99% (không tính văn bản mật)¤.",
    "Sở Tư pháp đã thẩm định {n} dự thảo văn bản quy phạm pháp luật (trong đó: {n} dự thảo nghị quyết, {n} dự thảo quyết định)¤, góp ý {n} dự thảo.",
    "Ban Chỉ đạo cải cách hành chính do đồng chí Chủ tịch làm Trưởng ban¤, các Phó Chủ tịch làm Phó Trưởng ban được kiện toàn kịp thời.",
)
_ENUMERATED = (
    "Các nội dung được triển khai gồm: (1) Cải cách thể chế; (2) Cải cách thủ tục hành chính; (3) Cải cách tổ chức bộ máy; (4) Cải cách chế độ công vụ; (5) Cải cách tài chính công; (6) Xây dựng chính quyền điện tử, chính quyền số¤.",
    "{C} {u} kiến nghị: (1) Bộ Nội vụ sớm ban hành hướng dẫn về vị trí việc làm; (2) Bộ Tài chính hướng dẫn cơ chế tự chủ tài chính; (3) Văn phòng Chính phủ công bố thủ tục hành chính kịp thời¤.",
)
_FUSED = (
    "Số biên chế được giao gồm: công chức {n}¤; viên chức sự nghiệp giáo dục {t}¤; viên chức sự nghiệp y tế {n}; sự nghiệp khác {n}¤.",
    "Tỷ lệ hồ sơ trực tuyến đạt 98,7%¤; tỷ lệ thanh toán trực tuyến đạt {n},4%¤ so với tổng số giao dịch.",
    "Đã ban hành Đề án tinh giản biên chế giai đoạn 2021-2025¤, Kế hoạch cải cách chế độ công vụ giai đoạn 2021-2030¤ và quy chế phối hợp.",
)
_NOTES = (
    "Như: Kế hoạch số {s} ngày {d} về cải cách hành chính năm {y}; Kế hoạch số {s} ngày {d} về kiểm soát thủ tục hành chính; Công văn số {n}/UBND-NC ngày {d} về đẩy mạnh thực hiện dịch vụ công trực tuyến; Quyết định số {n}/QĐ-UBND ngày {d} về giao chỉ tiêu cung cấp dịch vụ công trực tuyến và thanh toán trực tuyến.",
    "Quyết định số {n}/QĐ-UBND ngày {d} của {C} {u} về việc công bố danh mục thủ tục hành chính.",
    "Kế hoạch số {s} ngày {d} của {C} {u}.",
    "Nghị quyết số {n}/NQ-HĐND ngày {d} của Hội đồng nhân dân về việc giao biên chế; Quyết định số {n}/QĐ-UBND ngày {d} về giao biên chế công chức trong các cơ quan hành chính năm {y}.",
    "Sở Kế hoạch và Đầu tư; Sở Tài chính; Sở Tư pháp; Thanh tra; Ban Dân tộc.",
    "(1) Phòng Nội vụ; (2) Phòng Tư pháp; (3) Phòng Tài chính - Kế hoạch; (4) Phòng Giáo dục và Đào tạo; (5) Phòng Y tế; (6) Phòng Văn hóa và Thông tin; (7) Thanh tra; (8) Văn phòng Hội đồng nhân dân và Ủy ban nhân dân.",
    "Theo số liệu của Trung tâm Phục vụ hành chính công đến ngày {d}: cấp tỉnh tiếp nhận {t} hồ sơ; cấp huyện {t} hồ sơ; cấp xã {t} hồ sơ; tỷ lệ đúng hạn lần lượt là 99,2%, 98,4% và 97,9%.",
    "Công văn số {n}/UBND-KSTT ngày {d}",
    "Báo cáo số {n}/BC-UBND ngày {d} của {C} {u} về kết quả rà soát, đánh giá thủ tục hành chính năm {y}; xem tại https://dichvucong.gov.vn/p/home/dvc-tra-cuu.html?so={n}",
    "Chi tiết tại Phụ lục I kèm theo Báo cáo này",
    '"Bộ phận Một cửa thân thiện", "Ngày thứ Năm nhanh", "Tổ công nghệ số cộng đồng".',
    "Thông tư số 01/2023/TT-VPCP ngày 05 tháng 4 năm 2023 của Văn phòng Chính phủ quy định một số nội dung và biện pháp thi hành trong số hóa hồ sơ, kết quả giải quyết thủ tục hành chính trên môi trường điện tử.",
)
# Notes that open with a number or in lower case, as people write them.
_ODD_NOTES = (
    "{n2} công chức cấp xã, {n2} viên chức sự nghiệp giáo dục được cử đi bồi dưỡng theo Quyết định số {n}/QĐ-UBND ngày {d}.",
    "{t} hồ sơ trực tuyến trên tổng số {t} hồ sơ tiếp nhận; số liệu tính đến ngày {d} theo Hệ thống thông tin giải quyết thủ tục hành chính.",
    "trong đó: lĩnh vực đất đai {t} hồ sơ, lĩnh vực hộ tịch {t} hồ sơ, lĩnh vực chứng thực {t} hồ sơ.",
    "gồm các đồng chí: Trưởng phòng Nội vụ, Trưởng phòng Tư pháp, Chánh Văn phòng.",
)
_MANY = (
    "Năm {p}: đã ban hành {n} văn bản, gồm Kế hoạch số {s} ngày {d} về cải cách hành chính; Công văn số {n}/UBND-NC ngày {d} về chấn chỉnh kỷ luật, kỷ cương hành chính.",
    "Năm {y}: Kế hoạch số {s} ngày {d}; Quyết định số {n}/QĐ-UBND ngày {d} về thành lập Đoàn kiểm tra công vụ; Thông báo số {n}/TB-UBND ngày {d}.",
    "- Ngoài ra, đã ban hành Công văn số {n}/UBND-NC ngày {d} về thực hiện kết luận kiểm tra tại các đơn vị, địa phương.",
)
_HEADINGS = (
    (
        "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
        ("Về kế hoạch cải cách hành chính", "Về tổ chức chỉ đạo, điều hành", "Về kiểm tra, tuyên truyền"),
    ),
    (
        "KẾT QUẢ THỰC HIỆN CẢI CÁCH HÀNH CHÍNH",
        (
            "Cải cách thể chế",
            "Cải cách thủ tục hành chính",
            "Cải cách tổ chức bộ máy hành chính nhà nước",
            "Cải cách chế độ công vụ",
            "Cải cách tài chính công",
            "Hiện đại hóa hành chính nhà nước",
        ),
    ),
    ("ĐÁNH GIÁ CHUNG", ("Những kết quả nổi bật", "Tồn tại, hạn chế và nguyên nhân")),
    ("PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM TỚI", ("Nhiệm vụ trọng tâm", "Giải pháp thực hiện")),
)


class _Writer:
    """Fills templates from one random stream."""

    def __init__(self, place: Place, seed: int) -> None:
        self.place = place
        self.random = random.Random(f"doisoat {seed} {place.unit}")

    def fill(self, template: str) -> str:
        """A template with a value in each slot."""
        return re.sub(r"\{(\w+)\}", lambda match: str(getattr(self, f"_{match[1]}")()), template)

    def _n(self) -> str:
        return f"{self.random.randint(2, 940):02d}"

    def _n2(self) -> str:
        return f"{self.random.randint(1, 48):02d}"

    def _t(self) -> str:
        return f"{self.random.randint(1001, 48999):,}".replace(",", ".")

    def _d(self) -> str:
        day, month = self.random.randint(1, 28), self.random.randint(1, 12)
        if self.random.random() < 0.5:
            return f"{day:02d}/{month}/{self.place.year}"
        return f"{day:02d} tháng {month:02d} năm {self.place.year}"

    def _s(self) -> str:
        return f"{self._n()}/KH-UBND"

    def _y(self) -> int:
        return self.place.year

    def _p(self) -> int:
        return self.place.year - 1

    def _u(self) -> str:
        return self.place.unit

    def _C(self) -> str:  # noqa: N802 - the slot's letter
        return self.place.collective


def content(
    seed: int,
    *,
    notes: int = 24,
    fused: bool = False,
    enumerations: bool = False,
    odd_notes: bool = True,
    letterhead: bool = True,
    table: bool = False,
) -> Content:
    """A report with `notes` footnotes.

    Args:
        seed: chooses the drafter and every word.
        notes: how many footnotes; the report grows until they have a place.
        fused: marks may stand right behind a number ("14126", "2021-202527").
        enumerations: sentences run on as "(1) …; (2) …".
        odd_notes: notes may begin with a number or in lower case, or hold several paragraphs.
        letterhead: the report has its letterhead and title.
        table: a table of figures stands in the report, its rows numbered.
    """
    place = PLACES[seed % len(PLACES)]
    writer = _Writer(place, seed)
    body = list(_head(place)) if letterhead else []
    body.append(
        Paragraph(
            "paragraph",
            f"Thực hiện Công văn số 581/BNV-CCHC ngày 21 tháng 02 năm 2022 của Bộ Nội vụ về hướng dẫn thực hiện chế độ báo cáo cải cách hành chính định kỳ, {place.collective} {place.unit} báo cáo kết quả thực hiện công tác cải cách hành chính năm {place.year} như sau:",
        )
    )
    written: dict[int, list[str]] = {}
    extra = (_FUSED if fused else ()) + (_ENUMERATED if enumerations else ())
    sections = sum(len(subjects) for _, subjects in _HEADINGS)
    for numeral, (title, subjects) in zip(("I", "II", "III", "IV"), _HEADINGS, strict=True):
        body.append(Paragraph("heading", f"{numeral}. {title}"))
        for order, subject in enumerate(subjects, 1):
            body.append(Paragraph("heading", f"{order}. {subject}"))
            due = (notes * (1 + sum(p.tokens[:1].isdigit() for p in body if p.kind == "heading"))) // sections
            body += _section(writer, written, min(due, notes), extra, fused, odd_notes)
        if table and numeral == "II":
            body += _table(writer)
    body.append(
        Paragraph(
            "paragraph",
            f"Trên đây là báo cáo kết quả công tác cải cách hành chính năm {place.year} của {place.collective} {place.unit}./.",
        )
    )
    body += (Paragraph("recipients", line) for line in _end(place))
    return Content(place, body, written)


def _head(place: Place) -> Iterator[Paragraph]:
    for line in (
        place.collective.upper(),
        place.unit.upper(),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Số: 218/BC-UBND  {place.seat}, ngày 15 tháng 12 năm {place.year}",
    ):
        yield Paragraph("letterhead", line)
    yield Paragraph("title", "BÁO CÁO")
    yield Paragraph("title", f"Kết quả công tác cải cách hành chính năm {place.year}")
    yield Paragraph("paragraph", f"Kính gửi: {place.superior}.")


def _end(place: Place) -> tuple[str, ...]:
    return (
        "Nơi nhận:",
        f"- {place.superior} (b/c);",
        f"- Thường trực HĐND {place.unit};",
        "- Chủ tịch, các Phó Chủ tịch;",
        "- Các phòng, ban chuyên môn;",
        "- Lưu: VT, NV.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn Bình",
    )


def _section(
    writer: _Writer, notes: dict[int, list[str]], due: int, extra: tuple[str, ...], fused: bool, odd: bool
) -> Iterator[Paragraph]:
    """Two paragraphs at least, and more until the notes that are due have their marks."""
    chosen = writer.random
    count = 0
    while count < 2 or len(notes) < due:
        count += 1
        sentences = [chosen.choice(_SENTENCES) for _ in range(chosen.randint(2, 4))]
        if extra and chosen.random() < 0.6:
            sentences.append(chosen.choice(extra))
        text = writer.fill(" ".join(sentences))
        pieces = text.split("¤")
        tokens = pieces[0]
        for before, after in itertools.pairwise(pieces):
            behind_number = before[-1].isdigit()
            if len(notes) < due and (fused or not behind_number) and chosen.random() < 0.75:
                notes[len(notes) + 1] = list(_note(writer, odd))
                tokens += f"{_OPEN}{len(notes)}{_SHUT}"
            tokens += after
        bullet = chosen.random() < 0.4
        yield Paragraph("item" if bullet else "paragraph", ("- " if bullet else "") + tokens)


def _note(writer: _Writer, odd: bool) -> Iterator[str]:
    chance = writer.random.random()
    if odd and chance < 0.15:
        yield writer.fill(writer.random.choice(_ODD_NOTES))
    elif odd and chance < 0.25:
        yield from (writer.fill(line) for line in _MANY)
    else:
        yield writer.fill(writer.random.choice(_NOTES))


def _table(writer: _Writer) -> Iterator[Paragraph]:
    yield Paragraph("paragraph", "Kết quả giải quyết hồ sơ của các cơ quan như sau:")
    agencies = ("Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Y tế", "Sở Xây dựng", "Sở Công Thương", "Thanh tra")
    for order, agency in enumerate(agencies, 1):
        yield Paragraph("row", f"{order} {agency} {writer.random.randint(10, 99)} {writer.random.randint(10, 99)} 100%")


# --- planted defects -------------------------------------------------------------------------------------------------


def without_mark(report: Content, number: int) -> Content:
    """A report whose note `number` lost its mark."""
    body = [Paragraph(p.kind, p.tokens.replace(f"{_OPEN}{number}{_SHUT}", f"{_OPEN}-{number}{_SHUT}")) for p in report.body]
    return Content(report.place, body, report.notes)


def without_note(report: Content, number: int) -> Content:
    """A report whose mark `number` lost its note."""
    return Content(report.place, report.body, {n: parts for n, parts in report.notes.items() if n != number})


def with_number_twice(report: Content, number: int) -> Content:
    """A report whose note `number` bears the number of the one before it."""
    return Content(report.place, report.body, report.notes, {number: number - 1})


# --- layout ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """How a report is laid out. `width` 0: one paragraph a line, notes at the end."""

    width: int = 78
    note_width: int = 104
    double: bool = True
    marks: MarkStyle = "paren"
    notes: NoteStyle = "spaced"
    endnotes: bool = False
    separator: Separator = "blanks"
    continued: Separator = "blanks"
    page_lines: int = 40
    page_number: PageNumber = "none"
    number_on_top: bool = False
    running_header: str = ""
    form_feed: bool = False
    paragraph_gap: int = 0
    indent: int = 0
    page_indent: int = 1
    break_symbols: bool = False
    full_ends: bool = False
    columns: bool = False
    markdown: bool = False
    line_end: str = "\n"
    strip: bool = False
    squeeze: bool = False
    decomposed: bool = False
    hard_spaces: bool = False
    tabs: bool = False


def render(report: Content, layout: Layout) -> str:
    """The report's text in a layout."""
    lines = list(_flat(report, layout) if layout.width == 0 else _pages(report, layout))
    text = "\n".join(lines) + "\n"
    if layout.squeeze:
        text = re.sub(r"\n[ \n]*\n", "\n", text)
    if layout.strip:
        text = re.sub(r"[ ]+\n", "\n", text)
    if layout.hard_spaces:
        text = re.sub(r"(số|ngày|tháng|năm) (?=\d)", "\\1\xa0", text)
    if layout.tabs:
        text = re.sub(r"(?m)^((?:-|\d+\.|[IV]+\.)) ", "\\1\t", text)
    if layout.decomposed:
        text = unicodedata.normalize("NFD", text)
    return text.replace("\n", layout.line_end)


def _marked(tokens: str, style: MarkStyle) -> str:
    def mark(match: re.Match[str]) -> str:
        number = match[1]
        return (
            ""
            if number.startswith("-")
            else {
                "paren": f"({number})",
                "digits": number,
                "raised": number.translate(_RAISED),
                "bracket": f"[{number}]",
            }[style]
        )

    return _TOKEN.sub(mark, tokens)


def _note_paragraphs(report: Content, number: int, style: NoteStyle) -> list[str]:
    first, *rest = report.notes[number]
    fused = "" if first[0].isupper() else " "
    number = report.labels.get(number, number)
    label = {
        "spaced": f"{number} ",
        "double": f"{number}  ",
        "fused": f"{number}{fused}",
        "bracket": f"[{number}] ",
        "raised": f"{str(number).translate(_RAISED)} ",
        "paren": f"({number}) ",
    }[style]
    return [label + first, *rest]


def _flat(report: Content, layout: Layout) -> Iterator[str]:
    """One paragraph a line, the notes behind the recipients."""
    for paragraph in report.body:
        prefix = ""
        if layout.markdown and paragraph.kind in ("heading", "title"):
            prefix = "# " if paragraph.kind == "title" else "## " if paragraph.text[0] in "IV" else "### "
        yield prefix + _marked(paragraph.tokens, layout.marks)
        yield from [""] * (1 if layout.markdown else layout.paragraph_gap)
    yield ""
    for number in report.notes:
        yield from _note_paragraphs(report, number, layout.notes)
        yield from [""] * (1 if layout.markdown else layout.paragraph_gap)


def _wrap(text: str, width: int, layout: Layout, indent: int = 0) -> list[str]:
    """Lines of about `width` characters, the last one clearly shorter, or clearly full (`full_ends`)."""
    words = tuple(_parts(text, layout.break_symbols))
    return list(_ended(words, width, layout.marks, layout.full_ends, indent))


def _parts(text: str, break_symbols: bool) -> Iterator[tuple[str, str]]:
    """Each word, or half of a symbol ("…/KH-", "UBND"), with what joins it to the one before."""
    for word in text.split(" "):
        cut = break_symbols and re.fullmatch(r"(.*/.*[A-ZĐ]-)([A-ZĐ].*)", word)
        yield " ", cut[1] if cut else word
        if cut:
            yield "", cut[2]


@functools.cache
def _ended(words: tuple[tuple[str, str], ...], width: int, marks: MarkStyle, full: bool, indent: int) -> list[str]:
    lengths = [len(_marked(word, marks)) for _, word in words]
    tries = (_broken(words, lengths, width - less, indent) for less in range(max(width // 8, 1)))
    first = next(tries)
    if len(first) == 1:
        return first
    return next((lines for lines in (first, *tries) if (len(lines[-1]) < 0.8 * width) != full), first)


def _broken(words: tuple[tuple[str, str], ...], lengths: list[int], width: int, indent: int) -> list[str]:
    """Lines of about `width` characters: a proportional font gives no two lines the same number."""
    lines: list[str] = []
    line, size, limit = "", 0, _jitter(width, words[0][1])
    for (between, word), length in zip(words, lengths, strict=True):
        if not line:
            line, size = " " * indent + word, indent + length
        elif size + len(between) + length > limit:
            lines.append(line)
            line, size, limit = word, length, _jitter(width, line)
        else:
            line, size = line + between + word, size + len(between) + length
    return [*lines, line]


def _jitter(width: int, line: str) -> int:
    return width + sum(map(ord, line)) % max(width // 12, 1) - width // 24


class _Line(NamedTuple):
    text: str
    notes: tuple[int, ...]
    opens: bool
    kind: Kind


def _body_lines(report: Content, layout: Layout) -> Iterator[_Line]:
    for paragraph in report.body:
        if paragraph.kind in ("letterhead", "title", "recipients", "row"):
            yield _Line(paragraph.text, (), True, paragraph.kind)
            continue
        for order, line in enumerate(_wrap(paragraph.tokens, layout.width, layout, layout.indent)):
            numbers = tuple(abs(int(n)) for n in _TOKEN.findall(line))
            yield _Line(_marked(line, layout.marks), numbers, order == 0, paragraph.kind)


def _pages(report: Content, layout: Layout) -> Iterator[str]:
    """Pages of `page_lines` lines with the notes at their foot; notes that do not fit go on overleaf."""
    body = list(_body_lines(report, layout))
    if layout.columns:
        body = _two_columns(body)
    page: list[_Line] = []
    notes: list[str] = []
    carried = number = 0
    pages: list[tuple[list[_Line], list[str], int]] = []
    for line in body:
        coming = [
            row
            for note in (() if layout.endnotes else line.notes)
            if note in report.notes
            for paragraph in _note_paragraphs(report, note, layout.notes)
            for row in _wrap(paragraph, layout.note_width, layout)
        ]
        if page and len(page) + len(notes) + 1 + min(len(coming), 2) > layout.page_lines:
            room = max(layout.page_lines - len(page), 1)
            pages.append((page, notes[:room], carried))
            page, notes = [], notes[room:]
            carried = len(notes)
        page.append(line)
        notes += coming
    while page or notes:
        room = max(layout.page_lines - len(page), 1)
        pages.append((page, notes[:room], carried))
        page, notes = [], notes[room:]
        carried = len(notes)
    for number, (lines, foot, rest) in enumerate(pages, 1):
        yield from _page(lines, foot, rest > 0, number, len(pages), layout)
    if layout.endnotes:
        yield ""
        for note in report.notes:
            for paragraph in _note_paragraphs(report, note, layout.notes):
                yield from _wrap(paragraph, layout.note_width, layout)


def _page(lines: list[_Line], notes: list[str], carried: bool, number: int, total: int, layout: Layout) -> Iterator[str]:
    blank = [""] if layout.double else []
    tail = " " if layout.double else ""
    furniture = {
        "none": [],
        "bare": [f"{number}"],
        "dashes": [f"- {number} -"],
        "trang": [f"Trang {number}"],
        "of": [f"{number}/{total}"],
    }[layout.page_number]
    top = [layout.running_header] if layout.running_header else []
    top += furniture if layout.number_on_top else []
    feed = "\f" if layout.form_feed and number > 1 else ""
    for head in top:
        yield f"{feed}{head.center(layout.width).rstrip()}{tail}"
        yield from blank
        feed = ""
    for order, line in enumerate(lines):
        if order and line.opens:
            yield from [""] * layout.paragraph_gap
        first = order == 0 and number > 1
        indent = " " * layout.page_indent if first and layout.page_indent and not top else ""
        last = order == len(lines) - 1
        yield f"{feed if first else ''}{indent}{line.text}{tail}"
        if not last or notes:
            yield from blank
    if notes:
        separator = layout.continued if carried else layout.separator
        if separator == "blanks":
            yield " " * (160 if carried else 54)
        elif separator == "drawn":
            yield "_" * 20
    for order, note in enumerate(notes):
        yield note + tail
        following = notes[order + 1] if order + 1 < len(notes) else ""
        if following and not re.match(r"[\[(]?[\d¹²³⁴⁵⁶⁷⁸⁹]{1,3}[\])]?\s", following):
            yield from blank
    if furniture and not layout.number_on_top:
        yield from blank
        yield furniture[0].center(layout.width).rstrip() + tail


def _two_columns(body: list[_Line]) -> list[_Line]:
    """Letterhead and recipients side by side, as pdftotext -layout leaves them."""
    heads = [line.text for line in body if line.kind == "letterhead"]
    rest = [line for line in body if line.kind != "letterhead"]
    if len(heads) != 5:
        return body
    number, _, date = heads[4].partition("  ")
    pairs = ((heads[0], heads[2]), (heads[1], heads[3]), (number, date))
    return [_Line(f"{left:<34}{right}", (), True, "letterhead") for left, right in pairs] + rest


# --- the reports that the tests run over -----------------------------------------------------------------------------

_PLAIN = Layout(width=0, note_width=0)
LAYOUTS: dict[str, Layout] = {
    "double-spaced": Layout(),
    "60-columns": Layout(width=60, note_width=84),
    "75-columns": Layout(width=75, note_width=100),
    "95-columns": Layout(width=95, note_width=130),
    "notes-as-wide": Layout(width=80, note_width=80),
    "notes-narrower": Layout(width=92, note_width=70),
    "bare-marks": Layout(marks="digits"),
    "bare-marks-fused-notes": Layout(marks="digits", notes="fused"),
    "bare-marks-notes-as-wide": Layout(width=80, note_width=80, marks="digits", notes="fused"),
    "raised-marks": Layout(marks="raised", notes="raised"),
    "raised-marks-plain-notes": Layout(marks="raised"),
    "bracket-marks": Layout(marks="bracket", notes="bracket"),
    "bracket-marks-plain-notes": Layout(marks="bracket"),
    "paren-notes": Layout(notes="paren"),
    "two-blanks-behind-number": Layout(notes="double"),
    "no-separator": Layout(separator="none", continued="none"),
    "drawn-separator": Layout(separator="drawn", continued="drawn"),
    "no-separator-when-continued": Layout(continued="none", page_lines=26),
    "short-pages": Layout(page_lines=18),
    "long-pages": Layout(page_lines=70),
    "page-number-bare": Layout(page_number="bare", page_indent=0),
    "page-number-on-top": Layout(page_number="bare", number_on_top=True, page_indent=0),
    "page-number-dashes": Layout(page_number="dashes", page_indent=0),
    "page-number-trang": Layout(page_number="trang", page_indent=0),
    "page-number-of": Layout(page_number="of", page_indent=0),
    "page-number-single-spaced": Layout(double=False, page_number="bare", page_indent=0),
    "page-number-top-single-spaced": Layout(double=False, page_number="dashes", number_on_top=True, page_indent=0),
    "form-feeds": Layout(form_feed=True, page_indent=0),
    "form-feeds-no-separator": Layout(form_feed=True, separator="none", continued="none", page_indent=0),
    "running-header-form-feeds": Layout(running_header="Báo cáo cải cách hành chính", form_feed=True),
    "running-header": Layout(running_header="Báo cáo cải cách hành chính", page_number="trang"),
    "running-header-alone": Layout(running_header="BÁO CÁO CẢI CÁCH HÀNH CHÍNH"),
    "single-spaced": Layout(double=False),
    "single-spaced-no-separator": Layout(double=False, separator="none", continued="none"),
    "single-spaced-gaps": Layout(double=False, paragraph_gap=1, separator="drawn", page_indent=0),
    "indented": Layout(double=False, indent=8, separator="drawn", page_indent=0, form_feed=True),
    "full-last-lines": Layout(full_ends=True),
    "full-last-lines-notes-as-wide": Layout(full_ends=True, width=80, note_width=80),
    "broken-symbols": Layout(break_symbols=True),
    "two-column-letterhead": Layout(columns=True),
    "wrapped-endnotes": Layout(endnotes=True),
    "wrapped-endnotes-bare": Layout(endnotes=True, marks="digits", double=False),
    "wrapped-endnotes-paren": Layout(endnotes=True, notes="paren", double=False, note_width=78),
    "flat": _PLAIN,
    "flat-bare": Layout(width=0, note_width=0, marks="digits", notes="fused"),
    "flat-brackets": Layout(width=0, note_width=0, marks="bracket", notes="bracket"),
    "flat-raised": Layout(width=0, note_width=0, marks="raised", notes="raised"),
    "flat-paren": Layout(width=0, note_width=0, notes="paren"),
    "flat-gaps": Layout(width=0, note_width=0, paragraph_gap=1),
    "markdown": Layout(width=0, note_width=0, markdown=True, marks="bracket", notes="bracket"),
    "crlf": Layout(line_end="\r\n"),
    "cr": Layout(line_end="\r"),
    "stripped": Layout(strip=True, marks="digits"),
    "squeezed": Layout(squeeze=True, strip=True),
    "squeezed-bare": Layout(squeeze=True, strip=True, marks="digits"),
    "decomposed": Layout(decomposed=True),
    "hard-spaces": Layout(hard_spaces=True),
    "tabs": Layout(tabs=True),
}

# What a report holds: notes of one paragraph that begin in capitals, notes of any kind, marks behind numbers, ...
VARIETIES: dict[str, Callable[[int], Content]] = {
    "plain": functools.partial(content, odd_notes=False),
    "odd": content,
    "fused": functools.partial(content, odd_notes=False, fused=True),
    "enumerated": functools.partial(content, odd_notes=False, enumerations=True),
    "tables": functools.partial(content, odd_notes=False, table=True),
    "no-letterhead": functools.partial(content, odd_notes=False, letterhead=False),
    "many": functools.partial(content, odd_notes=False, notes=140),
    "single": functools.partial(content, odd_notes=False, notes=1),
    "unmarked": functools.partial(content, notes=0),
    "unmarked-traps": functools.partial(content, notes=0, fused=True, enumerations=True, table=True),
}


if __name__ == "__main__":
    name, *seed = sys.argv[1:] or ["double-spaced"]
    sys.stdout.write(render(content(int(seed[0]) if seed else 1), LAYOUTS[name]))
