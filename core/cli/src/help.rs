//! How the commands are used, in both languages.

use jiangxing_text::Language;

use crate::arguments::Topic;

/// Where help is to be had, for somebody whose command line was no request.
pub(crate) fn pointer(language: Language) -> &'static str {
    match language {
        Language::Chinese => "用法见 jiangxing --help",
        Language::English => "see jiangxing --help",
    }
}

/// The help: of one command, or of all.
pub(crate) fn text(topic: Option<Topic>, language: Language) -> String {
    let text = match (topic, language) {
        (None, Language::Chinese) => ALL_CHINESE,
        (None, Language::English) => ALL_ENGLISH,
        (Some(Topic::Check), Language::Chinese) => CHECK_CHINESE,
        (Some(Topic::Check), Language::English) => CHECK_ENGLISH,
        (Some(Topic::Rate), Language::Chinese) => RATE_CHINESE,
        (Some(Topic::Rate), Language::English) => RATE_ENGLISH,
        (Some(Topic::Batch), Language::Chinese) => BATCH_CHINESE,
        (Some(Topic::Batch), Language::English) => BATCH_ENGLISH,
        (Some(Topic::Explain), Language::Chinese) => EXPLAIN_CHINESE,
        (Some(Topic::Explain), Language::English) => EXPLAIN_ENGLISH,
        (Some(Topic::Form), Language::Chinese) => FORM_CHINESE,
        (Some(Topic::Form), Language::English) => FORM_ENGLISH,
        (Some(Topic::Panel), Language::Chinese) => PANEL_CHINESE,
        (Some(Topic::Panel), Language::English) => PANEL_ENGLISH,
        (Some(Topic::Merge), Language::Chinese) => MERGE_CHINESE,
        (Some(Topic::Merge), Language::English) => MERGE_ENGLISH,
        (Some(Topic::Pack), Language::Chinese) => PACK_CHINESE,
        (Some(Topic::Pack), Language::English) => PACK_ENGLISH,
        (Some(Topic::Verify), Language::Chinese) => VERIFY_CHINESE,
        (Some(Topic::Verify), Language::English) => VERIFY_ENGLISH,
        (Some(Topic::Unpack), Language::Chinese) => UNPACK_CHINESE,
        (Some(Topic::Unpack), Language::English) => UNPACK_ENGLISH,
        (Some(Topic::Sign), Language::Chinese) => SIGN_CHINESE,
        (Some(Topic::Sign), Language::English) => SIGN_ENGLISH,
        (Some(Topic::Key), Language::Chinese) => KEY_CHINESE,
        (Some(Topic::Key), Language::English) => KEY_ENGLISH,
        (Some(Topic::Fmt), Language::Chinese) => FMT_CHINESE,
        (Some(Topic::Fmt), Language::English) => FMT_ENGLISH,
        (Some(Topic::Diff), Language::Chinese) => DIFF_CHINESE,
        (Some(Topic::Diff), Language::English) => DIFF_ENGLISH,
        (Some(Topic::Schema), Language::Chinese) => SCHEMA_CHINESE,
        (Some(Topic::Schema), Language::English) => SCHEMA_ENGLISH,
    };
    text.to_owned()
}

const ALL_CHINESE: &str = "\
匠星：按评定标准给建设点试评星级，并说明理由。

用法
  jiangxing check   标准                        检查评定标准
  jiangxing rate    标准 评定…                  评出星级
  jiangxing batch   标准 数据 [-o 结果]         评定一张表里的所有对象（CSV、NDJSON、Parquet）
  jiangxing explain 标准 评定 [--focus ID]      逐层说明理由，直到依据条款
  jiangxing explain --plan 标准 [--for 类别=选项] 标准被读成了怎样的计算方案
  jiangxing form    标准 [--category 类别=选项] 列出要填报的内容
  jiangxing panel   标准 评定… [--consensus 合议] 几位评审的评定合成一个结果
  jiangxing merge   评定 评定                   同一人两台设备上的同一份评定，合成一份
  jiangxing pack    标准 评定… -o 包            标准、评定、佐证、报告打成一个交接包
  jiangxing verify  包 [--key 公钥]… [--against 原包] 核验：改没改、改了什么、谁签的名
  jiangxing unpack  包 -o 文件夹                取出包里的文件
  jiangxing sign    包 --key 密钥               给包签名
  jiangxing key     new|show                    生成密钥，查看指纹
  jiangxing fmt     标准… [--check]             把标准整理成规范写法
  jiangxing diff    旧版 新版 [评定…]           修订对照：改了什么，对星级有何影响
  jiangxing schema  rubric|assessment|report    文件格式的 JSON Schema
  jiangxing schema  reference                   评定标准语言参考

  标准是 TOML 文件，评定是 JSON 文件；“-”表示标准输入。

