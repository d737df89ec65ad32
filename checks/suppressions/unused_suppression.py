"""SUP901 unused-suppression."""

from checks.rule import Fires, Rule, Silent, Text

_CONFLICT = (
    "Thực hiện Kế hoạch số 215/KH-UBND ngày 14/3/2023 của UBND tỉnh về chuyển đổi số.\n"
    "Theo Kế hoạch số 215/KH-UBND ngày 24/3/2023 của UBND tỉnh, các sở đã triển khai."
)


class UnusedSuppression(Rule):
    """A comment `doisoat:` that suppresses nothing, or that cannot be understood.

    A suppression without a finding outlives the mistake that it was written for, and hides the next one. One that names no
    known rule, or gives no reason, suppresses nothing: its writer believes that it does. The engine itself looks for these,
    since it alone knows what the other rules found; a suppression of rules that were not run is not judged.
    """

    code = "SUP901"
    name = "unused-suppression"
    severity = "note"
    title = Text("chú thích bỏ qua không bỏ qua phát hiện nào", "a suppression that suppresses nothing")
    reason_vi = (
        "Chú thích bỏ qua còn lại sau khi lỗi đã được sửa sẽ che lỗi sau này. Chú thích ghi sai tên quy tắc hoặc thiếu lý do thì không có "
        "tác dụng, dù người viết tin là có. Quy tắc không được chạy thì không xét."
    )
    messages = {
        "unused": Text("không bỏ qua phát hiện nào của {rules}", "suppresses no finding of {rules}"),
        "unclosed": Text(
            "không có tác dụng: chú thích chưa được đóng bằng “-->” trước chú thích khác hoặc cuối tệp",
            "has no effect: no “-->” closes it before the next comment or the end of the file",
        ),
        "unknown-verb": Text(
            "không có tác dụng: không hiểu “{words}”; hãy viết ignore, ignore-next-line, ignore-start, ignore-end hoặc ignore-file",
            "has no effect: “{words}” is not ignore, ignore-next-line, ignore-start, ignore-end or ignore-file",
        ),
        "no-reason": Text(
            "không có tác dụng: thiếu lý do; hãy viết “-- lý do” sau tên quy tắc",
            "has no effect: no reason is given; write “-- reason” behind the rules",
        ),
        "no-rules": Text("không có tác dụng: không nêu quy tắc nào", "has no effect: no rule is named"),
        "unknown-rule": Text(
            "không có tác dụng: không có quy tắc “{rule}”{hint} (xem `doisoat rules`)",
            "has no effect: no rule “{rule}”{hint} (see `doisoat rules`)",
        ),
        "hint": Text("; có phải {rule}?", "; did you mean {rule}?"),
        "not-opened": Text("ignore-end không có ignore-start nào ở trước", "no ignore-start stands before this ignore-end"),
        "not-closed": Text(
            "không có ignore-end cho {rules}: bỏ qua đến hết tệp; nếu đúng ý, hãy dùng ignore-file ở đây hoặc thêm ignore-end",
            "no ignore-end follows for {rules}: suppresses to the end of the file; add ignore-end there, or use ignore-file",
        ),
    }
    fires = (
        Fires(
            "Tỉnh đã ban hành Kế hoạch số 12/KH-UBND ngày 05/3/2022. <!-- doisoat: ignore date-conflict -- đã đính chính -->",
            ("<!-- doisoat: ignore date-conflict -- đã đính chính -->",),
        ),
        Fires(
            "<!-- doisoat: ignore-next-line date-conflct -- đã đính chính -->\nTỉnh đã ban hành Kế hoạch số 12/KH-UBND ngày 05/3/2022.",
            ("<!-- doisoat: ignore-next-line date-conflct -- đã đính chính -->",),
        ),
        Fires(
            "<!-- doisoat: ignore-file CIT101 -->\nTỉnh đã ban hành Kế hoạch số 12/KH-UBND ngày 05/3/2022.",
            ("<!-- doisoat: ignore-file CIT101 -->",),
        ),
        Fires(
            "Tỉnh đã ban hành Kế hoạch số 12/KH-UBND ngày 05/3/2022.\n<!-- doisoat: ignore-end CIT101 -->",
            ("<!-- doisoat: ignore-end CIT101 -->",),
        ),
    )
    silent = (
        Silent(
            f"{_CONFLICT} <!-- doisoat: ignore date-conflict -- hai bản của một kế hoạch, đã báo Văn phòng -->",
            Text("bỏ qua một phát hiện, có lý do", "it suppresses a finding, with a reason"),
        ),
        Silent(
            f"<!-- doisoat: ignore-start CIT: số liệu chưa chốt -->\n{_CONFLICT}\n<!-- doisoat: ignore-end -->",
            Text("bỏ qua trong các dòng ở giữa", "it suppresses in the lines between"),
        ),
        Silent(
            "Tỉnh đã ban hành Kế hoạch số 12/KH-UBND ngày 05/3/2022. <!-- doisoat là công cụ đối soát -->",
            Text("không có dấu hai chấm: không phải chỉ dẫn", "no colon: it is no directive"),
        ),
        Silent(
            "Để bỏ qua, viết `<!-- doisoat: ignore date-conflict -->` ở cuối dòng.",
            Text("trong dấu mã, chỉ là lời trích", "quoted as code"),
        ),
    )
