#!/usr/bin/env python3
"""Makes the corpus of ledgers: files in ./files and what each must come to in cases.toml.

Workbooks are written by LibreOffice (soffice must be installed) from flat OpenDocument sheets, so that
they are what a real program makes; text files in their encodings, and what no program would write
(hostile files), by hand. All names and numbers are invented.

    python3 make.py
"""
import io, json, os, shutil, subprocess, tempfile, zipfile
from datetime import date
from xml.sax.saxutils import escape, quoteattr

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "files")
CASES = []

HEAD = ["班次编号", "姓名", "人员标识", "所在单位", "是否本单位", "职工/学生", "工种", "开始日期", "结束日期",
        "是否实操", "培训方式", "是否结业", "是否参加考核", "考核结果", "证书类型", "证书编号", "发证日期",
        "原等级", "证书等级"]
D = date
# Nine rows: five employees and a student in one practical class, three online.
BASE = [
    ["K1", "王建国", "A0001", "甲厂", "是", "职工", "焊工", D(2025, 3, 1), D(2025, 3, 15), "是", "线下", "是", "是", "合格", "职业技能等级证书", "Z001", D(2025, 4, 1), "初级工", "中级工"],
    ["K1", "李桂英", "A0002", "甲厂", "是", "职工", "焊工", D(2025, 3, 1), D(2025, 3, 15), "是", "线下", "是", "是", "合格", "职业技能等级证书", "Z002", D(2025, 4, 1), "", "高级工"],
    ["K1", "张秀兰", "A0003", "乙厂", "否", "职工", "焊工", D(2025, 3, 1), D(2025, 3, 15), "是", "线下", "是", "是", "合格", "", "", "", "", ""],
    ["K1", "刘志强", "A0004", "乙厂", "否", "职工", "焊工", D(2025, 3, 1), D(2025, 3, 15), "是", "线下", "是", "是", "不合格", "", "", "", "", ""],
    ["K1", "陈晓东", "A0005", "甲厂", "是", "职工", "焊工", D(2025, 3, 1), D(2025, 3, 15), "是", "线下", "否", "否", "缺考", "", "", "", "", ""],
    ["K1", "周学生", "S0007", "丙校", "否", "学生", "焊工", D(2025, 3, 1), D(2025, 3, 15), "是", "线下", "是", "是", "合格", "职业技能等级证书", "Z007", D(2025, 4, 1), "", "初级工"],
    ["K2", "王建国", "A0001", "甲厂", "是", "职工", "电工", D(2025, 6, 1), D(2025, 6, 30), "否", "线上", "是", "否", "", "", "", "", "", ""],
    ["K2", "吴海燕", "A0006", "丁厂", "否", "职工", "电工", D(2025, 6, 1), D(2025, 6, 30), "否", "线上", "是", "否", "", "", "", "", "", ""],
    ["K2", "郑文博", "A0008", "丁厂", "否", "职工", "电工", D(2025, 6, 1), D(2025, 6, 30), "否", "线上", "否", "否", "", "", "", "", "", ""],
]
EXPECT = {
    "classes": "2", "practical-sessions": "1", "trades-taught": "2", "attendances": "7", "trained": "6",
    "trained-outside": "3", "online-completers": "2", "practical-people": "5", "completed": "4",
    "assessed": "4", "passed": "3", "certified": "2", "awaiting": "1", "upskilled": "2",
    "upskilled-senior": "1",
}


def case(file, claim, records=9, expect=EXPECT, doubts=(), refused=None, limits=None, **more):
    CASES.append(dict(file=file, claim=claim, records=records, expect=expect, doubts=None if doubts is None else list(doubts),
                      refused=refused, limits=limits, **more))


def spelt(cell):
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def csv_text(rows, sep=",", end="\n"):
    def quoted(text):
        odd = any(mark in text for mark in (sep, '"', "\n"))
        return '"' + text.replace('"', '""') + '"' if odd else text
    return "".join(sep.join(quoted(spelt(cell)) for cell in row) + end for row in rows)


def put(name, data):
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(data)


