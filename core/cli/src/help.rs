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
        (Some(Topic::Explain), Language::Chinese) => EXPLAIN_CHINESE,
        (Some(Topic::Explain), Language::English) => EXPLAIN_ENGLISH,
        (Some(Topic::Form), Language::Chinese) => FORM_CHINESE,
        (Some(Topic::Form), Language::English) => FORM_ENGLISH,
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
  jiangxing explain 标准 评定 [--focus ID]      逐层说明理由，直到依据条款
  jiangxing form    标准 [--category 类别=选项] 列出要填报的内容
  jiangxing schema  rubric|assessment|report    文件格式的 JSON Schema

  标准是 TOML 文件，评定是 JSON 文件；“-”表示标准输入。

选项
  --format text|json        给人看，或给程序读（默认 text）
  --lang zh|en              语言（默认中文；系统语言为英语时用英语）
  --color auto|always|never 颜色（默认 auto；设了 NO_COLOR 则不用颜色）
  -h, --help                本说明；jiangxing 命令 --help 看某个命令的说明
  -V, --version             版本

退出码
  0  没有问题（不予定星也算）
  1  标准有错误，或评定中有未予采用的填报
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
  jiangxing explain RUBRIC ASSESSMENT [--focus ID] the reasons, down to the clause
  jiangxing form    RUBRIC [--category K=V]        what is asked
  jiangxing schema  rubric|assessment|report       the JSON Schema of a file format

  A rubric is a TOML file, an assessment a JSON file; - is standard input.

Options
  --format text|json        for people or for programs (text)
  --lang zh|en              the language (Chinese, unless the system's is English)
  --color auto|always|never colour (auto; none when NO_COLOR is set)
  -h, --help                this; jiangxing COMMAND --help for one command
  -V, --version             the version

Exit codes
  0  in order (a rating that is withheld is in order too)
  1  the rubric has errors, or an assessment has answers that do not count
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

const EXPLAIN_CHINESE: &str = "\
jiangxing explain 标准 评定 [--focus ID]

逐层说明：星级、各项条件、前置条件、维度、评定项（可争取的分多的在前）、计算过程、填报、
依据条款（〔文件规定〕或〔工具建议〕）。
--focus 只说明一处：星级、维度、评定项、前置条件或硬指标的 id。

例
  jiangxing explain rubric.toml site.json
  jiangxing explain rubric.toml site.json --focus c2-3
  jiangxing explain rubric.toml site.json --focus five-stars
";

const EXPLAIN_ENGLISH: &str = "\
jiangxing explain RUBRIC ASSESSMENT [--focus ID]

The reasons, layer by layer: the rating, its conditions, gates, dimensions, criteria (those with
the most points to win first), the working, the answers, the clauses ([decreed] or [proposed]).
--focus explains one thing: the id of a rating, a dimension, a criterion, a gate or requirement.

Examples
  jiangxing explain rubric.toml site.json
  jiangxing explain rubric.toml site.json --focus c2-3
  jiangxing explain rubric.toml site.json --focus five-stars
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

const SCHEMA_CHINESE: &str = "\
jiangxing schema rubric|assessment|report

写出文件格式的 JSON Schema（标准、评定、报告），由程序的类型生成，可用于编辑器提示和外部系统校验。

例
  jiangxing schema assessment > assessment.schema.json
";

const SCHEMA_ENGLISH: &str = "\
jiangxing schema rubric|assessment|report

The JSON Schema of a file format (rubric, assessment, report), generated from the program's own
types: for completion in an editor, and for checks in other systems.

Example
  jiangxing schema assessment > assessment.schema.json
";