选项
  --format text|json        给人看，或给程序读（默认 text）
  --lang zh|en              语言（默认中文；系统语言为英语时用英语）
  --color auto|always|never 颜色（默认 auto；设了 NO_COLOR 则不用颜色）
  -h, --help                本说明；jiangxing 命令 --help 看某个命令的说明
  -V, --version             版本

退出码
  0  没有问题（不予定星也算）
  1  标准有错误，或评定中有未予采用的填报，或表中有行未评
  2  命令行写法不对
  3  文件读不了，或结果写不出去

例
  jiangxing check rubric.toml
  jiangxing rate rubric.toml site.json
  jiangxing explain rubric.toml site.json --focus c2-3
  jiangxing rate rubric.toml sites/*.json --format json > reports.ndjson

In English: jiangxing --help --lang en
";

const ALL_ENGLISH: &str = "\
Jiangxing: trial star ratings of sites under a rubric, with the reasons.

Usage
  jiangxing check   RUBRIC                         check a rubric
  jiangxing rate    RUBRIC ASSESSMENT…             the rating of each assessment
  jiangxing batch   RUBRIC DATA [-o RESULTS]       every subject of a table (CSV, NDJSON, Parquet)
  jiangxing explain RUBRIC ASSESSMENT [--focus ID] the reasons, down to the clause
  jiangxing explain --plan RUBRIC [--for K=V]      how the rubric is understood: the plan
  jiangxing form    RUBRIC [--category K=V]        what is asked
  jiangxing panel   RUBRIC SHEET… [--consensus F]  what several sheets come to together
  jiangxing merge   ASSESSMENT ASSESSMENT          two copies of one assessment, in one
  jiangxing pack    RUBRIC ASSESSMENT… -o PACKAGE  rubric, answers, evidence, reports in one file
  jiangxing verify  PACKAGE [--key F]… [--against P] what was changed, if anything, and who signed
  jiangxing unpack  PACKAGE -o FOLDER              the files that are in a package
  jiangxing sign    PACKAGE --key FILE             a signature on a package
  jiangxing key     new|show                       a new key, the fingerprint of one
  jiangxing fmt     RUBRIC… [--check]              the rubric's text in canonical form
  jiangxing diff    BEFORE AFTER [ASSESSMENT…]     what changed, and what it does to ratings
  jiangxing schema  rubric|assessment|report       the JSON Schema of a file format
  jiangxing schema  reference                      the reference of the rubric language

  A rubric is a TOML file, an assessment a JSON file; - is standard input.

Options
  --format text|json        for people or for programs (text)
  --lang zh|en              the language (Chinese, unless the system's is English)
  --color auto|always|never colour (auto; none when NO_COLOR is set)
  -h, --help                this; jiangxing COMMAND --help for one command
  -V, --version             the version

Exit codes
  0  in order (a rating that is withheld is in order too)
  1  the rubric has errors, an assessment answers that do not count, or a table rows not rated
  2  the command line is not understood
  3  a file cannot be read, or the result cannot be written

Examples
  jiangxing check rubric.toml
  jiangxing rate rubric.toml site.json
  jiangxing explain rubric.toml site.json --focus c2-3
  jiangxing rate rubric.toml sites/*.json --format json > reports.ndjson

中文说明：jiangxing --help --lang zh
";

const CHECK_CHINESE: &str = "\
jiangxing check 标准

逐条列出标准文件里的问题：在哪一行、是什么、怎么办。
只有提醒没有错误的标准可以使用（退出码 0），有错误的不能使用（退出码 1）。

例
  jiangxing check rubric.toml
  jiangxing check - < rubric.toml
  jiangxing check rubric.toml --format json
";

const CHECK_ENGLISH: &str = "\
jiangxing check RUBRIC

Everything that is wrong with a rubric: in which line, what is the case, what can be done.
A rubric with warnings alone can be used (exit code 0), one with errors cannot (exit code 1).

Examples
  jiangxing check rubric.toml
  jiangxing check - < rubric.toml
  jiangxing check rubric.toml --format json
";

const RATE_CHINESE: &str = "\
jiangxing rate 标准 评定…

每份评定给出：星级、总分（未填完时为可得区间）、为什么不是更高一级、各维度得分、
前置条件与硬指标、怎样才能更高、填报问题、提请核实的事项，以及标准、填报和报告的摘要。

--format json 给出完整报告：一份评定一行，逐字节固定。读不成评定的文件，
在它的位置上是 {\"unreadable\": 文件, \"findings\": […]}。

例
  jiangxing rate rubric.toml site.json
  cat site.json | jiangxing rate rubric.toml -
  jiangxing rate rubric.toml sites/*.json --format json > reports.ndjson
";

const RATE_ENGLISH: &str = "\
jiangxing rate RUBRIC ASSESSMENT…

For each assessment: the stars, the total (a range while answers are missing), why it is not the
next higher rating, the dimensions, gates and requirements, what would change it, findings, what
to look into, and the digests of rubric, answers and report.

--format json gives the whole report, one line for each assessment, always the same bytes. A file
from which no assessment can be read has {\"unreadable\": FILE, \"findings\": […]} in its place.

Examples
  jiangxing rate rubric.toml site.json
  cat site.json | jiangxing rate rubric.toml -
  jiangxing rate rubric.toml sites/*.json --format json > reports.ndjson
";

const BATCH_CHINESE: &str = "\
jiangxing batch 标准 数据 [-o 结果]

一次评定一张表里的所有对象：一行一个对象，一列一个填报项；逐行写出星级、总分和能否评定。
表可为 CSV（逗号、制表符或分号，UTF-8 或 GB18030）、NDJSON（一行一个对象）、Parquet，按扩展名认。
分块处理，内存占用与行数无关；用上所有处理器核；线程多少，结果逐字节相同。

列：表头写填报项的 id，或填报项、评定项在标准里的名称；检查表等的各部分写“id/部分”，说明写
“id/note”，类别写类别的 id 或名称。subject、id、name、code、region、cycle 及编号、名称、单位、
地区等列原样写到结果里。不认识的列会说明，不作数。
格：档位、选项写 id、名称或分值；是否写 是/否、yes/no、true/false、1/0；数字照写；空格为未填；
不适用、待核、拒不提供可在冒号后写原因（不适用：尚未到账）。数字不猜：不带单位和千分位，
百分数写 85 或 85%；日期写 2026-01-31 或 2026年1月31日。

  -o, --output 文件     结果；不写时为标准输出。另有 结果.errors.csv 逐条列出问题
  --errors 文件         问题写到这里
  --columns 文件        列的对应（TOML）：[columns] \"表头\" = \"填报项\"，[words] \"达标\" = \"是\"
  --from csv|ndjson|parquet      数据的格式
  --to csv|ndjson|parquet        结果的格式
  --encoding utf-8|gb18030       CSV 的编码（默认 utf-8）
  --category 类别=选项  每行都相同的类别
  --reason 文字         “不适用”没有写原因时的原因
  --draft               还没填完：给出已锁定和最高可能的星级
  --dimensions, --points         另写各维度的百分比、各评定项的得分
  --keep                不认识的列照原样写到结果里
  --bom                 结果开头加字节序标记（供 Excel 打开）
  --threads N           线程数（默认为处理器核数）
  --resume              接着上次没评完的评，结果与一次评完逐字节相同

有问题的行不评，standing 为 faulty，其余照评；有这样的行时退出码为 1。

例
  jiangxing batch rubric.toml sites.csv -o ratings.csv
  jiangxing batch rubric.toml sites.csv --columns columns.toml --dimensions > ratings.csv
  jiangxing batch rubric.toml sites.ndjson -o ratings.parquet --resume
";

const BATCH_ENGLISH: &str = "\
jiangxing batch RUBRIC DATA [-o RESULTS]

Rates every subject of a table: a row for each subject, a column for each ask. Each row of the
results has the rating, the stars, the total and whether it is settled. Tables are CSV (commas,
tabs or semicolons; UTF-8 or GB18030), NDJSON (an object a line) or Parquet, by their endings. They
are read in blocks: memory does not grow with the rows. All cores are used; how many makes no
difference to a byte of the results.

Columns: a title is the id of an ask, or its name or its item's in the rubric; `id/part` is a part
of a checklist and the like, `id/note` a note; the id or name of a category names its options.
subject, id, name, code, region and cycle go through to the results. Other columns are named once
and count for nothing.
Cells: levels and options by id, name or worth; yes/no, true/false, 1/0; numbers as typed; empty is
unanswered; n/a, pending and declined with their reason after a colon (n/a: not paid out yet).
Numbers are not guessed: no units, no thousands separators, a percentage as 85 or 85%; days as
2026-01-31.

  -o, --output FILE     the results; standard output without it. RESULTS.errors.csv tells faults
  --errors FILE         faults go here
  --columns FILE        which column is which (TOML): [columns] \"title\" = \"ask\",
                        [words] \"met\" = \"yes\"
  --from csv|ndjson|parquet      the form of the data
  --to csv|ndjson|parquet        the form of the results
  --encoding utf-8|gb18030       of CSV (utf-8)
  --category CATEGORY=OPTION     the same for every row
  --reason TEXT         why n/a without a reason is so
  --draft               answers may still come: ratings that are certain and possible
  --dimensions, --points         the shares of dimensions, the points of criteria too
  --keep                unknown columns go through to the results
  --bom                 a byte order mark before the results, for Excel
  --threads N           so many (as there are cores)
  --resume              goes on with a run that did not end; not a byte differs

A row with errors is not rated, its standing is faulty, and the run goes on; it ends with 1 then.

Examples
  jiangxing batch rubric.toml sites.csv -o ratings.csv
  jiangxing batch rubric.toml sites.csv --columns columns.toml --dimensions > ratings.csv
  jiangxing batch rubric.toml sites.ndjson -o ratings.parquet --resume
";

const EXPLAIN_CHINESE: &str = "\
jiangxing explain 标准 评定 [--focus ID]
jiangxing explain --plan 标准 [--for 类别=选项]…

逐层说明：星级、各项条件、前置条件、维度、评定项（可争取的分多的在前）、计算过程、填报、
依据条款（〔文件规定〕或〔工具建议〕）。
--focus 只说明一处：星级、维度、评定项、前置条件或硬指标的 id。
--plan 不看评定，只看标准：每一步运算、单位、可能的取值范围，供起草人核对标准是否被读成了本意。

例
  jiangxing explain rubric.toml site.json
  jiangxing explain rubric.toml site.json --focus c2-3
  jiangxing explain rubric.toml site.json --focus five-stars
  jiangxing explain --plan rubric.toml --for site-type=enterprise
";

const EXPLAIN_ENGLISH: &str = "\
jiangxing explain RUBRIC ASSESSMENT [--focus ID]
jiangxing explain --plan RUBRIC [--for CATEGORY=OPTION]…

The reasons, layer by layer: the rating, its conditions, gates, dimensions, criteria (those with
the most points to win first), the working, the answers, the clauses ([decreed] or [proposed]).
--focus explains one thing: the id of a rating, a dimension, a criterion, a gate or requirement.
--plan looks at no assessment but at the rubric: every operation, its unit and the range it can
take, so that an author sees whether the rubric is understood as it was meant.

Examples
  jiangxing explain rubric.toml site.json
  jiangxing explain rubric.toml site.json --focus c2-3
  jiangxing explain rubric.toml site.json --focus five-stars
  jiangxing explain --plan rubric.toml --for site-type=enterprise
";

const FORM_CHINESE: &str = "\
jiangxing form 标准 [--category 类别=选项]…

列出某一类对象要填报的全部内容：id、满分、可填什么、档位说明、需要的佐证、现场核查办法、依据条款。
不选类别时列出对所有对象都相同的内容。

例
  jiangxing form rubric.toml
  jiangxing form rubric.toml --category site-type=enterprise
  jiangxing form rubric.toml --category site-type=vocational --format json
";

const FORM_ENGLISH: &str = "\
jiangxing form RUBRIC [--category CATEGORY=OPTION]…

Everything that is asked of one kind of subject: ids, points, what can be answered, anchors,
evidence wanted, how to check on site, clauses.
Without a category: what is the same for all.

Examples
  jiangxing form rubric.toml
  jiangxing form rubric.toml --category site-type=enterprise
  jiangxing form rubric.toml --category site-type=vocational --format json
";

const PANEL_CHINESE: &str = "\
jiangxing panel 标准 评定… [--consensus 合议]

每位评审人员一份评定（assessors 恰有一人），按标准的 [panel] 合成一个结果：逐项列出各人的填报、
差距、怎样合成；差得太多的须合议，合议之前结果未定，已锁定和最高可能的星级照常给出。
申报回避（conflict）的不计入，照列。layer 为 self 或 recommended 的不参加合成，与结果逐项对照，
并列出哪一项单独按自评就会改变星级。
--consensus 是合议的评定文件：填报的值和理由（note）；只有理由没有值，表示合议未成。

退出码：没有合成结果，或有填报未予采用时为 1。

例
  jiangxing panel rubric.toml wang.json li.json zhao.json
  jiangxing panel rubric.toml self.json wang.json li.json --consensus agreed.json
  jiangxing panel rubric.toml sheets/*.json --format json
";

const PANEL_ENGLISH: &str = "\
jiangxing panel RUBRIC SHEET… [--consensus FILE]

A sheet for each assessor (exactly one in `assessors`), brought together as the rubric's [panel]
says: item by item what each one said, how far apart, and what it comes to. What is too far apart is
to be talked over; until then the result is open, and shows what is certain and what is possible.
Sheets with a declared conflict of interest (`conflict`) are listed and do not count. Those whose
`layer` is self or recommended do not count either: they are held beside the result, with the items
that alone would make another rating.
--consensus is an assessment of what was talked over: answers, each with its reason in `note`; a
note without an answer says that no agreement was reached.

The exit code is 1 when there is no result, or answers do not count.

Examples
  jiangxing panel rubric.toml wang.json li.json zhao.json
  jiangxing panel rubric.toml self.json wang.json li.json --consensus agreed.json
  jiangxing panel rubric.toml sheets/*.json --format json
";

const MERGE_CHINESE: &str = "\
jiangxing merge 评定 评定

同一位评审人员在两台设备上的同一份评定，合成一份，写到标准输出。先后次序无关，时钟不作数：
各项凭修订记录（revisions）判断谁在谁之后。两边互不知情而说法不同的，都保留在记录里，该项留空，
逐条列出待人决定（退出码 1）；重新填报该项，就是决定。

例
  jiangxing merge tablet-1.json tablet-2.json > merged.json
";

const MERGE_ENGLISH: &str = "\
jiangxing merge ASSESSMENT ASSESSMENT

One assessor's assessment from two devices, in one, on standard output. It does not matter which
comes first, and no clock decides: the history of each field (`revisions`) tells what came after
what. Where two devices said different things without knowing of one another, both are kept in the
history, the field is left open, and it is listed for a person (exit code 1); answering it anew
decides.

Example
  jiangxing merge tablet-1.json tablet-2.json > merged.json
";

const PACK_CHINESE: &str = "\
jiangxing pack 标准 评定… -o 包 [--kind 类别] [--evidence 文件]… [--statement 文件]… [--follows 包]

把标准、评定（连同修改历史）、佐证材料、陈述意见打成一个交接包（.jxpkg）。包是普通的 ZIP 文件，
各条目原样存放；同样的内容总是同样的字节。写出包的标识（清单的摘要），可抄在纸上供核对。
也接受应用“原样导出”的文件。已有的文件不覆盖。

  --kind 类别       assignment 任务包、visit 核查包、self-assessment 自评包、backup 备份、
                    result 结果包（默认；附上评定报告）
  --evidence 文件   佐证材料，可多次
  --statement 文件  评定对象的陈述意见，可多次
  --follows 包      本包承接哪一个包：已签结果重开后，新包写明旧包的标识

例
  jiangxing pack rubric.toml site.json --evidence photo.jpg -o site.jxpkg
  jiangxing pack rubric.toml a.json b.json --kind assignment -o visits.jxpkg
";

const PACK_ENGLISH: &str = "\
jiangxing pack RUBRIC ASSESSMENT… -o PACKAGE [--kind KIND] [--evidence FILE]…
    [--statement FILE]… [--follows PACKAGE]

Rubric, assessments (with their history), evidence and statements in one package (.jxpkg). It is an
ordinary ZIP file whose entries are stored as they are; the same contents always give the same
bytes. Prints the identity of the package (the digest of its manifest), which can go on paper.
Files that the app exported as they were kept are taken too. No file is written over.

  --kind KIND         assignment, visit, self-assessment, backup, or result (when it is not given;
                      with the reports on the answers)
  --evidence FILE     something that was shown; as often as needed
  --statement FILE    what the site has to say; as often as needed
  --follows PACKAGE   the package that this one comes after: a result that was opened again names
                      the one before

Examples
  jiangxing pack rubric.toml site.json --evidence photo.jpg -o site.jxpkg
  jiangxing pack rubric.toml a.json b.json --kind assignment -o visits.jxpkg
";

const VERIFY_CHINESE: &str = "\
jiangxing verify 包 [--key 公钥]… [--identity 摘要] [--against 原包]

离线核验一个交接包：每个字节是否如初；改动、缺失、多出的是哪一条，评定改的是哪几项；签名是否相符；
按包里的标准重新评定，与包里的报告是否一致。什么也不写、不展开，可作为取出之前的预览。

  --key 文件        须由此密钥签名；可多次。不给时，签名相符的密钥列为“未经核对”
  --identity 摘要   须是这一个包（纸上抄写的标识）
  --against 包      与较早的包对照，列出此后改了什么

退出码：有任何问题时为 1。只与原包不同不算问题。

例
  jiangxing verify site.jxpkg
  jiangxing verify site.jxpkg --key wang.pub --format json
  jiangxing verify new.jxpkg --against old.jxpkg
";

const VERIFY_ENGLISH: &str = "\
jiangxing verify PACKAGE [--key FILE]… [--identity DIGEST] [--against PACKAGE]

Looks at a package, offline: whether every byte is as it was; which entry was changed, is missing or
was added, and of an assessment which answers; whether signatures are good; whether the answers
inside, rated under the rubric inside, come to what the report inside says. Nothing is written or
unpacked, so this is the preview before unpacking.

  --key FILE          this key must have signed; as often as needed. Without it, keys of good
                      signatures are listed as not vouched for
  --identity DIGEST   it must be this package (an identity on paper)
  --against PACKAGE   what was changed since an earlier package

The exit code is 1 when anything is wrong. To differ from an earlier package is not wrong.

Examples
  jiangxing verify site.jxpkg
  jiangxing verify site.jxpkg --key wang.pub --format json
  jiangxing verify new.jxpkg --against old.jxpkg
";

const UNPACK_CHINESE: &str = "\
jiangxing unpack 包 -o 文件夹

把包里的文件取到一个新文件夹。有任何改动的包不予取出，说明原因；先用 jiangxing verify 预览。

例
  jiangxing unpack site.jxpkg -o site
";

const UNPACK_ENGLISH: &str = "\
jiangxing unpack PACKAGE -o FOLDER

The files of a package, in a new folder. A package in which anything was changed is refused with the
reason; jiangxing verify is the preview.

Example
  jiangxing unpack site.jxpkg -o site
";

const SIGN_CHINESE: &str = "\
jiangxing sign 包 --key 密钥 [-o 新包] [--date 日期] [--say 意见]

给包签名（Ed25519）。不写 -o 时，签名加在原包里。同一密钥再签，替换前一次。有改动的包不签。
签名说明：内容自签名后未变，签名者持有该密钥。它不等于《电子签名法》所称可靠的电子签名；日期由
签名者自填，无人作证。

例
  jiangxing sign site.jxpkg --key wang.key --date 2026-03-01
  jiangxing sign site.jxpkg --key site.key --say 对第三项有异议
";

const SIGN_ENGLISH: &str = "\
jiangxing sign PACKAGE --key FILE [-o PACKAGE] [--date DAY] [--say WORDS]

Signs a package (Ed25519). Without -o the signature goes into the package itself. A key that signs
once more replaces its signature. A package in which anything was changed is not signed.
A signature tells that the contents are unchanged since, and that the signer holds the key. It is
not by itself a reliable electronic signature in the sense of the law; the date is the signer's own
word.

Examples
  jiangxing sign site.jxpkg --key wang.key --date 2026-03-01
  jiangxing sign site.jxpkg --key site.key --say \"we do not agree with the third item\"
";

const KEY_CHINESE: &str = "\
jiangxing key new --name 姓名 -o 密钥 [--holder 持有者] [--public 公钥]
jiangxing key show 密钥

new 在本机生成一对密钥：密钥文件自己保存，公钥文件交给核验的人。写出指纹，当面或电话核对。
  --holder assessor|device|site   评审人员（默认）、设备、评定对象
show 写出姓名和指纹；--format json 写出公钥文件。

例
  jiangxing key new --name 王伟 -o wang.key --public wang.pub
  jiangxing key show wang.pub
";

const KEY_ENGLISH: &str = "\
jiangxing key new --name NAME -o FILE [--holder HOLDER] [--public FILE]
jiangxing key show FILE

new makes a pair of keys on this machine: keep the file, and give the public one to those who
verify. Prints the fingerprint, which is compared in person or by telephone.
  --holder assessor|device|site   an assessor when it is not given
show prints name and fingerprint; with --format json the public key's file.

Examples
  jiangxing key new --name \"Wang Wei\" -o wang.key --public wang.pub
  jiangxing key show wang.pub
";

const FMT_CHINESE: &str = "\
jiangxing fmt 标准… [--check]

把标准文件整理成规范写法：键的次序按语言的次序，引号、空格、空行只有一种写法，长列表一行一个，
注释保留，各节的先后不动。内容和摘要不变。“-”从标准输入读，写到标准输出。
--check 不改文件，只说哪个文件、从哪一行起不是规范写法（退出码 1）。

例
  jiangxing fmt rubric.toml
  jiangxing fmt --check rubrics/*/rubric.toml
  jiangxing fmt - < draft.toml > rubric.toml