# ── flat OpenDocument, for LibreOffice to make the others from ──────────────────────────────────

class F:
    """A formula and the text of its value, as LibreOffice will work it out."""
    def __init__(self, formula): self.formula = formula

class M:
    """A cell over several."""
    def __init__(self, value, rows=1, columns=1): self.value, self.rows, self.columns = value, rows, columns


def fods_cell(cell):
    if isinstance(cell, M):
        inner = fods_cell(cell.value)
        spans = f' table:number-rows-spanned="{cell.rows}" table:number-columns-spanned="{cell.columns}"'
        return inner.replace("<table:table-cell", "<table:table-cell" + spans, 1)
    if isinstance(cell, F):
        return f"<table:table-cell table:formula={quoteattr('of:' + cell.formula)}/>"
    if cell is None:
        return "<table:covered-table-cell/>"
    if isinstance(cell, date):
        return (f'<table:table-cell table:style-name="day" office:value-type="date" '
                f'office:date-value="{cell.isoformat()}"/>')
    if isinstance(cell, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(cell).lower()}"/>'
    if isinstance(cell, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{cell!r}"/>'
    if cell == "":
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def fods(sheets, hidden=(), since_1904=False):
    tables = ""
    for name, rows in sheets:
        style = ' table:style-name="hidden"' if name in hidden else ""
        body = "".join("<table:table-row>" + "".join(map(fods_cell, row)) + "</table:table-row>" for row in rows)
        tables += f"<table:table table:name={quoteattr(name)}{style}>{body}</table:table>"
    null = ('<table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
            "</table:calculation-settings>") if since_1904 else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:date-style style:name="iso"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/>
<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>{null}{tables}</office:spreadsheet></office:body></office:document>"""


BOOKS = []


def book(name, claim, sheets, forms=("xlsx", "xls", "ods"), hidden=(), since_1904=False, doubts=(), only=None, **more):
    BOOKS.append((name, fods(sheets, hidden, since_1904), forms))
    for form in forms:
        its = [each for each in doubts] + list((only or {}).get(form, ()))
        case(f"{name}.{form}", claim, doubts=[each.replace("FILE", f"{name}.{form}") for each in its], **more)


def convert():
    with tempfile.TemporaryDirectory() as folder:
        for name, text, _ in BOOKS:
            with open(os.path.join(folder, name + ".fods"), "w", encoding="utf-8") as file:
                file.write(text)
        for form, how in (("xlsx", "xlsx:Calc MS Excel 2007 XML"), ("xls", "xls:MS Excel 97"), ("ods", "ods")):
            names = [os.path.join(folder, name + ".fods") for name, _, forms in BOOKS if form in forms]
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                            "--convert-to", how, "--outdir", OUT] + names, check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# ── text in every encoding and dress ────────────────────────────────────────────────────────────

def texts():
    plain = csv_text([HEAD] + BASE)
    for name, data, claim in [
        ("text-utf8.csv", plain.encode(), "UTF-8 without a mark reads."),
        ("text-utf8-mark.csv", b"\xef\xbb\xbf" + plain.encode(), "UTF-8 with a byte order mark reads."),
        ("text-gb18030.csv", plain.encode("gb18030"), "GB18030 reads."),
        ("text-utf16le-mark.csv", b"\xff\xfe" + plain.encode("utf-16-le"), "UTF-16 with its mark reads."),
        ("text-utf16be-mark.csv", b"\xfe\xff" + plain.encode("utf-16-be"), "UTF-16, big end first, reads."),
        ("text-utf16le.txt", plain.encode("utf-16-le"), "UTF-16 without a mark is known by its zeros."),
        ("text-tabs.tsv", csv_text([HEAD] + BASE, "\t").encode(), "Tabs separate."),
        ("text-tabs-gb18030.txt", csv_text([HEAD] + BASE, "\t").encode("gb18030"), "Tabs in GB18030, as pasted."),
        ("text-semicolons.csv", csv_text([HEAD] + BASE, ";").encode(), "Semicolons separate."),
        ("text-sep-line.csv", ("sep=;\r\n" + csv_text([HEAD] + BASE, ";", "\r\n")).encode(), "A first line may name the separator."),
        ("text-returns.csv", csv_text([HEAD] + BASE, end="\r\n").encode("gb18030"), "Lines may end as on Windows."),
        ("text-unicode-tabs.txt", b"\xff\xfe" + csv_text([HEAD] + BASE, "\t", "\r\n").encode("utf-16-le"), "Unicode text as Excel saves it."),
    ]:
        put(name, data)
        case(name, claim)
    wide = lambda text: "".join(chr(ord(c) + 0xfee0) if "!" <= c <= "~" else c for c in text)
    rows = [[wide(spelt(cell)) for cell in row] for row in BASE]
    put("text-full-width.csv", csv_text([HEAD] + rows).encode())
    case("text-full-width.csv", "Full-width letters, digits and signs read as the common ones.")
    rows = [[f" {spelt(cell)}　 " if spelt(cell) else "" for cell in row] for row in BASE]
    put("text-spaces.csv", csv_text([[f" {each} " for each in HEAD]] + rows).encode())
    case("text-spaces.csv", "Spaces around and behind do not count.")
    rows = [list(row) for row in BASE]
    for row in rows:
        row[1] = row[1][0] + " " + row[1][1:]
        row[2] = '="' + row[2] + '"'
    put("text-kept-as-text.csv", csv_text([HEAD] + rows).encode())
    case("text-kept-as-text.csv", 'Spaces inside names, and numbers written as ="A0001", read alike.')
    rows = [[cell if spelt(cell) else "/" for cell in row] for row in BASE]
    put("text-slashes.csv", csv_text([HEAD] + rows).encode())
    blanks = sum(not spelt(cell) for row in BASE for cell in row)
    case("text-slashes.csv", "A slash is a mark for nothing, and each is told.", doubts=None, kinds={"NothingMark": blanks})
    forms = ["2025.3.1", "2025年3月1日", "20250301", "2025/03/01", "45717", "25.3.1", "3/1/2025", "2025-03-01 09:00", "2025.3.1-2025.3.15"]
    rows = [list(row) for row in BASE[:1] * 9]
    for index, (row, form) in enumerate(zip(rows, forms)):
        row[2], row[8], row[7], row[15] = f"A01{index:02}", form, "", f"Z1{index:02}"
    put("text-days.csv", csv_text([HEAD] + rows).encode())
    case("text-days.csv", "A day in each of nine forms is that day, and what was assumed is said.",
         expect={"trained": "9", "certified": "9", "upskilled": "9"},
         doubts=["I6 SerialDay", "I7 ShortYear", "I8 MonthFirst", "I9 WithTime", "I10 Range"])
    rows = [list(row) for row in BASE]
    rows[0][8], rows[1][8], rows[2][8], rows[3][8] = "2025.2.30", "三月", "2025.13.1", ""
    put("text-no-days.csv", csv_text([HEAD] + rows).encode())
    case("text-no-days.csv", "What is no day leaves its row out of every period, and is listed.",
         expect={"attendances": "3", "trained": "3"},
         doubts=["I2 NotADay", "I3 NotADay", "I4 NotADay"])
    rows = [list(row) for row in BASE]
    rows[0][2], rows[6][2], rows[1][2] = "1.1E+17", "1.1E+17", "3.70102E+17"
    put("text-damaged.csv", csv_text([HEAD] + rows).encode())
    case("text-damaged.csv", "Numbers damaged to 1.1E+17 are no numbers: these people are known by name, and asked about.",
         expect={"trained": "7", "attendances": "7"},
         doubts=["C2 NumberDamaged", "C3 NumberDamaged", "C8 NumberDamaged"], suspects=1)
    rows = [list(row) for row in BASE]
    for index, row in enumerate(rows):
        row[2] = f"{int(row[2][1:]):05}" if index < 6 else str(int(row[2][1:]))
    put("text-zeros-lost.csv", csv_text([HEAD] + rows).encode())
    case("text-zeros-lost.csv", "Zeros lost before a staff number are put back where others have them, and said.",
         doubts=["C8 ZerosLost", "C9 ZerosLost", "C10 ZerosLost"])
    words = [list(row) for row in BASE]
    words[0][18], words[1][18], words[2][13], words[3][9] = "四级/中级工", "高级工证书", "通过", "大概是"
    put("text-words.csv", csv_text([HEAD] + words).encode())
    case("text-words.csv", "Words are read as their choices; one with more around it is taken and said; an unknown one is left out and said.",
         expect={"certified": "2", "upskilled": "2", "upskilled-senior": "1", "practical-people": "4", "assessed": "3"},
         doubts=["S3 Understood", "J5 UnknownWord"])
    put("text-quoted-lines.csv", csv_text([[("所在\n单位" if each == "所在单位" else each) for each in HEAD]] + BASE).encode())
    case("text-quoted-lines.csv", "A header may be broken into lines.")
    rows = [["序号"] + HEAD] + [[index + 1] + row for index, row in enumerate(BASE)] + [["合计", "9"] + [""] * 18, ["备注：含补报", *[""] * 19]]
    put("text-totals.csv", csv_text([["2025年度培训台账"], ["填报单位：某厂", "", "2025年11月"]] + rows).encode())
    case("text-totals.csv", "Title rows, totals and remarks are no records.",
         doubts=["A3 ColumnUnused", "13 TotalsRow", "14 Remark"])
    rows = [HEAD] + BASE[:5] + [HEAD] + BASE[5:]
    put("text-header-again.csv", csv_text(rows).encode())
    case("text-header-again.csv", "A header repeated on each page is no record.", doubts=["7 HeaderAgain"])
    head = [each for each in HEAD]
    head[2] = "编码"
    rows = [list(row) for row in BASE]
    check = lambda body: body + "10X98765432"[sum(int(d) * w for d, w in zip(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11]
    for row in rows:
        row[2] = check("99010119900101" + row[2][-3:])
    put("text-guessed.csv", csv_text([head] + rows).encode())
    case("text-guessed.csv", "A column of citizen numbers is known by what it holds, and said to be a guess.", doubts=["C1 ColumnGuessed"])
    rows[4][2] = rows[4][2][:-1] + ("0" if rows[4][2][-1] != "0" else "1")
    put("text-check-digit.csv", csv_text([HEAD] + rows).encode())
    case("text-check-digit.csv", "A check digit that does not fit is told; the number stands.", doubts=["C6 CheckDigit"])
    # The edge cases of the domain, by number.
    def edge(number, name, claim, rows, expect, head=HEAD, **more):
        file = f"edge-{number:03}-{name}.csv"
        put(file, csv_text([head] + rows).encode())
        case(file, f"§5, {number}: {claim}", records=len(rows), expect=expect, **more)
    def many(count, certified, passed=None, start=0):
        rows = []
        for index in range(start, start + count):
            row = list(BASE[0])
            row[1], row[2], row[15] = f"学员{index}", f"B{index:05}", f"Y{index:05}"
            if index - start >= certified:
                row[13:17] = ["不合格", "", "", ""]
            rows.append(row)
        return rows
    edge(16, "exactly-1000", "1,000 people are 1,000.", many(1000, 850), {"trained": "1000", "assessed": "1000", "certified": "850"}, shares={"certified-of-assessed": "85.0"})
    edge(17, "999-people", "999 people are 999.", many(999, 999), {"trained": "999"})
    edge(18, "1699-of-2000", "1,699 of 2,000 is 84.95 %, and never shown as 85.0.", many(2000, 1699), {"assessed": "2000", "certified": "1699"}, shares={"certified-of-assessed": "84.95"})
    row = list(BASE[0])
    edge(38, "five-classes", "One person in five classes is one, with five attendances.", [[f"K{i}"] + row[1:] for i in range(5)], {"trained": "1", "attendances": "5", "practical-sessions": "5", "practical-people": "1"})
    def named(name, employer, trade, number=""):
        each = list(BASE[0]); each[1], each[2], each[3], each[6] = name, number, employer, trade
        return each
    edge(39, "two-wang-wei", "Without numbers people are told apart by name, employer and trade; one name is asked about.", [named("王伟", "甲厂", "焊工"), named("王伟", "甲厂", "电工"), named("王伟", "甲厂", "焊工")], {"trained": "2", "attendances": "3"}, suspects=1)
    edge(40, "online-without-assessment", "Online completers are trained, and never below the line of the certificate rate.", BASE[6:8], {"trained": "2", "assessed": "0"}, shares={"certified-of-assessed": ""})
    edge(41, "nobody-assessed", "With nobody assessed the rate is undefined.", [BASE[4]], {"practical-people": "1", "assessed": "0"}, shares={"certified-of-assessed": ""})
    edge(42, "three-of-three", "Three of three is 100 %, and a small sample.", many(3, 3), {"assessed": "3", "certified": "3"}, shares={"certified-of-assessed": "100.0"}, questions=["few-in-all"])
    edge(43, "certificate-pending", "Passed and waiting for the certificate is not certified.", [BASE[2]], {"passed": "1", "certified": "0", "awaiting": "1"})
    two = list(BASE[0]); two[15] = "Z999"
    edge(44, "two-certificates", "Two certificates of one person are one person and two certificates.", [BASE[0], two], {"certified": "1", "certificates": "2"})
    edge(45, "best-assessed", "Where only some were assessed the rate stands, and it is asked why.", BASE[:2] + [BASE[4]] * 1, {"assessed": "2", "certified": "2", "practical-people": "3"}, questions=["few-assessed"])
    def year(rows, year):
        moved = []
        for row in rows:
            row = list(row)
            for column in (7, 8, 16):
                if isinstance(row[column], date):
                    row[column] = row[column].replace(year=year)
            moved.append(row)
        return moved
    def lifted(count, of, start=0):
        return year(many(count, count, start=start), of)
    edge(46, "grown-from-zero", "Growth from zero is undefined.", year([BASE[3]], 2024) + lifted(3, 2025), {"upskilled": "3"}, growths={"upskilled-growth": "FromZero"})
    edge(47, "zero-and-zero", "Growth from zero to zero is undefined.", year([BASE[3]], 2024) + [BASE[3]], {"upskilled": "0"}, growths={"upskilled-growth": "BothZero"})
    edge(48, "first-year", "Without a row of the period before there is nothing to grow from.", lifted(3, 2025), {"upskilled": "3"}, growths={"upskilled-growth": "NoRowsBefore"})
    edge(49, "20-to-21", "From 20 to 21 is 5 %.", lifted(20, 2024) + lifted(21, 2025, 100), {"upskilled": "21"}, growths={"upskilled-growth": "5.0"})
    edge(50, "growth-4-6", "From 500 to 523 is 4.6 %.", lifted(500, 2024) + lifted(523, 2025, 1000), {"upskilled": "523"}, growths={"upskilled-growth": "4.6"})
    edge(51, "minus-ten", "From 20 to 18 is minus 10 %.", lifted(20, 2024) + lifted(18, 2025, 100), {"upskilled": "18"}, growths={"upskilled-growth": "-10.0"})
    late = list(BASE[0]); late[7], late[8], late[16] = D(2025, 11, 20), D(2025, 12, 2), D(2025, 12, 3)
    edge(37, "across-november", "A class that crosses 30 November counts where it ends.", [late, BASE[1]], {"trained": "1"}, questions=["crosses-end"])
    four = [[f"K{i}"] + many(3, 3, start=3 * i)[j][1:] for i in range(4) for j in range(3)]
    edge(33, "four-sessions-twelve-people", "Four sessions with three people each are four sessions, and a question.", four, {"practical-sessions": "4", "practical-people": "12"}, questions=["few-each"])
    both = HEAD + ["是否承担网上工匠学院"]
    edge(36, "commissioned-and-own", "A class both commissioned and practical counts once.", [BASE[0] + ["是"], BASE[1] + ["是"]], {"practical-sessions": "1", "practical-commissioned": "1"}, head=both)
    brand = HEAD + ["职业编码", "是否特色工种品牌"]
    def branded(klass, trade, code): return [klass] + BASE[0][1:6] + [trade] + BASE[0][7:] + [code, "是"]
    edge(54, "one-code-two-names", "One occupation code under two names is one brand, and asked about.", [branded("K1", "数控车工", "6-18-01-01"), branded("K2", "CNC车工", "6-18-01-01")], {"brands": "1", "trades-taught": "1"}, head=brand, questions=["two-names"])
    edge(55, "brand-of-last-year", "A brand without a class this year does not count.", year([branded("K1", "数控车工", "6-18-01-01")], 2024) + [BASE[0] + ["", "否"]], {"brands": "0"}, head=brand)
    same = [[k] + row[1:] for k in ("K1", "K2") for row in many(6, 6)]
    edge(57, "same-roster", "Two classes with the same people are asked about.", same, {"trained": "6", "attendances": "12"}, questions=["same-roster", "two-places"])


# ── workbooks ───────────────────────────────────────────────────────────────────────────────────

def books():
    rows = [HEAD] + BASE
    book("plain", "A plain roster reads.", [("花名册", rows)])
    wide = len(HEAD)
    title = [[M("2025年度培训学员花名册", 1, wide)] + [None] * (wide - 1), ["单位：某厂", "", "", "填表日期", D(2025, 11, 30)], []]
    book("title", "Title rows above the header are passed over.", [("Sheet1", title + rows)])
    merged = [list(row) for row in BASE]
    for start, count in ((0, 6), (6, 3)):
        for column in (0, 7, 8):
            merged[start][column] = M(merged[start][column], count, 1)
            for index in range(start + 1, start + count):
                merged[index][column] = None
    book("merged", "What stands in merged cells holds for each of their rows.", [("花名册", [HEAD] + merged)],
         doubts=["A3 Merged", "H3 Merged", "I3 Merged"])
    totals = rows + [["合计", 9] + [""] * 17, [], ["制表人：某某", "", "", "审核人：某某"]]
    book("totals", "Totals and signatures below are no records.", [("花名册", totals)], doubts=["11 TotalsRow", "13 Remark"])
    other = [["本表为填表说明"], ["1. 每人每班一行"]]
    book("sheets", "Of several sheets those with a known header are read; the others are told.",
         [("说明", other), ("一班", [HEAD] + BASE[:6]), ("二班", [HEAD] + BASE[6:])], doubts=["FILE[说明] SheetWithoutHeader"])
    book("hidden", "A hidden sheet is not read, and told.", [("花名册", rows), ("旧", rows)], hidden=("旧",), forms=("xlsx", "xls"),
         doubts=["FILE[旧] SheetHidden"])
    two = [HEAD[:14] + [M("证书", 1, 3), None, None] + HEAD[17:],
           [""] * 14 + ["类型", "编号", "发证日期"] + [""] * 2]
    for column in list(range(14)) + [17, 18]:
        two[0][column], two[1][column] = M(HEAD[column], 2, 1), None
    book("two-rows", "A header of two rows is read as one.", [("花名册", two + BASE)])
    numbers = [list(row) for row in BASE]
    for row in numbers:
        row[2] = 370102199001010000 + int(row[2][1:])
    book("ids-as-numbers", "Citizen numbers kept as quantities have lost their ends: none is used, each is told.", [("花名册", [HEAD] + numbers)],
         expect={"attendances": "7", "trained": "7"}, doubts=[f"C{row} NumberDamaged" for row in range(2, 11)], suspects=1)
    serials = [list(row) for row in BASE]
    for row in serials:
        row[7], row[8] = (row[7] - D(1899, 12, 30)).days, (row[8] - D(1899, 12, 30)).days
    book("serials", "Days that lost their form are read as serial numbers, and told.", [("花名册", [HEAD] + serials)],
         doubts=[f"{column}{row} SerialDay" for row in range(2, 11) for column in "HI"])
    book("since-1904", "Days counted from 1904 are the same days.", [("花名册", rows)], forms=("xlsx", "xls"), since_1904=True)
    formulas = [list(row) for row in BASE]
    for index, row in enumerate(formulas):
        row[9] = F(f'=IF(K{index + 2}="线上";"否";"是")')
    book("formulas", "A formula's kept value is taken, and the column told.", [("花名册", [HEAD] + formulas)],
         only={"xlsx": ["J2 Formula"], "ods": ["J2 Formula"]})   # XLS: its reader cannot write out this formula
    errors = [list(row) for row in formulas]
    errors[0][9] = F("=1/0")
    book("formula-errors", "A formula without a value is left out, and told.", [("花名册", [HEAD] + errors)],
         expect={"practical-people": "4", "trained": "6"}, doubts=["J2 Formula", "J2 FormulaError"])
    spaces = [[f" {cell}  " if isinstance(cell, str) and cell else cell for cell in row] for row in BASE]
    book("spaces", "Spaces around do not count.", [("花名册", [HEAD] + spaces)])
    blank = [HEAD] + BASE[:3] + [[], []] + BASE[3:7] + [[""] * wide] + BASE[7:]
    book("blank-rows", "Blank rows between do not end the list.", [("花名册", blank)])
    classes = [["班次编号", "班次名称", "工种", "开始日期", "结束日期", "学时", "培训方式", "是否实操", "参训人数"],
               ["K1", "焊工实操班", "焊工", D(2025, 3, 1), D(2025, 3, 15), "40学时", "线下", "是", "约6"],
               ["K2", "电工网课", "电工", D(2025, 6, 1), D(2025, 6, 30), 12.5, "线上", "否", 3],
               ["K3", "空班", "钳工", "2025.7.1", "2025年7月9日", "1,200", "线下", "是", "/"]]
    short = [[row[0]] + row[1:6] + row[11:19] for row in rows]
    book("two-tables", "A roster takes days and kind from its list of classes.", [("班次台账", classes), ("花名册", short)], records=12,
         expect={**EXPECT, "classes": "3", "practical-sessions": "2", "trades-taught": "3", "hours": "1252.5"},
         doubts=["F2 WithUnit", "I2 About", "I4 NothingMark"])


# ── hostile files ───────────────────────────────────────────────────────────────────────────────

def xlsx(sheet, extra=(), strings=None, name="hostile.xlsx"):
    data = io.BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
        def add(path, text): z.writestr(zipfile.ZipInfo(path, (2025, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
        add("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        add("_rels/.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r0" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        add("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>')
        add("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        add("xl/worksheets/sheet1.xml", sheet if isinstance(sheet, bytes) else f'<worksheet xmlns="{main}">{sheet}</worksheet>')
        if strings is not None:
            add("xl/sharedStrings.xml", f'<sst xmlns="{main}">{strings}</sst>')
        for path, text in extra:
            add(path, text)
    put(name, data.getvalue())


def inline(rows):
    out = ""
    for number, row in enumerate(rows, 1):
        cells = "".join(f'<c t="inlineStr"><is><t>{escape(spelt(cell))}</t></is></c>' for cell in row)
        out += f'<row r="{number}">{cells}</row>'
    return f"<sheetData>{out}</sheetData>"


def hostile():
    xlsx(inline([HEAD] + BASE), name="hand-inline.xlsx")
    case("hand-inline.xlsx", "Cells without addresses and strings in place read.")
    xlsx(inline([HEAD] + BASE), extra=[("xl/vbaProject.bin", b"\0" * 99), ("xl/externalLinks/externalLink1.xml", "<x/>")], name="hostile-macros.xlsx")
    case("hostile-macros.xlsx", "Macros and links are not followed, and told.", doubts=["FILE[S] Active".replace("FILE", "hostile-macros.xlsx")])
    xlsx('<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>', name="hostile-corners.xlsx")
    case("hostile-corners.xlsx", "Two cells in the far corners make no room for all between.", records=0, expect={}, doubts=["XFD1048576 BeyondLimit", "hostile-corners.xlsx[S] SheetWithoutHeader"])
    xlsx(inline([HEAD] + BASE) + '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>', name="hostile-merge.xlsx")
    case("hostile-merge.xlsx", "A merge over the whole sheet ends at what is there.", records=None, expect={}, doubts=None)
    xlsx(inline([HEAD] + BASE), extra=[("xl/media/zeros.bin", b"\0" * 3_000_000)], name="hostile-bomb.xlsx")
    case("hostile-bomb.xlsx", "What unpacks to more than is read is refused.", refused="TooLarge", limits={"unpacked": 1_000_000})
    case("text-utf8.csv", "A file larger than is read is refused.", refused="TooLarge", limits={"bytes": 100})
    case("plain.xlsx", "Cells beyond the limit are not read, and told.", records=None, expect={}, doubts=None, limits={"cells": 60}, kinds={"BeyondLimit": 1})
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    xlsx((laughs + '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>').encode(), name="hostile-entities.xlsx")
    case("hostile-entities.xlsx", "Entities are not expanded.", records=0, expect={}, doubts=None)
    xlsx('<sheetData><row r="1"><c r="A1" t="s"><v>999</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" t="e"><v>#REF!</v></c><c r="D1"><v>1e999</v></c><c r="E1"><v>NaN</v></c></row></sheetData>', strings="<si><t>x</t></si>", name="hostile-strings.xlsx")
    case("hostile-strings.xlsx", "Strings that there are not, and numbers that are none, stop nothing.", records=0, expect={}, doubts=None)
    formula = inline([HEAD] + BASE).replace('<c t="inlineStr"><is><t>K1</t></is></c>', "<c><f>HYPERLINK(&quot;http://x&quot;)</f></c>", 1)
    xlsx(formula, name="hostile-formula.xlsx")
    case("hostile-formula.xlsx", "A formula without a kept value is not worked out, and told.", expect={"trained": "6"}, doubts=["A2 Formula", "A2 FormulaWithoutValue"])
    whole = open(os.path.join(OUT, "hand-inline.xlsx"), "rb").read()
    for name, data, claim, why in [
        ("hostile-cut.xlsx", whole[: len(whole) // 2], "A zip that was cut off is refused.", "Broken"),
        ("hostile-empty.csv", b"", "A file with nothing in it gives no record.", None),
        ("hostile-page.xls", "<html><table><tr><td>姓名</td></tr></table></html>".encode(), "A web page that calls itself a workbook is refused.", "UnknownForm"),
        ("hostile-picture.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "A picture is refused.", "UnknownForm"),
        ("hostile-cfb.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, "A broken workbook of the older kind is refused.", "Broken"),
        ("hostile-no-book.xlsx", zip_of("a.txt", b"a"), "A zip without a workbook is refused.", "Broken"),
        ("hostile-repeats.ods", zip_of("content.xml", ods_repeats()), "Cells repeated a million times are read to the limit.", None),
    ]:
        put(name, data)
        if why:
            case(name, claim, refused=why)
        else:
            case(name, claim, records=0, expect={}, doubts=None, limits={"cells": 100_000} if name.endswith("ods") else None)
    BOOKS.append(("hostile-far", fods([("远", [["姓名"]] + [[]] * 60000 + [[""] * 250 + ["x"]])]), ("xls",)))
    case("hostile-far.xls", "A workbook of the older kind whose cells lie far apart is refused before room is made for them.", refused="TooLarge")


def zip_of(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def ods_repeats():
    return (b'<d xmlns:table="t" xmlns:office="o" xmlns:text="x"><table:table table:name="S"><table:table-row table:number-rows-repeated="1048576">'
            b'<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
            b"</table:table-row></table:table></d>")


def toml_value(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml_value(each)}" for key, each in value.items()) + " }" if value else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    texts()
    books()
    hostile()
    convert()
    with open(os.path.join(HERE, "cases.toml"), "w", encoding="utf-8") as file:
        file.write("# Made by make.py: what each file must come to. Periods end in 2025.\n")
        for each in CASES:
            file.write("\n[[case]]\n")
            for key, value in each.items():
                if value is not None:
                    file.write(f"{key} = {toml_value(value)}\n")
    print(len(CASES), "cases,", len(os.listdir(OUT)), "files")


main()
