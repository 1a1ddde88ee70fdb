//! A plan on a screen: a line for each operation, what is named first.

use jiangxing::report::outline::{Gives, Outline, OutlineNode, Role};
use jiangxing_text::{Language, absence, figure, operation, role};
use unicode_width::UnicodeWidthStr;

use super::{Shown, padded, to_the_right};
use crate::screen::{Style, plain, styled};

/// The widest that an operation's text may make its column.
const WIDEST: usize = 44;

/// The operations in their order.
pub(crate) fn plan(outline: &Outline, language: Language) -> Vec<Shown> {
    let l = language;
    let rubric = &outline.rubric;
    let title = rubric.title.in_language(l.code());
    let kinds: Vec<String> = outline
        .categories
        .iter()
        .map(|(category, option)| format!("{category}={option}"))
        .collect();
    let (count, cost) = (outline.nodes.len(), outline.cost);
    let mut lines = vec![
        vec![styled(Style::Strong, title), plain(format!("  {} · {}", rubric.id, rubric.edition))],
        vec![plain(match l {
            Language::Chinese => format!("共 {count} 步运算，一次评定的代价为 {cost}"),
            Language::English => format!("{count} operations; one evaluation costs {cost}"),
        })],
        Vec::new(),
    ];
    if !kinds.is_empty() {
        lines.insert(1, vec![styled(Style::Faint, kinds.join(" · "))]);
    }
    let rows: Vec<(String, String, String)> = outline
        .nodes
        .iter()
        .map(|node| (done(node, outline, l), given(node, l), called(node, l)))
        .collect();
    let widest = |column: fn(&(String, String, String)) -> &String, most: usize| {
        let widths = rows.iter().map(|row| column(row).width());
        widths.filter(|width| *width <= most).max().unwrap_or_default()
    };
    let (done_width, given_width) = (widest(|row| &row.0, WIDEST), widest(|row| &row.1, WIDEST));
    let place_width = count.to_string().len().saturating_add(1);
    for (place, (done, given, called)) in rows.iter().enumerate() {
        let place = to_the_right(&format!("#{place}"), place_width);
        lines.push(vec![
            styled(Style::Faint, format!("{place}  ")),
            plain(format!("{}  {}  ", padded(done, done_width), padded(given, given_width))),
            styled(Style::Strong, called.clone()),
        ]);
    }
    lines
}

/// What an operation does, with what it looks at by its name.
fn done(node: &OutlineNode, outline: &Outline, l: Language) -> String {
    let word = operation(&node.operation, l);
    let operands: Vec<String> = node
        .operands
        .iter()
        .map(|place| {
            let known = outline.nodes.get(*place).and_then(|node| {
                let has_own_id = |role| matches!(role, Role::Answer | Role::Quantity);
                node.known_as.iter().find(|known| has_own_id(known.role))
            });
            known.map_or_else(|| format!("#{place}"), |known| known.id.clone())
        })
        .collect();
    let detail = &node.detail;
    match (operands.as_slice(), detail.is_empty()) {
        ([], true) => word,
        ([], false) => format!("{word} {detail}"),
        ([left, right], true) if !node.operation.starts_with(char::is_alphabetic) => {
            format!("{left} {word} {right}")
        }
        (all, true) => format!("{word}({})", all.join(", ")),
        (all, false) => format!("{word}({}) [{detail}]", all.join(", ")),
    }
}

/// What comes out: its kind, unit and range.
fn given(node: &OutlineNode, l: Language) -> String {
    let nothing_else: Vec<String> = node.or.iter().map(|word| absence(word, l)).collect();
    let or = match (nothing_else.is_empty(), l) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("（或{}）", nothing_else.join("、")),
        (false, Language::English) => format!(" (or {})", nothing_else.join(", ")),
    };
    let end = |number: &Option<jiangxing::report::v1::Figure>| {
        number.as_ref().map_or_else(|| "∞".to_owned(), |number| figure(number, l))
    };
    match node.gives {
        Gives::Condition => match l {
            Language::Chinese => format!("条件{or}"),
            Language::English => format!("condition{or}"),
        },
        Gives::Answer => match l {
            Language::Chinese => format!("填报{or}"),
            Language::English => format!("answer{or}"),
        },
        Gives::Number | Gives::Percent | Gives::Date => match (&node.low, &node.high) {
            (None, None) => match l {
                Language::Chinese => format!("任意数{or}"),
                Language::English => format!("any number{or}"),
            },
            (Some(low), Some(high)) if low.exact == high.exact => {
                format!("{}{or}", figure(low, l))
            }
            (low, high) => {
                let low = if low.is_none() { "−∞".to_owned() } else { end(low) };
                format!("{low} … {}{or}", end(high))
            }
        },
    }
}

/// What the rubric calls it: what it is to one thing, and to the next.
fn called(node: &OutlineNode, l: Language) -> String {
    let mut things: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for known in &node.known_as {
        // The words of a question are a sentence, not a name.
        let has_name = known.role != Role::Flag;
        let name = if has_name { known.name.in_language(l.code()) } else { "" };
        let role = role(known.role, l);
        match things.iter_mut().find(|(id, ..)| *id == known.id) {
            Some((.., roles)) => roles.push(role),
            None => things.push((&known.id, name, Vec::from([role]))),
        }
    }
    let told = things.iter().map(|(id, name, roles)| {
        let roles = roles.join(match l {
            Language::Chinese => "、",
            Language::English => ", ",
        });
        [roles.as_str(), id, name].join(" ").trim_end().to_owned()
    });
    told.collect::<Vec<_>>().join(match l {
        Language::Chinese => "；",
        Language::English => "; ",
    })
}
