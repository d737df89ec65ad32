"""TXT504 name-variant."""

from collections import defaultdict
from collections.abc import Iterator

from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from checks.wording import spellings, variants
from checks.wording.variants import Variant
from grammar.facts import Facts

# Names that differ in the same way and are shown each for itself; more are one habit, whose message gives so many.
ALONE = 4
SHOWN = 10
# What is one habit whatever the name.
HABITS = ("tone", "spelling", "dash")


class NameVariant(Rule):
    """One body, system, place or word is spelled two ways in one report: each name once, at the rarer spelling, with counts.

    "Phòng Kinh tế - Hạ tầng" and "Phòng Kinh tế và Hạ tầng", "Cổng Dịch vụ công quốc gia" and "Cổng dịch vụ công quốc
    gia", "PAR INDEX" and "PARINDEX": a reader asks whether two things are meant, and a search finds one of them only. Where
    more than four names differ in the same way, and for the place of the tone, the habit is one note. What is quoted or
    stands in the title of another body's document is that author's; a name that begins a sentence, a common noun in small
    letters and two bodies that share some words are no variants.

    Source: Decree 30/2020/NĐ-CP, Appendix II (capitals in names of agencies); the report's own usage for the rest.
    """

    code = "TXT504"
    name = "name-variant"
    severity = "note"
    title = Text("một tên gọi viết hai cách", "one agency or place spelled two ways")
    reason_vi = (
        "“Phòng Kinh tế - Hạ tầng” và “Phòng Kinh tế và Hạ tầng”, “Cổng Dịch vụ công quốc gia” và “Cổng dịch vụ công quốc gia”, “PAR INDEX” và "
        "“PARINDEX” làm người đọc ngờ là hai đối tượng và tìm kiếm bỏ sót. Mỗi tên một ghi chú tại cách viết ít gặp hơn, kèm số lần; nhiều tên "
        "khác nhau cùng một kiểu, cũng như cách đặt dấu thanh, là một ghi chú. Không xét lời trích, trích yếu văn bản của cơ quan khác, chữ hoa "
        "đầu câu, danh từ chung viết thường và hai cơ quan chỉ giống nhau một phần tên. Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục II."
    )
    messages = {
        "tone": Text("dấu thanh đặt hai cách: {forms}", "the tone is placed in two ways: {forms}"),
        "spelling": Text("viết lẫn {habit_name}: {forms}", "mixed {habit_name}: {forms}"),
        "capitals": Text("viết hoa không thống nhất: {forms}", "capitals differ: {forms}"),
        "joints": Text("một tên gọi nối bằng dấu, chữ khác nhau: {forms}", "one name joined in different ways: {forms}"),
        "dash": Text("dấu gạch ngang thiếu khoảng trắng một bên: {forms}", "a dash with a blank on one side only: {forms}"),
        "short": Text("tên gọi viết tắt một phần ở một nơi: {forms}", "a name shortened in part in one place: {forms}"),
        "words": Text("một tên gọi khi có, khi thiếu từ: {forms}", "one name with a word more or less: {forms}"),
        "letters": Text("tên gọi sai khác một chữ: {forms}", "a name differs by a letter: {forms}"),
        "abbreviation": Text("chữ viết tắt không thống nhất: {forms}", "an abbreviation differs by a letter or two: {forms}"),
        "place": Text("một địa danh viết hai cách: {forms}", "one place spelled two ways: {forms}"),
        "others": Text("; {count} tên khác ở các vị trí kèm theo", "; {count} more names at the places below"),
        "also": Text("“{form}”, nơi khác “{usual}”", "“{form}”, elsewhere “{usual}”"),
        "usual": Text("“{form}”", "“{form}”"),
    }
    fires = (
        Fires(
            "Phòng Kinh tế - Hạ tầng đã báo cáo. Giao Phòng Kinh tế - Hạ tầng chủ trì. Đề nghị Phòng Kinh tế và Hạ tầng rà soát.",
            ("Phòng Kinh tế và Hạ tầng",),
        ),
        Fires(
            "Hồ sơ nộp trên Cổng Dịch vụ công quốc gia tăng. Công khai trên Cổng Dịch vụ công quốc gia. Kết nối với Cổng dịch vụ công quốc gia.",
            ("Cổng dịch vụ công quốc gia",),
        ),
        Fires("Nâng hạng PAR INDEX của huyện. Kết quả PAR INDEX năm 2023. Cải thiện PARINDEX năm 2024.", ("PARINDEX",)),
        Fires("Số hóa hồ sơ, đơn giản hóa thủ tục và số hoá kết quả.", ("hoá",)),
        Fires("Hằng năm, huyện có kế hoạch. Việc tự kiểm tra hằng năm đã làm; hàng năm có đánh giá.", ("hàng năm",)),
    )
    silent = (
        Silent(
            "Phòng Văn hóa và Thông tin được tổ chức lại thành Phòng Văn hóa, Khoa học và Thông tin; Trung tâm Y tế, Trung tâm Văn hóa.",
            Text("hai cơ quan", "two bodies"),
        ),
        Silent(
            "Hồ sơ tại Bộ phận Một cửa. Cán bộ tại Bộ phận Một cửa. Mỗi bộ phận một cửa có lịch trực. Bộ phận một cửa các xã đã mở.",
            Text("danh từ chung; đầu câu", "a common noun; a sentence begins"),
        ),
        Silent(
            "Sở Nội vụ chủ trì. Đề nghị Sở Nội vụ. Nêu trong bài “Sở nội vụ đổi mới”.",
            Text("lời trích", "quoted"),
        ),
        Silent("Tuyển dụng cán bộ ngành y tế; các bộ, ngành; các bộ, ngành.", Text("cán bộ của ngành", "another word")),
        Silent(
            "Báo cáo TTHC, KSTTHC. KSTTHC, DVCTT, DVCTT, DVCTT; VBQPPL, VBQPPL, VBQPPL, QPPL.",
            Text("các từ viết tắt khác nhau", "different abbreviations"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        own = variants.own_words(facts)
        names = [name for name in facts.names if own(name.span)]
        bodies = [name for name in names if name.kind != "abbreviation"]
        for variant in spellings.tones(facts.report.text, own):
            yield self._finding(facts, [variant])
        for habit, variant in spellings.words(facts.report.text, own):
            yield self._finding(facts, [variant], habit)
        kinds: defaultdict[str, list[Variant]] = defaultdict(list)
        for variant in (
            *variants.of_names(bodies),
            *variants.of_descriptions(bodies),
            *variants.of_letters(bodies),
            *variants.of_abbreviations(name for name in names if name.kind == "abbreviation"),
        ):
            kinds[variant.kind].append(variant)
        for found in kinds.values():
            for together in [found] if len(found) > ALONE else [[one] for one in found]:
                yield self._finding(facts, together)

    def _finding(self, facts: Facts, found: list[Variant], habit: Text | None = None) -> Finding:
        """One note for variants that differ in the same way: the rarer spellings, then the first place of each usual one."""
        report = facts.report
        found = sorted(found, key=lambda variant: variant.rarer)
        rarer = sorted((span, variant) for variant in found for span in variant.rarer)
        counts = [{form.text: len(form.spans) for form in reversed(variant.forms)} for variant in found]
        shown = "; ".join(", ".join(f"“{form}” ({n})" for form, n in count.items()) for count in counts[:SHOWN])
        more = self.messages["others"].fill(count=len(found) - SHOWN) if len(found) > SHOWN else Text("", "")
        return self.finding(
            rarer[0][0],
            found[0].kind,
            related=(
                *(
                    Related(span, self.messages["also"].fill(form=report.excerpt(span), usual=variant.forms[0].text))
                    for span, variant in rarer[1:]
                ),
                *(
                    Related(variant.forms[0].spans[0], self.messages["usual"].fill(form=variant.forms[0].text))
                    for variant in found
                ),
            ),
            data={"kind": found[0].kind, "forms": counts},
            claim=_claim(found, habit),
            habit=len(found) > 1 or found[0].kind in HABITS,
            forms=Text(*(shown + text for text in more)),
            habit_name=habit or "",
        )


def _claim(found: list[Variant], habit: Text | None) -> str:
    """What makes a note the same one after an edit: the habit, or the spellings of a name."""
    kind = found[0].kind
    if habit or kind in HABITS or len(found) > 1:
        return f"{kind} {habit.en if habit else ''}"
    return " | ".join(sorted({kind, *(form.text for form in found[0].forms)}))
