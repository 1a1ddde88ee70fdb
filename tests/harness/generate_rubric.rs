//! Small rubrics nobody wrote, from a seed: every kind of ask and policy, weights that add up.

use std::fmt::Write;

use fastrand::Rng;

const CLAUSES: &str = r#"clauses = [{ basis = "proposed", note = { zh = "生成" } }]"#;

/// The text of a rubric that `open` accepts without a word.
pub fn rubric(rng: &mut Rng) -> String {
    let mut made = Made { text: head(), rng, conditions: Vec::new(), facts: 0 };
    let dimension_count = made.rng.usize(1..=3);
    let mut full = 0;
    let mut criteria = String::new();
    for index in 0..dimension_count {
        full += made.dimension(index, &mut criteria);
    }
    let bonus = made.rng.u8(0..3) == 0;
    if bonus {
        made.bonus(&mut criteria);
    }
    made.text.push_str(&criteria);
    made.facts();
    made.gates();
    made.policies();
    made.rating(full);
    made.text
}

struct Made<'a> {
    text: String,
    rng: &'a mut Rng,
    /// Conditions over answers that exist, for gates and ratings to use.
    conditions: Vec<String>,
    facts: usize,
}

fn head() -> String {
    let mut text = String::from(
        r#"format = 1
id = "generated"
edition = "1"
status = "draft"
languages = ["zh"]
title = { zh = "生成" }
publisher = { zh = "生成" }
notice = { zh = "检验用标准 · 试评" }

[[unit]]
id = "person"
name = { zh = "人" }
whole = true

[[unit]]
id = "hour"
name = { zh = "学时" }

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
    text.push('\n');
    text
}

impl Made<'_> {
    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.rng.usize(0..of.len())]
    }

    /// Writes one dimension, and gives its weight.
    fn dimension(&mut self, index: usize, criteria: &mut String) -> u32 {
        let id = ["p", "q", "r"][index];
        let mut weight = 0;
        for place in 0..self.rng.usize(1..=4) {
            let own = self.rng.u32(1..=30);
            // A criterion without weight is recorded only; one at least must count.
            let own = if place > 0 && self.rng.u8(0..8) == 0 { 0 } else { own };
            weight += own;
            self.criterion(&format!("{id}{place}"), id, own, criteria);
        }
        writeln!(
            self.text,
            "[[dimension]]\nid = \"{id}\"\nname = {{ zh = \"维度\" }}\nweight = {weight}\n"
        )
        .expect("text can be written to");
        weight
    }

    fn bonus(&mut self, criteria: &mut String) {
        let cap = self.rng.u32(1..=6);
        let lifts = self.rng.u32(0..=2);
        let active = self.rng.bool();
        writeln!(
            self.text,
            "[[dimension]]\nid = \"z\"\nname = {{ zh = \"加分\" }}\nbonus = {{ cap = {cap}, lifts = {lifts}, active = {active} }}\n"
        )
        .expect("text can be written to");
        for place in 0..self.rng.usize(1..=2) {
            let weight = self.rng.u32(1..=5);
            self.criterion(&format!("z{place}"), "z", weight, criteria);
        }
    }

    fn criterion(&mut self, id: &str, dimension: &str, weight: u32, into: &mut String) {
        let mut body = match self.rng.u8(0..10) {
            0 | 1 => self.level(id),
            2 => self.yes_no(id),
            3 => self.checklist(id),
            4 => self.choice(),
            5 => self.count(id),
            6 => self.number(id),
            7 => self.percent(id),
            8 => self.share(id),
            _ => self.any_of(id),
        };
        // Never both: what an assessor's mark means where a rule leaves out already is a known gap
        // (`a-rule-leaves-out-before-an-assessor-does` among the scorecards).
        let may_not_apply = self.rng.u8(0..3) == 0;
        if may_not_apply {
            body.push_str("na = \"with-reason\"\n");
        }
        if self.rng.u8(0..4) == 0 {
            let policy = self.one(&["lowest", "withhold"]);
            body.push_str(&format!("missing = \"{policy}\"\n"));
        }
        if !may_not_apply && self.rng.u8(0..8) == 0 {
            let fact = self.fact();
            body.push_str(&format!(
                "leave-out-when = \"{fact}\"\nleave-out-reason = {{ zh = \"按规则不计\" }}\n"
            ));
        }
        writeln!(
            into,
            "[[criterion]]\nid = \"{id}\"\nin = \"{dimension}\"\nname = {{ zh = \"评定项\" }}\nweight = {weight}\n{CLAUSES}\n{body}"
        )
        .expect("text can be written to");
    }

    fn level(&mut self, id: &str) -> String {
        self.conditions.push(format!("{id} >= {}", self.rng.u8(1..=3)));
        "ask = [{ kind = \"level\", scale = \"four\", anchors = { \"0\" = { zh = \"零\" }, \"1\" = { zh = \"一\" }, \"2\" = { zh = \"二\" }, \"3\" = { zh = \"三\" } } }]\n".to_owned()
    }

    fn yes_no(&mut self, id: &str) -> String {
        self.conditions.push(id.to_owned());
        "ask = [{ kind = \"yes-no\" }]\n".to_owned()
    }

    fn checklist(&mut self, id: &str) -> String {
        let parts: Vec<String> = (0..self.rng.usize(2..=5))
            .map(|part| {
                let na = if part > 0 && self.rng.u8(0..4) == 0 { ", na = true" } else { "" };
                format!("{{ id = \"s{part}\", name = {{ zh = \"分项\" }}{na} }}")
            })
            .collect();
        self.conditions.push(format!("{id} >= 50%"));
        format!("ask = [{{ kind = \"checklist\", parts = [{}] }}]\n", parts.join(", "))
    }

    fn choice(&mut self) -> String {
        "ask = [{ kind = \"choice\", options = [{ id = \"no\", worth = 0, name = { zh = \"否\" } }, { id = \"half\", worth = 0.5, name = { zh = \"半\" } }, { id = \"all\", worth = 1, name = { zh = \"全\" } }] }]\npoints = { curve = [[0, 0], [1, 1]] }\n".to_owned()
    }

    /// A curve from `from` to `to`, with a corner, always rising.
    fn curve(&mut self, from: u32, to: u32) -> String {
        let corner = from + (to - from) / 2;
        let share = self.rng.u8(1..=9);
        format!("points = {{ curve = [[{from}, 0], [{corner}, 0.{share}], [{to}, 1]] }}\n")
    }

    fn count(&mut self, id: &str) -> String {
        self.conditions.push(format!("{id} >= {} person", self.rng.u32(1..=1500)));
        let ask = "ask = [{ kind = \"count\", unit = \"person\" }]\n";
        if self.rng.bool() {
            let from = self.rng.u32(0..500);
            let to = from + 2 + self.rng.u32(0..1500);
            return format!("{ask}{}", self.curve(from, to));
        }
        let first = self.rng.u32(1..500);
        let second = first + self.rng.u32(1..500);
        format!(
            "{ask}points = {{ steps = [{{ from = 0, share = 0 }}, {{ from = {first}, share = 0.4 }}, {{ above = {second}, share = 1 }}] }}\n"
        )
    }

    fn number(&mut self, id: &str) -> String {
        self.conditions.push(format!("{id} > {} hour", self.rng.u32(1..=100)));
        let places = self.rng.u8(0..=3);
        let to = self.rng.u32(20..=200);
        format!(
            "ask = [{{ kind = \"number\", unit = \"hour\", at-least = 0, at-most = 1000, places = {places} }}]\n{}",
            self.curve(0, to)
        )
    }

    fn percent(&mut self, id: &str) -> String {
        self.conditions.push(format!("{id} >= 85%"));
        let mut body = "ask = [{ kind = \"percent\", places = 2 }]\n".to_owned();
        if self.rng.bool() {
            body.push_str("points = { curve = [[\"60%\", 0], [\"85%\", 0.8], [\"95%\", 1]] }\n");
        }
        body
    }

    fn share(&mut self, id: &str) -> String {
        self.conditions.push(format!("{id} >= 85%"));
        let undefined = self.one(&["lowest", "leave-out", "withhold"]);
        let points =
            self.one(&["", "points = { curve = [[\"60%\", 0], [\"85%\", 0.8], [\"95%\", 1]] }\n"]);
        format!(
            "measure = \"share({id}-part, {id}-whole)\"\nundefined = \"{undefined}\"\n{points}ask = [\n  {{ id = \"{id}-part\", kind = \"count\", unit = \"person\", within = \"{id}-whole\", name = {{ zh = \"部分\" }} }},\n  {{ id = \"{id}-whole\", kind = \"count\", unit = \"person\", name = {{ zh = \"全体\" }} }},\n]\n"
        )
    }

    fn any_of(&mut self, id: &str) -> String {
        self.conditions.push(format!("{id}-a >= 4 person or {id}-b >= 200 person"));
        format!(
            "measure = \"max({id}-a / 4 person, {id}-b / 200 person)\"\npoints = {{ curve = [[0.5, 0], [1, 0.8], [1.5, 1]] }}\nask = [\n  {{ id = \"{id}-a\", kind = \"count\", unit = \"person\", name = {{ zh = \"甲\" }} }},\n  {{ id = \"{id}-b\", kind = \"count\", unit = \"person\", name = {{ zh = \"乙\" }} }},\n]\n"
        )
    }

    /// The id of a fact, old or new.
    fn fact(&mut self) -> String {
        if self.facts == 0 || self.rng.bool() {
            self.facts += 1;
        }
        format!("fact-{}", self.facts)
    }

    fn facts(&mut self) {
        for fact in 1..=self.facts {
            writeln!(
                self.text,
                "[[fact]]\nid = \"fact-{fact}\"\nname = {{ zh = \"事实\" }}\nask = [{{ kind = \"yes-no\" }}]\n"
            )
            .expect("text can be written to");
        }
    }

    fn gates(&mut self) {
        for gate in 0..self.rng.usize(0..=3) {
            let undecided = self.one(&["withhold", "unmet"]);
            let unmet = self.one(&["\"withhold\"", "{ cap = \"one\" }", "{ cap = \"two\" }"]);
            let asked = self.rng.bool() || self.conditions.is_empty();
            let body = if asked {
                let na = if self.rng.u8(0..3) == 0 { "na = \"with-reason\"\n" } else { "" };
                format!("ask = [{{ kind = \"yes-no\" }}]\n{na}")
            } else {
                format!("that = \"{}\"\n", self.condition())
            };
            writeln!(
                self.text,
                "[[gate]]\nid = \"gate-{gate}\"\nname = {{ zh = \"前置\" }}\n{CLAUSES}\n{body}unmet = {unmet}\nundecided = \"{undecided}\"\n"
            )
            .expect("text can be written to");
        }
    }

    fn condition(&mut self) -> String {
        let first = self.conditions[self.rng.usize(0..self.conditions.len())].clone();
        let second = self.conditions[self.rng.usize(0..self.conditions.len())].clone();
        match self.rng.u8(0..4) {
            0 if first != second => format!("({first}) and ({second})"),
            1 if first != second => format!("({first}) or ({second})"),
            _ => first,
        }
    }

    fn policies(&mut self) {
        let missing = self.one(&["lowest", "lowest", "withhold"]);
        let limit = self.one(&["0%", "20%", "50%", "100%"]);
        writeln!(
            self.text,
            "[missing]\nfinal = \"{missing}\"\n\n[not-applicable]\nlimit = \"{limit}\"\n"
        )
        .expect("text can be written to");
    }

    fn rating(&mut self, full: u32) {
        let judged = self.one(&["exact", "exact", "published"]);
        let rounding = self.one(&["half-up", "half-even", "down", "up"]);
        let places = self.rng.u8(0..=3);
        writeln!(
            self.text,
            "[rating]\nname = {{ zh = \"星级\" }}\njudged = \"{judged}\"\nplaces = {places}\nrounding = \"{rounding}\"\nlowest = {{ id = \"none\", stars = 0, name = {{ zh = \"不予定星\" }} }}\n{CLAUSES}\n"
        )
        .expect("text can be written to");
        let minima = self.rng.bool();
        let require =
            (!self.conditions.is_empty() && self.rng.u8(0..3) == 0).then(|| self.condition());
        for (id, stars, share) in [("three", 3, 90), ("two", 2, 70), ("one", 1, 40)] {
            let total = format!("{}.{:02}", full * share / 100, full * share % 100);
            writeln!(
                self.text,
                "[[rating.levels]]\nid = \"{id}\"\nstars = {stars}\nname = {{ zh = \"星\" }}\ntotal = {total}"
            )
            .expect("text can be written to");
            if minima {
                writeln!(self.text, "each-dimension = \"{}%\"", share - 10)
                    .expect("text can be written to");
            }
            if let (Some(condition), 3) = (&require, stars) {
                writeln!(
                    self.text,
                    "require = [{{ id = \"more\", that = \"{condition}\", name = {{ zh = \"附加\" }} }}]"
                )
                .expect("text can be written to");
            }
            self.text.push('\n');
        }
    }
}
