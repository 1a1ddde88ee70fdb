//! The sheet on paper.

use jiangxing::report::v1::{Criterion, GateGroup, Report};
use jiangxing_journeys::{Device, Pdf, journey};
use jiangxing_text::{Language, name, words};

use crate::sheet::Sheet;
use crate::walk::{Hand, Person};

/// The line in which the row of `id` begins, and the row up to where its name must have been: a row
/// begins with its id in capitals, or with its name where the id is no code.
fn row<'a>(lines: &[&'a str], id: &str, name: &str) -> (&'a str, String) {
    let first = |line: &str| line.split_whitespace().next().unwrap_or_default().to_owned();
    let named = |line: &str| 4 <= first(line).chars().count() && name.starts_with(&first(line));
    let code = id.to_uppercase();
    let coded = lines.iter().position(|line| first(line) == code);
    let start = coded.or_else(|| lines.iter().position(|line| named(line)));
    let start = start.unwrap_or_else(|| panic!("no row {code} {name}"));
    let rest: Vec<&str> = lines[start..].iter().take(6).copied().collect();
    (lines[start], rest.join("\n"))
}

fn has_every_criterion(lines: &[&str], report: &Report) {
    let criteria = report.dimensions.iter().flat_map(|each| &each.criteria);
    for Criterion { id, name, score, .. } in criteria {
        let name = name.in_language("zh");
        let (line, row) = row(lines, id, name);
        let shown = &score.low.shown;
        let has_score = line
            .split(|each: char| !each.is_ascii_digit() && each != '.')
            .any(|number| number == shown);
        assert!(score.points.is_none() || has_score, "{id}: {shown} in {line}");
        let beginning: String = name.chars().take(4).collect();
        assert!(row.contains(&beginning), "{id}: {beginning} in\n{row}");
    }
}

fn has_every_gate(lines: &[&str], report: &Report) {
    let gates = report.gates.iter().filter(|gate| gate.group == GateGroup::Gate);
    for gate in gates {
        let (line, _) = row(lines, &gate.id, gate.name.in_language("zh"));
        let verdict = name::verdict(gate.verdict, Language::Chinese);
        assert!(line.contains(verdict), "{}: {verdict} in {line}", gate.id);
    }
}

#[test]
fn the_printed_sheet_has_every_item_with_its_score() {
    journey("print", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::Desk).await?;
        let person = Person { browser, language: Language::Chinese, hand: Hand::Touch };
        for example in ["misses-85-by-a-hair", "half-finished-draft"] {
            let sheet = Sheet::example(example);
            person.comes_in().await?;
            person.brings_in(example).await?;
            person.uses("button", words::why_this(Language::Chinese)).await?;
            person.uses("link", words::print_sheet(Language::Chinese)).await?;
            browser.find("heading", words::sheet_title(Language::Chinese)).await?;

            let pdf = Pdf::read(&browser.print(example).await?)?;
            let text = pdf.text();
            let lines: Vec<&str> = text.lines().collect();
            has_every_criterion(&lines, &sheet.report);
            has_every_gate(&lines, &sheet.report);
            for (number, page) in (1..).zip(&pdf.pages) {
                let counted = words::page_of(Language::Chinese, number, pdf.pages.len());
                let notice = sheet.report.rubric.notice.in_language("zh");
                for part in [counted.as_str(), notice, &sheet.report.assessment.digest] {
                    assert!(page.contains(part), "page {number} has no {part}:\n{page}");
                }
            }
            for part in [words::person_in_charge(Language::Chinese), words::seal(Language::Chinese)]
            {
                assert!(text.contains(part), "no {part}");
            }
        }
        Ok(())
    });
}
