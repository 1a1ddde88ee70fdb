//! Rubrics nobody wrote that, taken together, use everything the language has.
//!
//! Each criterion is made from one recipe of a list, so that each construct is met every few
//! rubrics. No expression looks at an answer twice: what is missing then has one range, however it
//! is worked out.

use std::collections::BTreeSet;
use std::fmt::Write;

use fastrand::Rng;

const CLAUSES: &str = r#"clauses = [{ basis = "proposed", note = { zh = "生成" } }]"#;
const NAME: &str = r#"name = { zh = "生成" }"#;

/// The text of a rubric that opens.
pub fn rubric(rng: &mut Rng) -> String {
    let mut made = Made {
        rng,
        tables: String::new(),
        quantities: String::new(),
        dimensions: String::new(),
        criteria: String::new(),
        facts: String::new(),
        grades: String::new(),
        conditions: Vec::new(),
        numbers: Vec::new(),
        shares: Vec::new(),
        scored: Vec::new(),
        ladders: Vec::new(),
        has_categories: false,
        next: 0,
        yes: 0,
    };
    made.has_categories = made.rng.u8(0..3) == 0;
    let full = made.all_dimensions();
    made.all_quantities();
    made.all_grades();
    made.fact_for_some();
    let gates = made.gates();
    let rating = made.rating(full);
    let policies = made.policies();
    let head = head(made.has_categories);
    let Made { tables, quantities, dimensions, criteria, facts, grades, .. } = made;
    [head, tables, quantities, dimensions, criteria, facts, grades, gates, policies, rating]
        .concat()
}

/// A piece of an expression, and the asks it looks at.
#[derive(Clone)]
struct Piece {
    text: String,
    asks: BTreeSet<String>,
}

struct Made<'a> {
    rng: &'a mut Rng,
    tables: String,
    quantities: String,
    dimensions: String,
    criteria: String,
    facts: String,
    grades: String,
    /// Conditions over answers.
    conditions: Vec<Piece>,
    /// Plain numbers from 0 to about 100.
    numbers: Vec<Piece>,
    /// Numbers from 0 to 1.
    shares: Vec<Piece>,
    /// Criteria and dimensions that are scored, to be looked at from later ones.
    scored: Vec<(String, bool)>,
    /// Grades, each with a level of it.
    ladders: Vec<(String, Vec<String>, u32)>,
    has_categories: bool,
    next: usize,
    yes: usize,
}

fn head(has_categories: bool) -> String {
    let mut text = String::from(
        r#"format = 1
id = "generated"
edition = "1"
status = "draft"
languages = ["zh"]
title = { zh = "生成" }
publisher = { zh = "生成" }
notice = { zh = "检验用标准 · 试评" }

"#,
    );
    if has_categories {
        text.push_str(
            r#"[[category]]
id = "kind"
name = { zh = "类别" }
options = [{ id = "school", name = { zh = "校" } }, { id = "works", name = { zh = "厂" } }, { id = "hall", name = { zh = "馆" } }]

[[category]]
id = "year"
name = { zh = "年度" }
options = [{ id = "y1", name = { zh = "一" } }, { id = "y2", name = { zh = "二" } }]

"#,
        );
    }
    text.push_str(
        r#"[[unit]]
id = "person"
name = { zh = "人" }
whole = true

[[unit]]
id = "yuan"
name = { zh = "元" }

[[unit]]
id = "mark"
name = { zh = "分" }

[[scale]]
id = "four"
levels = [
  { id = "0", worth = 0, name = { zh = "无" } },
  { id = "1", worth = 1, name = { zh = "有" } },
  { id = "2", worth = 2.5, name = { zh = "好" } },
  { id = "3", worth = 3, name = { zh = "优" } },
]

"#,
    );
    text
}

const LEVEL: &str = r#"kind = "level", scale = "four", anchors = { "0" = { zh = "零" }, "1" = { zh = "一" }, "2" = { zh = "二" }, "3" = { zh = "三" } }"#;

/// What a recipe makes: everything of a criterion but its id, place and weight.
struct Body {
    asks: Vec<String>,
    measure: Option<String>,
    points: Option<String>,
    may_be_undefined: bool,
}

fn body(asks: Vec<String>) -> Body {
    Body { asks, measure: None, points: None, may_be_undefined: false }
}

