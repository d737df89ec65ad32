"""NUM210 number-style."""

from collections.abc import Callable, Iterator

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts, Quantity

_LEAST_GROUPED = 1000  # from here on thousands are set apart
_LARGE = 10**9  # billions are written with three decimals
_COMMON = 2  # grouped figures that make grouping the report's way

Habit = Callable[[Quantity], bool]


def _decimal_point(figure: Quantity) -> bool:
    return figure.style == "dot" and figure.measured


def _no_separator(figure: Quantity) -> bool:
    return figure.style == "plain" and figure.value >= _LEAST_GROUPED and figure.unit is not None


def _padded_percent(figure: Quantity) -> bool:
    return figure.form == "percent" and figure.style == "plain" and figure.text.startswith("0") and len(figure.text) > 1


def _english(figure: Quantity) -> bool:
    return figure.style == "english"


def _three_decimals(figure: Quantity) -> bool:
    """192,944 triệu đồng: decimals or thousands? Points of an index have three decimals."""
    return (
        figure.style == "comma"
        and figure.decimals == 3
        and bool(figure.readings)
        and (figure.family not in ("points", "%") and figure.scale < _LARGE)
    )


_HABITS: dict[str, Habit] = {
    "point": _decimal_point,
    "plain": _no_separator,
    "padded": _padded_percent,
    "english": _english,
    "three": _three_decimals,
}


class NumberStyle(Rule):
    """Separators against Vietnamese usage, or mixed: one note for each habit, with every place.

    A comma stands before decimals and a point between thousands (Decree 30/2020/NĐ-CP follows the state's usage; Circular
    01/2020/TT-BTP and the statistics law's forms write so). "87.89%" beside "87,94%", "1086" beside "1.008", "02%" make a
    reader stop, and a program read another number.
    """

    code = "NUM210"
    name = "number-style"
    severity = "note"
    title = Text("cách viết số không đúng hoặc không thống nhất", "separators against Vietnamese usage, or mixed")
    reason_vi = (
        "Dấu phẩy đứng trước phần thập phân, dấu chấm phân cách hàng nghìn. “87.89%” cạnh “87,94%”, “1086” cạnh “1.008”, “02%” làm người đọc "
        "vấp và máy đọc ra số khác. Mỗi thói quen một ghi chú kèm mọi vị trí."
    )
    messages = {
        "point": Text("dấu chấm thập phân ở {count} số: {figure}", "a decimal point in {count} figures: {figure}"),
        "plain": Text(
            "không phân cách hàng nghìn ở {count} số: {figure}", "no separator between thousands in {count} figures: {figure}"
        ),
        "padded": Text("thừa số 0 ở {count} tỷ lệ: {figure}", "a needless 0 in {count} percentages: {figure}"),
        "english": Text(
            "dấu phẩy phân cách hàng nghìn ở {count} số: {figure}", "commas between thousands in {count} figures: {figure}"
        ),
        "three": Text(
            "ba chữ số sau dấu phẩy ở {count} số, thập phân hay hàng nghìn: {figure}",
            "three digits behind a comma in {count} figures, decimals or thousands: {figure}",
        ),
        "also": Text("{figure}", "{figure}"),
    }
    fires = (
        Fires("Năm 2022 đạt 87,94%; năm 2023 đạt 92.96%.", ("92.96%",)),
        Fires("Có 1.008 người, 1.250 hồ sơ, 2.300 hồ sơ và 1086 biên chế.", ("1086 biên chế",)),
        Fires("Đã giảm 09 đơn vị, đạt tỷ lệ 02%.", ("02%",)),
    )
    silent = (
        Silent("Chỉ số đạt 86,471 điểm, mô hình chợ 4.0, phần mềm ISO 9001:2015.", Text("chỉ số, tên", "an index, names")),
        Silent("Năm 2022, tiếp nhận 950 hồ sơ.", Text("năm không có dấu phân cách", "years bear no separator")),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        written = [figure for quantity in facts.quantities for figure in (quantity, quantity.base) if figure]
        grouped = sum(1 for figure in written if figure.style == "grouped")
        for name, is_habit in _HABITS.items():
            found = [figure for figure in written if is_habit(figure)]
            if not found or (name == "plain" and grouped < _COMMON):
                continue
            first, *others = found
            yield self.finding(
                first.span,
                name,
                related=tuple(Related(o.span, self.messages["also"].fill(figure=arithmetic.stated(o))) for o in others),
                data={"count": len(found), "figures": [figure.text for figure in found]},
                claim=f"{name} {first.text}",
                habit=len(found) > 1,
                count=len(found),
                figure=arithmetic.stated(first),
            )