";

const FMT_ENGLISH: &str = "\
jiangxing fmt RUBRIC… [--check]

A rubric's text in canonical form: keys in the order of the language, one way of quoting, spacing
and breaking, long lists one element a line; comments are kept, tables stay in their order. Content
and digest do not change. - reads standard input and writes standard output.
--check changes nothing and says which file is not in canonical form, from which line on (exit
code 1).

Examples
  jiangxing fmt rubric.toml
  jiangxing fmt --check rubrics/*/rubric.toml
  jiangxing fmt - < draft.toml > rubric.toml
";

const DIFF_CHINESE: &str = "\
jiangxing diff 旧版 新版 [评定…] [--examples 文件夹]

修订对照：逐项列出两个版本的不同（增加、删除、移动、权重 6 → 5、星级线、前置条件、条款……），
只改文字、不影响评定的另列。给了评定文件的，按两个版本各评一次，列出升星、降星和原因。
评定填报时所依据的版本不作限制：只为对照，两次都视为按该版填报；其他问题照常列出。
--examples 取文件夹里的全部 .json 文件。

例
  jiangxing diff old.toml new.toml
  jiangxing diff old.toml new.toml --examples examples
  jiangxing diff old.toml new.toml site.json --format json
";

const DIFF_ENGLISH: &str = "\
jiangxing diff BEFORE AFTER [ASSESSMENT…] [--examples FOLDER]

What changed between two editions, construct by construct: what was added, removed or moved, a
weight 6 → 5, a cut-off, a gate, a clause; and apart from that what changed in words only, without
effect. Every assessment given is rated under both; who gains or loses a star is listed with why.
The edition an assessment names does not matter here: for the comparison alone it is taken as given
under each of the two. Everything else that does not fit is reported as usual.
--examples takes every .json file of a folder.

Examples
  jiangxing diff old.toml new.toml
  jiangxing diff old.toml new.toml --examples examples
  jiangxing diff old.toml new.toml site.json --format json
";

const SCHEMA_CHINESE: &str = "\
jiangxing schema rubric|assessment|report
jiangxing schema reference [--cases 文件夹]…

写出文件格式的 JSON Schema（标准、评定、报告），由程序的类型生成，可用于编辑器提示和外部系统校验。
在标准文件第一行写 #:schema rubric.schema.json，支持 TOML 的编辑器即可补全并提示各键的含义。
reference 写出评定标准语言参考（Markdown），同样由类型生成；--cases 附上用例文件夹中的正例和反例。

例
  jiangxing schema rubric > rubric.schema.json
  jiangxing schema reference > REFERENCE.md
";

const SCHEMA_ENGLISH: &str = "\
jiangxing schema rubric|assessment|report
jiangxing schema reference [--cases FOLDER]…

The JSON Schema of a file format (rubric, assessment, report), generated from the program's own
types: for completion in an editor, and for checks in other systems. With #:schema
rubric.schema.json as the first line of a rubric, editors that know TOML complete its keys and
show what they mean.
reference writes the reference of the rubric language (Markdown), from the same types; --cases adds
links to the good and bad cases of a folder.

Examples
  jiangxing schema rubric > rubric.schema.json
  jiangxing schema reference > REFERENCE.md
";
