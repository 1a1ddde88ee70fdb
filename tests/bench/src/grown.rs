//! Rubrics of any size, for seeing how things grow.

use std::fmt::Write as _;

fn head() -> String {
    String::from(
        r#"format = 1
id = "grown"
edition = "1"
status = "draft"
languages = ["en"]
title = { en = "Grown" }
publisher = { en = "Grown" }
notice = { en = "For measuring speed only" }

[[unit]]
id = "person"
name = { en = "people" }
whole = true

[[scale]]
id = "four"
levels = [
  { id = "0", worth = 0, name = { en = "none" } },
  { id = "1", worth = 1, name = { en = "some" } },
  { id = "2", worth = 2, name = { en = "good" } },
  { id = "3", worth = 3, name = { en = "best" } },
]
"#,
    )
}

fn rating(full: usize) -> String {
    format!(
        r#"
[rating]
name = {{ en = "Stars" }}
judged = "exact"
places = 1
rounding = "half-up"
lowest = {{ id = "none", stars = 0, name = {{ en = "No star" }} }}
levels = [
  {{ id = "two", stars = 2, name = {{ en = "Two" }}, total = {} }},
  {{ id = "one", stars = 1, name = {{ en = "One" }}, total = {} }},
]
"#,
        full * 8 / 10,
        full / 2,
    )
}

/// A dimension of its own.
fn dimension(text: &mut String, id: usize, weight: usize) {
    writeln!(text, "[[dimension]]\nid = \"d{id}\"\nname = {{ en = \"D\" }}\nweight = {weight}\n")
        .expect("text");
}

/// A criterion of weight one: by turns a level, and a number with a curve or steps.
fn criterion(text: &mut String, id: usize, dimension: usize) {
    writeln!(
        text,
        "[[criterion]]\nid = \"c{id}\"\nin = \"d{dimension}\"\nname = {{ en = \"C\" }}\nweight = 1\n\
         clauses = [{{ basis = \"proposed\", note = {{ en = \"-\" }} }}]\n{}\n",
        match id % 3 {
            0 => "ask = [{ kind = \"level\", scale = \"four\" }]\n\
                  points = { steps = [{ from = 0, share = 0 }, { from = 2, share = 0.5 }, { from = 3, share = 1 }] }",
            1 => "ask = [{ kind = \"count\", unit = \"person\" }]\n\
                  points = { curve = [[0, 0], [50, 0.4], [150, 0.7], [400, 1]] }",
            _ => "ask = [{ kind = \"percent\" }]\n\
                  points = { curve = [[0.3, 0], [0.5, 0.4], [0.9, 1]] }",
        }
    )
    .expect("text");
}

/// A rubric of so many criteria in one dimension.
#[must_use]
pub fn flat(count: usize) -> String {
    let mut text = head();
    dimension(&mut text, 0, count);
    (0..count).for_each(|id| criterion(&mut text, id, 0));
    text + &rating(count)
}

/// A rubric of so many criteria, ten to a dimension.
#[must_use]
pub fn grouped(count: usize) -> String {
    let mut text = head();
    (0..count / 10).for_each(|id| dimension(&mut text, id, 10));
    (0..count).for_each(|id| criterion(&mut text, id, id / 10));
    text + &rating(count)
}

/// A rubric of so many criteria in so many dimensions, each dimension inside the one before it.
#[must_use]
pub fn nested(count: usize, depth: usize) -> String {
    let mut text = head();
    let held = |depth_from: usize| (0..count).filter(|id| id % depth >= depth_from).count();
    for id in 0..depth {
        dimension(&mut text, id, held(id));
        if id > 0 {
            writeln!(text, "in = \"d{}\"", id - 1).expect("text");
        }
    }
    (0..count).for_each(|id| criterion(&mut text, id, id % depth));
    text + &rating(count)
}