impl Made<'_> {
    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.rng.usize(0..of.len())]
    }

    fn chance(&mut self, of: u8) -> bool {
        self.rng.u8(0..of) == 0
    }

    /// What silence counts at finalisation.
    fn silence(&mut self) -> &'static str {
        self.one(&["lowest", "lowest", "withhold", "full", "leave-out"])
    }

    fn fresh(&mut self, letter: &str) -> String {
        self.next += 1;
        format!("{letter}{}", self.next)
    }

    fn condition(&mut self, text: String, asks: &[&str]) {
        let asks = asks.iter().map(|ask| (*ask).to_owned()).collect();
        self.conditions.push(Piece { text, asks });
    }

    fn number(&mut self, text: String, asks: &[&str]) {
        let asks = asks.iter().map(|ask| (*ask).to_owned()).collect();
        self.numbers.push(Piece { text, asks });
    }

    fn share(&mut self, text: String, asks: &[&str]) {
        let asks = asks.iter().map(|ask| (*ask).to_owned()).collect();
        self.shares.push(Piece { text, asks });
    }

    /// Pieces that look at different answers.
    fn apart(&mut self, of: &[Piece], count: usize) -> Vec<Piece> {
        let mut picked: Vec<Piece> = Vec::new();
        for _ in 0..count * 3 {
            if of.is_empty() || picked.len() == count {
                break;
            }
            let piece = of[self.rng.usize(0..of.len())].clone();
            if picked.iter().all(|other| other.asks.is_disjoint(&piece.asks))
                && picked.iter().all(|other| other.text != piece.text)
            {
                picked.push(piece);
            }
        }
        picked
    }

    /// A condition over answers, alone or several together.
    fn some_condition(&mut self) -> Option<String> {
        let conditions = self.conditions.clone();
        let pieces = self.apart(&conditions, 3);
        let text = |index: usize| pieces[index].text.clone();
        Some(match (pieces.len(), self.rng.u8(0..12)) {
            (0, _) => return None,
            (1, 0..4) => format!("not ({})", text(0)),
            (1, _) => text(0),
            (_, 0) => format!("({}) and ({})", text(0), text(1)),
            (_, 1) => format!("({}) or ({})", text(0), text(1)),
            (_, 2) => format!("any({}, {})", text(0), text(1)),
            (_, 3) => format!("all({}, {})", text(0), text(1)),
            (3, 4) => format!("at-least(2, {}, {}, {})", text(0), text(1), text(2)),
            (3, 5) => format!("count({}, {}, {}) >= 2", text(0), text(1), text(2)),
            (_, 7) => format!("not ({})", text(0)),
            _ => text(0),
        })
    }

    // ── dimensions ──

    /// Everything that is scored, and what it adds up to.
    fn all_dimensions(&mut self) -> u32 {
        let mut full = 0;
        for index in 0..self.rng.usize(1..=3) {
            full += self.dimension(["p", "q", "r"][index], None, 0);
        }
        if self.chance(3) {
            self.on_top("z", "bonus");
        }
        if self.chance(3) {
            self.on_top("y", "demerit");
        }
        full
    }

    fn dimension(&mut self, id: &str, parent: Option<&str>, depth: usize) -> u32 {
        let combine = match self.rng.u8(0..9) {
            0 => "lowest",
            1 => "highest",
            2 => "product",
            3 => "share-met",
            _ => "mean",
        };
        let mut weight = 0;
        let children = if depth < 2 && combine != "share-met" && self.chance(3) {
            self.rng.usize(1..=2)
        } else {
            0
        };
        for child in 0..children {
            weight += self.dimension(&format!("{id}{}", ["a", "b"][child]), Some(id), depth + 1);
        }
        let least = usize::from(children == 0);
        for place in 0..self.rng.usize(least..=if children == 0 { 4 } else { 2 }) {
            let own = self.rng.u32(1..=20);
            let own = if place > 0 && self.chance(10) { 0 } else { own };
            weight += own;
            self.criterion(id, own);
        }
        let mut text = format!("[[dimension]]\nid = \"{id}\"\n{NAME}\nweight = {weight}\n");
        if let Some(parent) = parent {
            writeln!(text, "in = \"{parent}\"").expect("text");
        }
        if combine != "mean" || self.chance(6) {
            writeln!(text, "combine = \"{combine}\"").expect("text");
        }
        if self.chance(6) {
            let missing = self.silence();
            writeln!(text, "missing = \"{missing}\"").expect("text");
        }
        if children == 0 && self.chance(8) {
            let share = self.one(&["50%", "60%", "1/3"]);
            writeln!(text, "answered = \"{share}\"").expect("text");
        }
        if self.chance(6) {
            let limit = self.one(&["20%", "40%", "60%"]);
            writeln!(text, "na-limit = \"{limit}\"").expect("text");
        }
        text.push_str(&self.na_policy("na-counts", 6));
        if self.chance(6) {
            let grade = format!("{id}-grade");
            writeln!(text, "counts = \"grade\"\ngrade = \"{grade}\"").expect("text");
            self.grade(&grade, Some(format!("of = \"{id}\"\n")), &["85%", "2/3", "40%"]);
        }
        text.push('\n');
        // Parents stand before what is in them.
        self.dimensions.insert_str(0, &text);
        self.scored.push((id.to_owned(), true));
        weight
    }

    fn on_top(&mut self, id: &str, what: &str) {
        let cap = self.rng.u32(1..=6);
        let active = if self.chance(4) { "false" } else { "true" };
        let lifts = match what {
            "bonus" => format!("lifts = {}, ", self.rng.u32(0..=2)),
            _ => String::new(),
        };
        writeln!(
            self.dimensions,
            "[[dimension]]\nid = \"{id}\"\n{NAME}\n{what} = {{ cap = {cap}, {lifts}active = {active} }}\n"
        )
        .expect("text");
        for _ in 0..self.rng.usize(1..=2) {
            let weight = self.rng.u32(1..=5);
            self.criterion(id, weight);
        }
    }

    // ── criteria ──

    fn criterion(&mut self, dimension: &str, weight: u32) {
        let id = self.fresh("c");
        let standing = match weight {
            0 if self.chance(2) => self.one(&["future", "obsolete", "current"]),
            _ => "",
        };
        let for_some = weight == 0 && self.has_categories && self.chance(2);
        let (conditions, numbers) = (self.conditions.len(), self.numbers.len());
        let mut body = self.recipe(&id);
        if weight > 0 && body.measure.is_some() && self.chance(8) {
            let more = format!("id = \"{id}-note\", kind = \"yes-no\", optional = true, {NAME}");
            body.asks.push(more);
        }
        if standing == "obsolete" || for_some {
            // What is not asked of everybody is looked at by nothing.
            self.conditions.truncate(conditions);
            self.numbers.truncate(numbers);
        }
        let mut text = format!(
            "[[criterion]]\nid = \"{id}\"\nin = \"{dimension}\"\n{NAME}\nweight = {weight}\n{CLAUSES}\n"
        );
        let has_asks = !body.asks.is_empty();
        if has_asks {
            let asks: Vec<String> =
                body.asks.iter().map(|ask| format!("  {{ {ask} }},\n")).collect();
            writeln!(text, "ask = [\n{}]", asks.concat()).expect("text");
        }
        if let Some(measure) = &body.measure {
            writeln!(text, "measure = \"{measure}\"").expect("text");
        }
        if let Some(points) = &body.points {
            writeln!(text, "points = {points}").expect("text");
        }
        if body.may_be_undefined {
            let policy = self.one(&["lowest", "leave-out", "withhold"]);
            writeln!(text, "undefined = \"{policy}\"").expect("text");
        }
        let may_not_apply = has_asks && self.chance(3);
        if may_not_apply {
            text.push_str("na = \"with-reason\"\n");
            let leans = body
                .measure
                .as_ref()
                .is_some_and(|measure| measure.contains("score(") || measure.contains("earned("));
            // The least of a share that looks at others is a matter of what they may come to.
            text.push_str(&match leans {
                true => "na-counts = \"full\"\n".to_owned(),
                false => self.na_policy("na-counts", 2),
            });
        }
        // How far growth from next to nothing may go is shown with room to spare.
        let grows = body.measure.as_ref().is_some_and(|measure| measure.contains("growth("));
        if grows {
            text.push_str("missing = \"lowest\"\n");
        } else if has_asks && self.chance(3) {
            let policy = self.silence();
            writeln!(text, "missing = \"{policy}\"").expect("text");
        }
        if !may_not_apply && self.chance(8) {
            let fact = self.fact();
            writeln!(
                text,
                "leave-out-when = \"{fact}\"\nleave-out-reason = {{ zh = \"按规则不计\" }}"
            )
            .expect("text");
        }
        if for_some {
            text.push_str("applies = { kind = [\"works\", \"hall\"] }\n");
        }
        if !standing.is_empty() {
            writeln!(text, "standing = \"{standing}\"").expect("text");
        }
        if self.has_categories && has_asks && !grows && self.chance(3) {
            let policy = self.one(&["lowest", "full"]);
            let other = self.one(&["leave-out", "lowest"]);
            writeln!(
                text,
                "[[criterion.variant]]\nfor = {{ kind = [\"works\", \"hall\"] }}\nmissing = \"{policy}\"\n[[criterion.variant]]\nfor = {{ kind = [\"works\"], year = [\"y2\"] }}\nmissing = \"{other}\""
            )
            .expect("text");
        }
        text.push('\n');
        self.criteria.push_str(&text);
        if weight > 0 {
            self.scored.push((id, false));
        }
    }

    /// The id of a fact.
    fn fact(&mut self) -> String {
        if self.yes == 0 || self.rng.bool() {
            self.yes += 1;
            writeln!(
                self.facts,
                "[[fact]]\nid = \"fact-{}\"\n{NAME}\nask = [{{ kind = \"yes-no\" }}]\n",
                self.yes
            )
            .expect("text");
        }
        format!("fact-{}", self.yes)
    }

    fn recipe(&mut self, id: &str) -> Body {
        let recipe = self.rng.u8(0..34);
        match recipe {
            0 | 1 => self.level(id),
            2 => self.yes_no(id),
            3 => self.checklist(id),
            4 => self.choice(id),
            5 => self.count(id),
            6 => self.plain_number(id),
            7 => self.percent(id),
            8 => self.part_of_whole(id),
            9 => self.any_of(id),
            10 => self.money(id),
            11 | 12 => self.date(id),
            13 | 14 => self.period(id),
            15 => self.banded(id),
            16 | 17 => self.distribution(id),
            18..=20 => self.series(id),
            21 => self.coloured(id),
            22..=24 => self.real(id),
            25 => self.rounding(id),
            26..=28 => self.aggregate(id),
            29 => self.counting(id),
            30 => self.fallback(id),
            31 => self.conditional(id),
            32 => self.two_ways(id),
            _ => self.of_others(id),
        }
    }

    fn level(&mut self, id: &str) -> Body {
        let least = self.rng.u8(1..=3);
        self.condition(format!("{id} >= {least}"), &[id]);
        let option = self.rng.u8(0..=3);
        self.condition(format!("chosen({id}, {option})"), &[id]);
        self.share(format!("{id} / 3"), &[id]);
        body(vec![LEVEL.to_owned()])
    }

    fn yes_no(&mut self, id: &str) -> Body {
        self.condition(id.to_owned(), &[id]);
        self.condition(format!("given({id})"), &[id]);
        body(vec!["kind = \"yes-no\"".to_owned()])
    }

    fn checklist(&mut self, id: &str) -> Body {
        let parts: Vec<String> = (0..self.rng.usize(2..=4))
            .map(|part| {
                let na = if part > 0 && self.chance(4) { ", na = true" } else { "" };
                format!("{{ id = \"s{part}\", {NAME}{na} }}")
            })
            .collect();
        self.condition(format!("{id} >= 50%"), &[id]);
        self.condition(format!("ticked({id}) >= 2"), &[id]);
        body(vec![format!("kind = \"checklist\", parts = [{}]", parts.join(", "))])
    }

    fn choice(&mut self, id: &str) -> Body {
        self.condition(format!("chosen({id}, half)"), &[id]);
        let ask = format!(
            "kind = \"choice\", options = [{{ id = \"no\", worth = 0, {NAME} }}, {{ id = \"half\", worth = 0.5, {NAME} }}, {{ id = \"all\", worth = 1, {NAME} }}]"
        );
        Body { points: Some("{ curve = [[0, 0], [1, 1]] }".into()), ..body(vec![ask]) }
    }

    /// A curve from `from` to `to`, with a corner; now and then a falling one.
    fn curve(&mut self, from: u32, to: u32) -> String {
        let corner = from + (to - from) / 2;
        let share = self.rng.u8(1..=9);
        if self.chance(4) {
            format!("{{ curve = [[{from}, 1], [{corner}, 0.{share}], [{to}, 0]] }}")
        } else {
            format!("{{ curve = [[{from}, 0], [{corner}, 0.{share}], [{to}, 1]] }}")
        }
    }

    /// A table of its own, by steps or lines, from 0 on.
    fn table(&mut self, to: u32) -> String {
        let id = self.fresh("t");
        let middle = (to / 2).max(1);
        let rows = match self.rng.u8(0..3) {
            0 => format!("curve = [[0, 0], [{middle}, 0.4], [{to}, 1]]"),
            1 => format!(
                "steps = [{{ from = 0, gives = 0 }}, {{ from = {middle}, gives = 0.3 }}, {{ above = {to}, gives = 1 }}]"
            ),
            _ => format!(
                "steps = [{{ from = 0, gives = 1 }}, {{ above = {middle}, gives = 0.5 }}, {{ from = {to}, gives = 0 }}]"
            ),
        };
        write!(self.tables, "[[table]]\nid = \"{id}\"\n{NAME}\n{CLAUSES}\n{rows}\n").expect("text");
        if self.has_categories && self.chance(2) {
            let more = to + 10;
            let replaced = match rows.starts_with("curve") {
                true => format!("curve = [[0, 0], [{more}, 1]]"),
                false => {
                    format!(
                        "steps = [{{ from = 0, gives = 0.1 }}, {{ from = {more}, gives = 0.9 }}]"
                    )
                }
            };
            writeln!(self.tables, "[[table.variant]]\nfor = {{ kind = [\"school\"] }}\n{replaced}")
                .expect("text");
        }
        self.tables.push('\n');
        id
    }

    fn count(&mut self, id: &str) -> Body {
        let least = self.rng.u32(1..=1500);
        let x = &format!("{id}-x");
        self.condition(format!("{x} >= {least} person"), &[x]);
        self.condition(format!("{x} = {least} person"), &[x]);
        self.number(format!("min({x} / 20 person, 100)"), &[x]);
        let ask = vec![format!("id = \"{x}\", {NAME}, kind = \"count\", unit = \"person\"")];
        let from = self.rng.u32(0..500);
        let points = match self.rng.u8(0..3) {
            0 => {
                let to = from + 2 + self.rng.u32(0..1500);
                self.curve(from, to)
            }
            1 => {
                let second = from + 1 + self.rng.u32(1..500);
                format!(
                    "{{ steps = [{{ from = 0, share = 0 }}, {{ from = {}, share = 0.4 }}, {{ above = {second}, share = 1 }}] }}",
                    from + 1
                )
            }
            _ => {
                let to = from + 10;
                return Body {
                    measure: Some(format!("{x} / 1 person")),
                    points: Some(format!("{{ table = \"{}\" }}", self.table(to))),
                    ..body(ask)
                };
            }
        };
        Body { points: Some(points), ..body(ask) }
    }

    fn plain_number(&mut self, id: &str) -> Body {
        let least = self.rng.u32(1..=99);
        let x = &format!("{id}-x");
        self.condition(format!("{x} > {least} mark"), &[x]);
        self.condition(format!("{x} <= {least} mark"), &[x]);
        self.condition(format!("{x} != {least} mark"), &[x]);
        self.number(format!("{x} / 1 mark"), &[x]);
        let places = self.rng.u8(0..=3);
        let to = self.rng.u32(20..=90);
        let points = match self.rng.u8(0..3) {
            0 => self.curve(0, to),
            1 => format!("{{ table = \"{}\" }}", self.table(to)),
            _ => format!("{{ of = {to}, floor = {}, cap = {to} }}", to / 5),
        };
        let ask = format!(
            "id = \"{x}\", {NAME}, kind = \"number\", unit = \"mark\", at-least = 0, at-most = 100, places = {places}"
        );
        let measure = Some(format!("{x} / 1 mark"));
        Body { measure, points: Some(points), ..body(vec![ask]) }
    }

    fn percent(&mut self, id: &str) -> Body {
        self.condition(format!("{id} >= 85%"), &[id]);
        self.condition(format!("{id} < 40%"), &[id]);
        self.share(id.to_owned(), &[id]);
        let points = self
            .rng
            .bool()
            .then(|| "{ curve = [[\"60%\", 0], [\"85%\", 0.8], [\"95%\", 1]] }".to_owned());
        Body { points, ..body(vec!["kind = \"percent\", places = 2".to_owned()]) }
    }

    fn part_of_whole(&mut self, id: &str) -> Body {
        let asks = vec![
            format!(
                "id = \"{id}-part\", kind = \"count\", unit = \"person\", within = \"{id}-whole\", {NAME}"
            ),
            format!("id = \"{id}-whole\", kind = \"count\", unit = \"person\", {NAME}"),
        ];
        Body {
            measure: Some(format!("share({id}-part, {id}-whole)")),
            may_be_undefined: true,
            ..body(asks)
        }
    }

    fn any_of(&mut self, id: &str) -> Body {
        let (a, b) = (format!("{id}-a"), format!("{id}-b"));
        self.condition(format!("{a} >= 4 person or {b} >= 200 person"), &[&a, &b]);
        let asks = [&a, &b]
            .map(|ask| format!("id = \"{ask}\", kind = \"count\", unit = \"person\", {NAME}"));
        Body {
            measure: Some(format!("max({a} / 4 person, {b} / 200 person)")),
            points: Some("{ curve = [[0.5, 0], [1, 0.8], [1.5, 1]] }".into()),
            ..body(asks.into())
        }
    }

    fn money(&mut self, id: &str) -> Body {
        self.condition(format!("{id} >= 1000.5 yuan"), &[id]);
        self.number(format!("{id} / 50 yuan"), &[id]);
        let places = if self.rng.bool() { ", places = 1" } else { "" };
        let ask = format!("kind = \"money\", unit = \"yuan\", at-most = 5000{places}");
        let points = self.curve(0, 4000);
        Body { points: Some(points), ..body(vec![ask]) }
    }

    fn date(&mut self, id: &str) -> Body {
        let x = &format!("{id}-x");
        self.condition(format!("{x} >= date(2024-02-29)"), &[x]);
        self.condition(format!("year({x}) = 2024"), &[x]);
        self.condition(format!("month({x}) <= 6"), &[x]);
        self.condition(format!("{x} + 90 day > date(2025-01-31)"), &[x]);
        self.condition(format!("max({x}, date(2023-01-01)) < date(2023-07-01)"), &[x]);
        let ask = vec![format!(
            "id = \"{x}\", {NAME}, kind = \"date\", at-least = \"2020-01-31\", at-most = \"2026-12-31\""
        )];
        let (measure, to) = match self.rng.u8(0..4) {
            0 => (format!("years-between({x}, date(2026-12-31))"), 7),
            1 => (format!("months-between({x}, date(2026-12-31))"), 80),
            2 => (format!("(date(2026-12-31) - {x}) / 30 day"), 70),
            _ => (format!("(min({x}, date(2026-06-30)) - date(2020-01-01)) / 1 day"), 2000),
        };
        let points = self.curve(0, to);
        Body { measure: Some(measure), points: Some(points), ..body(ask) }
    }

    fn period(&mut self, id: &str) -> Body {
        let x = &format!("{id}-x");
        self.condition(format!("first-day({x}) >= date(2026-01-01)"), &[x]);
        self.condition(format!("last-day({x}) < date(2026-07-01)"), &[x]);
        let ask = vec![format!(
            "id = \"{x}\", {NAME}, kind = \"period\", at-least = \"2025-12-01\", at-most = \"2026-12-31\""
        )];
        let points = self.curve(1, 200);
        Body { measure: Some(format!("days({x}) / 1 day")), points: Some(points), ..body(ask) }
    }

    fn banded(&mut self, id: &str) -> Body {
        self.condition(format!("{id} >= 6"), &[id]);
        let ask = format!(
            "kind = \"score\", bands = [{{ id = \"low\", {NAME}, from = 0, to = 3, anchor = {{ zh = \"低\" }} }}, {{ id = \"middle\", {NAME}, from = 5, to = 7, anchor = {{ zh = \"中\" }} }}, {{ id = \"high\", {NAME}, from = 8, to = 10, anchor = {{ zh = \"高\" }} }}]"
        );
        let places = if self.rng.bool() { ", places = 1" } else { "" };
        let points = self.one(&[
            "{ of = 10 }",
            "{ of = 10, floor = 2 }",
            "{ of = 8, cap = 8 }",
            "{ of = 9, floor = 1, cap = 9 }",
        ]);
        Body { points: Some(points.into()), ..body(vec![format!("{ask}{places}")]) }
    }

    fn distribution(&mut self, id: &str) -> Body {
        let x = &format!("{id}-x");
        self.condition(format!("replies({x}) >= 5"), &[x]);
        self.condition(format!("replies({x}, good) > 2"), &[x]);
        let ask = format!(
            "id = \"{x}\", {NAME}, kind = \"distribution\", options = [{{ id = \"poor\", worth = 0, {NAME} }}, {{ id = \"fair\", worth = 0.5, {NAME} }}, {{ id = \"good\", worth = 1, {NAME} }}]"
        );
        let measure = match self.rng.u8(0..4) {
            0 => format!("share-of({x}, good)"),
            1 => format!("share-of({x}, fair, good)"),
            2 => format!("mean-of({x})"),
            _ => x.clone(),
        };
        let points = Some("{ curve = [[0, 0], [0.6, 0.5], [1, 1]] }".into());
        Body { measure: Some(measure), points, may_be_undefined: true, ..body(vec![ask]) }
    }

    fn series(&mut self, id: &str) -> Body {
        let x = &format!("{id}-x");
        self.condition(format!("rises({x})"), &[x]);
        self.condition(format!("at({x}, y2024) >= 20 mark"), &[x]);
        let ask = format!(
            "id = \"{x}\", {NAME}, kind = \"series\", unit = \"mark\", periods = [{{ id = \"y2023\", {NAME} }}, {{ id = \"y2024\", {NAME} }}, {{ id = \"y2025\", {NAME} }}], at-least = 0, at-most = 60, whole = true"
        );
        let (measure, undefined) = match self.rng.u8(0..7) {
            0 => (format!("latest({x}) / 1 mark"), false),
            1 => (format!("mean-of({x}) / 1 mark"), false),
            2 => (format!("sum-of({x}) / 3 mark"), false),
            3 => (format!("lowest-of({x}) / 1 mark"), false),
            4 => (format!("highest-of({x}) / 1 mark"), false),
            5 => (format!("at({x}, y2024) / 1 mark"), false),
            _ => (format!("50 * growth(at({x}, y2024), at({x}, y2023))"), true),
        };
        let points = self.curve(0, 50);
        Body {
            measure: Some(measure),
            points: Some(points),
            may_be_undefined: undefined,
            ..body(vec![ask])
        }
    }

    /// A category among the answers, looked up.
    fn coloured(&mut self, id: &str) -> Body {
        let x = &format!("{id}-x");
        self.condition(format!("chosen({x}, red)"), &[x]);
        let table = self.fresh("t");
        writeln!(
            self.tables,
            "[[table]]\nid = \"{table}\"\n{NAME}\n{CLAUSES}\noptions = {{ red = 0.2, green = 1, blue = 0.6 }}\n"
        )
        .expect("text");
        let ask = format!(
            "id = \"{x}\", {NAME}, kind = \"choice\", options = [{{ id = \"red\", {NAME} }}, {{ id = \"green\", {NAME} }}, {{ id = \"blue\", {NAME} }}]"
        );
        Body {
            measure: Some(format!("{table}({x})")),
            points: Some("{ curve = [[0, 0], [1, 1]] }".into()),
            ..body(vec![ask])
        }
    }

    /// A smooth curve, rounded to stated digits.
    fn real(&mut self, id: &str) -> Body {
        let x = &format!("{id}-x");
        self.number(format!("{x} / 1 mark"), &[x]);
        let n = format!("{x} / 1 mark");
        let digits = self.rng.u8(0..=8);
        let measure = match self.rng.u8(0..9) {
            0 => format!("ln({n}, {digits}) / 5"),
            1 => format!("exp(0 - {n} / 40, {digits})"),
            2 => format!("square-root({n}, {digits}) / 10"),
            3 => format!("power({n} / 100, 0.37, {digits})"),
            4 => format!("log10({n}, {digits}) / 2"),
            5 => format!("normal-cdf((({n}) - 50) / 12, {digits})"),
            6 => format!("erf({n} / 50, {digits})"),
            7 => format!("power({n} / 100, {})", self.rng.u8(0..=3)),
            _ => format!("1 - exp(0 - ln({n}, 6) / 2, {digits})"),
        };
        let ask = format!(
            "id = \"{x}\", {NAME}, kind = \"number\", unit = \"mark\", at-least = 1, at-most = 100, places = 1"
        );
        let undefined = measure.contains("ln(")
            || measure.contains("log10(")
            || measure.contains("power(") && measure.contains("0.37")
            || measure.contains("square-root(")
            || measure.contains("exp(");
        Body {
            measure: Some(measure),
            points: Some("{ of = 1, floor = 0, cap = 1 }".into()),
            may_be_undefined: undefined,
            ..body(vec![ask])
        }
    }

    fn rounding(&mut self, id: &str) -> Body {
        let x = &format!("{id}-x");
        self.number(format!("{x} / 1 mark"), &[x]);
        let function =
            self.one(&["round", "round-even", "round-down", "round-up", "floor", "ceiling"]);
        let step = self.one(&["", ", 0.5", ", 5", ", 0.25", ", 1"]);
        let ask = format!(
            "id = \"{x}\", {NAME}, kind = \"number\", unit = \"mark\", at-least = -50, at-most = 100, places = 2"
        );
        Body {
            measure: Some(format!("{function}({x} / 1 mark{step})")),
            points: Some("{ of = 80, floor = 0, cap = 80 }".into()),
            ..body(vec![ask])
        }
    }

    fn aggregate(&mut self, id: &str) -> Body {
        let names = ["a", "b", "c"].map(|part| format!("{id}-{part}"));
        let [a, b, c] = &names;
        let asks = names.each_ref().map(|ask| {
            format!(
                "id = \"{ask}\", kind = \"number\", unit = \"mark\", at-least = 0, at-most = 10, places = 1, {NAME}"
            )
        });
        self.condition(format!("median({a}, {b}, {c}) >= 5 mark"), &[a, b, c]);
        let (measure, of) = match self.rng.u8(0..12) {
            0 => (format!("min({a}, {b}, {c})"), 10),
            1 => (format!("max({a}, {b}, {c})"), 10),
            2 => (format!("sum({a}, {b}, {c})"), 30),
            3 => (format!("mean({a}, {b}, {c})"), 10),
            4 => (format!("weighted-mean(2, {a}, 1, {b}, 0.5, {c})"), 10),
            5 => (format!("best(2, {a}, {b}, {c})"), 20),
            6 => (format!("worst(2, {a}, {b}, {c})"), 20),
            7 => (format!("median({a}, {b}, {c})"), 10),
            8 => (format!("product({a} / 1 mark, {b} / 1 mark) - {c} / 1 mark"), 90),
            9 => (format!("abs({a} - {b}) + {c}"), 20),
            10 => (format!("clamp({a} + {b}, 2 mark, 9 mark) * {c} / 1 mark"), 90),
            _ => (format!("{a} + {b} - {c}"), 20),
        };
        let mut asks: Vec<String> = asks.into();
        if !measure.contains(c.as_str()) {
            asks.pop();
        }
        Body {
            measure: Some(measure),
            points: Some(format!("{{ of = {of}, floor = 0, cap = {of} }}")),
            ..body(asks)
        }
    }

    fn counting(&mut self, id: &str) -> Body {
        let names = ["a", "b", "c"].map(|part| format!("{id}-{part}"));
        let [a, b, c] = &names;
        let asks = names.each_ref().map(|ask| format!("id = \"{ask}\", kind = \"yes-no\", {NAME}"));
        for name in &names {
            self.condition(name.clone(), &[name]);
        }
        let (measure, points) = match self.rng.u8(0..5) {
            0 => (format!("count({a}, {b}, {c})"), Some("{ of = 3, floor = 0, cap = 3 }")),
            1 => (format!("at-least(2, {a}, {b}, {c})"), None),
            2 => (format!("all({a}, {b}, not {c})"), None),
            3 => (format!("any({a}, {b}, {c})"), None),
            _ => (format!("{a} and ({b} or {c})"), None),
        };
        Body { measure: Some(measure), points: points.map(str::to_owned), ..body(asks.into()) }
    }

    fn fallback(&mut self, id: &str) -> Body {
        let (now, before) = (format!("{id}-now"), format!("{id}-before"));
        let asks = [&now, &before].map(|ask| {
            format!("id = \"{ask}\", kind = \"count\", unit = \"person\", at-most = 50, {NAME}")
        });
        self.condition(format!("has-value(growth({now}, {before}))"), &[&now, &before]);
        Body {
            measure: Some(format!("or-else(growth({now}, {before}), 30%)")),
            points: Some("{ curve = [[-0.5, 0], [0, 0.5], [1, 1]] }".into()),
            ..body(asks.into())
        }
    }

    fn conditional(&mut self, id: &str) -> Body {
        let (which, a) = (format!("{id}-which"), format!("{id}-a"));
        let asks = vec![
            format!("id = \"{which}\", kind = \"yes-no\", {NAME}"),
            format!(
                "id = \"{a}\", kind = \"number\", unit = \"mark\", at-least = 0, at-most = 10, places = 1, {NAME}"
            ),
        ];
        let measure = if self.has_categories && self.rng.bool() {
            format!("if({which} and is(kind, school), {a}, 4 mark)")
        } else {
            format!("if({which}, {a}, 4 mark)")
        };
        Body {
            measure: Some(measure),
            points: Some("{ of = 10, floor = 0, cap = 10 }".into()),
            ..body(asks)
        }
    }

    fn two_ways(&mut self, id: &str) -> Body {
        let (a, b) = (format!("{id}-a"), format!("{id}-b"));
        let asks = [&a, &b].map(|ask| {
            format!(
                "id = \"{ask}\", kind = \"number\", unit = \"mark\", at-least = 0, at-most = 5, places = 0, {NAME}"
            )
        });
        let table = self.fresh("t");
        let first = self.one(&["0", "0", "1"]);
        writeln!(
            self.tables,
            "[[table]]\nid = \"{table}\"\n{NAME}\n{CLAUSES}\nrows = [{{ from = {first} }}, {{ from = 3 }}]\ncolumns = [{{ from = 0 }}, {{ above = 2 }}, {{ from = 4 }}]\ncells = [[1, 2, 4], [2, 6, 8]]\n"
        )
        .expect("text");
        Body {
            measure: Some(format!("{table}({a} / 1 mark, {b} / 1 mark)")),
            points: Some("{ of = 8, floor = 0, cap = 8 }".into()),
            may_be_undefined: first == "1",
            ..body(asks.into())
        }
    }

    /// What others came to, or a part of it.
    fn of_others(&mut self, id: &str) -> Body {
        let earlier: Vec<(String, bool)> = self.scored.clone();
        let Some((other, is_dimension)) =
            earlier.get(self.rng.usize(0..earlier.len().max(1))).cloned()
        else {
            return self.level(id);
        };
        let measure =
            if is_dimension { format!("score({other})") } else { format!("earned({other})") };
        let ask = format!("id = \"{id}-more\", kind = \"percent\", places = 0, {NAME}");
        Body {
            measure: Some(format!("mean({measure}, {id}-more)")),
            points: Some("{ of = 1, floor = 0, cap = 1 }".into()),
            may_be_undefined: false,
            ..body(vec![ask])
        }
    }

    // ── quantities ──

    fn all_quantities(&mut self) {
        for _ in 0..self.rng.usize(0..=2) {
            let id = self.fresh("k");
            let numbers = self.numbers.clone();
            let pieces = self.apart(&numbers, 3);
            let of = match pieces.len() {
                0 => continue,
                1 => format!("2 * {}", pieces[0].text),
                2 => format!("mean({}, {})", pieces[0].text, pieces[1].text),
                _ => format!("({} + {}) / 2 - {}", pieces[0].text, pieces[1].text, pieces[2].text),
            };
            let asks: BTreeSet<String> =
                pieces.iter().flat_map(|piece| piece.asks.clone()).collect();
            write!(
                self.quantities,
                "[[quantity]]\nid = \"{id}\"\n{NAME}\n{CLAUSES}\nof = \"{of}\"\n"
            )
            .expect("text");
            if self.has_categories && self.rng.bool() {
                writeln!(
                    self.quantities,
                    "[[quantity.variant]]\nfor = {{ kind = [\"hall\"] }}\nof = \"{} / 2\"",
                    pieces[0].text
                )
                .expect("text");
            }
            self.quantities.push('\n');
            self.numbers.push(Piece { text: id.clone(), asks: asks.clone() });
            let least = self.rng.u8(5..60);
            self.conditions.push(Piece { text: format!("{id} >= {least}"), asks });
        }
        if self.chance(4)
            && let Some(condition) = self.some_condition()
        {
            let id = self.fresh("k");
            writeln!(
                self.quantities,
                "[[quantity]]\nid = \"{id}\"\n{NAME}\n{CLAUSES}\nof = \"{condition}\"\n"
            )
            .expect("text");
        }
    }

    // ── grades ──

    fn all_grades(&mut self) {
        for _ in 0..self.rng.usize(0..=2) {
            let id = self.fresh("g");
            let numbers = self.numbers.clone();
            let of = match self.apart(&numbers, 1).pop() {
                Some(piece) if !self.chance(4) => Some(format!("of = \"{}\"\n", piece.text)),
                _ => None,
            };
            let cuts: &[&str] = if of.is_some() { &["60", "30", "10"] } else { &[] };
            self.grade(&id, of, cuts);
        }
    }

    fn grade(&mut self, id: &str, of: Option<String>, cuts: &[&str]) {
        let is_by_condition = cuts.is_empty();
        let mut text = format!("[[grade]]\nid = \"{id}\"\n{NAME}\n{CLAUSES}\n");
        if is_by_condition && self.conditions.is_empty() {
            return;
        }
        text.push_str(of.as_deref().unwrap_or(""));
        if !is_by_condition && self.chance(4) {
            text.push_str("judged = \"published\"\n");
        }
        if self.chance(4) {
            text.push_str("cumulative = true\n");
        }
        if self.chance(5) {
            let fact = self.fact();
            write!(text, "absent-when = \"{fact}\"\nabsent-reason = {{ zh = \"未评\" }}\n")
                .expect("text");
        }
        writeln!(text, "lowest = {{ id = \"{id}-none\", worth = 0, {NAME} }}\n").expect("text");
        let falls = !is_by_condition && cuts[0] == "60" && self.chance(3);
        let mut names = vec![format!("{id}-none")];
        let count = if is_by_condition { 2 } else { cuts.len() };
        for place in 0..count {
            let level = format!("{id}-{}", ["top", "middle", "bottom"][place]);
            let worth = (count - place) as u32;
            write!(text, "[[grade.levels]]\nid = \"{level}\"\nworth = {worth}\n{NAME}\n")
                .expect("text");
            if is_by_condition {
                let condition = self.some_condition().expect("there are conditions");
                writeln!(text, "that = \"{condition}\"").expect("text");
            } else if falls {
                let key = self.one(&["at-most", "below"]);
                writeln!(text, "{key} = {}", ["10", "30", "60"][place]).expect("text");
            } else {
                let key = self.one(&["from", "above", "total"]);
                let cut = cuts[place];
                let cut =
                    if cut.contains(['%', '/']) { format!("\"{cut}\"") } else { cut.to_owned() };
                writeln!(text, "{key} = {cut}").expect("text");
            }
            text.push('\n');
            names.push(level);
        }
        names[1..].reverse();
        if self.chance(3) {
            self.adjustments("grade", id, &names, &mut text);
        }
        self.grades.push_str(&text);
        self.ladders.push((id.to_owned(), names, count as u32));
    }

    /// Ordered adjustments of a ladder whose levels are given, lowest first.
    fn adjustments(&mut self, list: &str, id: &str, levels: &[String], text: &mut String) {
        let mut before: Vec<String> = Vec::new();
        for _ in 0..self.rng.usize(1..=3) {
            let step = self.fresh(&format!("{id}-step"));
            let condition = match (self.rng.u8(0..4), before.last()) {
                (0, Some(earlier)) => earlier.clone(),
                (1, Some(earlier)) => format!("not {earlier}"),
                (2, _) => "so-far >= 2".to_owned(),
                _ => match self.some_condition() {
                    Some(condition) => condition,
                    None => "so-far < 2".to_owned(),
                },
            };
            let level = &levels[self.rng.usize(0..levels.len())];
            let change = match self.rng.u8(0..5) {
                0 => "by = 1".to_owned(),
                1 => "by = -1".to_owned(),
                2 => format!("to = \"{level}\""),
                3 => format!("at-most = \"{level}\""),
                _ => format!("at-least = \"{level}\""),
            };
            write!(text, "[[{list}.adjust]]\nid = \"{step}\"\n{NAME}\n{CLAUSES}\nwhen = \"{condition}\"\n{change}\n\n").expect("text");
            before.push(step);
        }
    }

    // ── gates, policies, rating ──

    fn gates(&mut self) -> String {
        let mut text = String::new();
        for gate in 0..self.rng.usize(0..=2) {
            let undecided = self.one(&["withhold", "unmet"]);
            let unmet = self.one(&[
                "\"withhold\"",
                "{ cap = \"one\" }",
                "{ cap = \"two\" }",
                "{ set = \"one\" }",
                "{ set = \"none\" }",
            ]);
            let condition = if self.rng.bool() { self.any_condition() } else { None };
            let body = match condition {
                Some(condition) => format!("that = \"{condition}\"\n"),
                None => {
                    let na = if self.chance(3) { "na = \"with-reason\"\n" } else { "" };
                    format!("ask = [{{ kind = \"yes-no\" }}]\n{na}")
                }
            };
            let applies = match self.has_categories && self.chance(3) {
                true => "applies = { kind = [\"school\", \"hall\"] }\n",
                false => "",
            };
            writeln!(
                text,
                "[[gate]]\nid = \"gate-{gate}\"\n{NAME}\n{CLAUSES}\n{body}{applies}unmet = {unmet}\nundecided = \"{undecided}\"\n"
            )
            .expect("text");
        }
        text
    }

    /// A condition over answers, scores or grades.
    fn any_condition(&mut self) -> Option<String> {
        match self.rng.u8(0..6) {
            0 => {
                let (id, is_dimension) = self.scored[self.rng.usize(0..self.scored.len())].clone();
                Some(match (is_dimension, self.rng.bool()) {
                    (true, true) => format!("score({id}) >= 50%"),
                    (false, true) => format!("earned({id}) > 1/2"),
                    (_, false) => format!("points({id}) >= 4"),
                })
            }
            1 if !self.ladders.is_empty() => {
                let (id, levels, highest) =
                    self.ladders[self.rng.usize(0..self.ladders.len())].clone();
                Some(match self.rng.bool() {
                    true => format!("reached({id}, {})", levels[levels.len() - 1]),
                    false => format!("{id} >= {highest}"),
                })
            }
            _ => self.some_condition(),
        }
    }

    /// A fact that only some subjects are asked.
    fn fact_for_some(&mut self) {
        if self.has_categories {
            writeln!(
                self.facts,
                "[[fact]]\nid = \"for-works\"\n{NAME}\napplies = {{ kind = [\"works\"] }}\nask = [{{ kind = \"yes-no\" }}]\n"
            )
            .expect("text");
        }
    }

    fn policies(&mut self) -> String {
        let missing = self.silence();
        let limit = self.one(&["0%", "20%", "50%", "100%"]);
        let counts = self.na_policy("counts", 4);
        format!(
            "[missing]\nfinal = \"{missing}\"\n\n[not-applicable]\nlimit = \"{limit}\"\n{counts}\n"
        )
    }

    /// What counts that is not applicable, once in so many times; it moves no other draw.
    fn na_policy(&self, key: &str, once_in: u32) -> String {
        let mut aside = Rng::with_seed(self.rng.get_seed());
        if aside.u32(0..once_in) != 0 {
            return String::new();
        }
        let word = aside.choice(["lowest", "full", "leave-out", "withhold"]).expect("there are");
        format!("{key} = \"{word}\"\n")
    }

    fn rating(&mut self, full: u32) -> String {
        let judged = self.one(&["exact", "exact", "published"]);
        let rounding = self.one(&["half-up", "half-even", "down", "up"]);
        let places = self.rng.u8(0..=3);
        let of = self.rating_of();
        let highest = match of {
            None => full,
            Some(_) => 100,
        };
        let half = self.rng.bool();
        let mut text = format!(
            "[rating]\n{NAME}\njudged = \"{judged}\"\nplaces = {places}\nrounding = \"{rounding}\"\n"
        );
        if let Some(of) = &of {
            writeln!(text, "of = \"{of}\"").expect("text");
        }
        if self.chance(6) {
            text.push_str("cumulative = true\n");
        }
        let lowest = if half { "" } else { "stars = 0, " };
        writeln!(text, "lowest = {{ id = \"none\", {lowest}{NAME} }}\n{CLAUSES}\n").expect("text");
        let minima = of.is_none() && self.rng.bool();
        let by_year = self.has_categories && self.rng.bool();
        for (id, stars, share) in [("three", "3.5", 90), ("two", "2", 70), ("one", "1", 40)] {
            let cut = format!("{}.{:02}", highest * share / 100, highest * share % 100);
            let key = self.one(&["total", "from", "above"]);
            write!(text, "[[rating.levels]]\nid = \"{id}\"\n{NAME}\n").expect("text");
            match half {
                true => (),
                false => writeln!(text, "stars = {stars}").expect("text"),
            }
            match by_year {
                true => {
                    writeln!(text, "{key} = \"if(is(year, y2), {cut} - 1, {cut})\"").expect("text")
                }
                false => writeln!(text, "{key} = {cut}").expect("text"),
            }
            if minima {
                writeln!(text, "each-dimension = \"{}%\"", share - 30).expect("text");
            }
            if id == "three"
                && self.chance(3)
                && let Some(condition) = self.any_condition()
            {
                writeln!(text, "require = [{{ id = \"more\", that = \"{condition}\", {NAME} }}]")
                    .expect("text");
            }
            if id == "two"
                && self.chance(4)
                && let Some(condition) = self.any_condition()
            {
                writeln!(text, "that = \"{condition}\"").expect("text");
            }
            text.push('\n');
        }
        if self.chance(2) {
            let levels = ["none", "one", "two", "three"].map(str::to_owned);
            self.adjustments("rating", "rating", &levels, &mut text);
        }
        text
    }

    /// What is held against the cut-offs in place of the total.
    fn rating_of(&mut self) -> Option<String> {
        if !self.chance(3) {
            return None;
        }
        let dimensions: Vec<String> = self
            .scored
            .iter()
            .filter(|(_, is_dimension)| *is_dimension)
            .map(|(id, _)| id.clone())
            .collect();
        let dimension = &dimensions[self.rng.usize(0..dimensions.len())];
        Some(match self.rng.u8(0..3) {
            0 => format!("100 * score({dimension})"),
            1 => "total".to_owned(),
            _ => format!("or-else(100 * score({dimension}), 50)"),
        })
    }
}
