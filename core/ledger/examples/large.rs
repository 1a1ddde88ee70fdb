//! How long a large ledger takes: a hundred thousand rows as text and as a workbook, read, imported
//! and counted.
//!
//! ```sh
//! cargo run --profile native -p jiangxing-ledger --example large
//! ```
#![expect(
    clippy::print_stdout,
    clippy::disallowed_types,
    reason = "a program that takes the time and tells it"
)]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::Instant;

use jiangxing::ledger::measure;
use jiangxing_ledger::{Decisions, Mapping, import, read, read_rules};

const ROWS: usize = 100_000;
const HEADER: &str = "班次编号,姓名,人员标识,所在单位,职工/学生,工种,开始日期,结束日期,是否实操,培训方式,\
                      是否结业,是否参加考核,考核结果,证书类型,证书编号,证书等级";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = include_str!("../../../rubrics/acftu-1p1pn-2024/ledger.toml");
    let rules = read_rules(rules).map_err(|why| why.0)?;
    let mut text = String::from(HEADER);
    text.push('\n');
    for row in 0..ROWS {
        let (class, person) = (row / 40, row * 7 % 60_000);
        writeln!(
            text,
            "K{class},学员{person},B{person:06},第{}厂,职工,工种{},2025-03-01,2025年3月15日,是,线下,是,是,合格,\
             职业技能等级证书,Z{row:06},中级工",
            person % 50,
            class % 30
        )?;
    }
    let book = workbook(&text)?;
    for (form, bytes) in [("text", text.into_bytes()), ("workbook", book)] {
        let start = Instant::now();
        let tables = read(&bytes).map_err(|refusal| format!("{refusal:?}"))?;
        let is_read = start.elapsed();
        let files = [(form.to_owned(), tables)];
        let imported = import(&files, &rules, &Mapping::default(), &Decisions::default());
        let is_imported = start.elapsed();
        let periods = rules.period.and_before(2025).ok_or("no such year")?;
        let measured = measure(&rules.rules, &imported.ledger, &[], periods, None);
        let all = start.elapsed();
        let trained = rules.rules.indicators.iter().zip(&measured.now);
        let trained =
            trained.filter(|(rule, _)| rule.id == "trained").map(|(_, count)| &count.number);
        println!(
            "{form}: {} bytes, {} records, {} trained, {} doubts; read {is_read:?}, imported {:?}, counted {:?}, in all {all:?}",
            bytes.len(),
            imported.ledger.roster.len(),
            trained.map(ToString::to_string).collect::<String>(),
            imported.doubts.len(),
            is_imported.saturating_sub(is_read),
            all.saturating_sub(is_imported),
        );
    }
    Ok(())
}

/// A workbook with the same cells, as strings in place.
fn workbook(text: &str) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>");
    for line in text.lines() {
        sheet.push_str("<row>");
        for cell in line.split(',') {
            write!(sheet, "<c t=\"inlineStr\"><is><t>{cell}</t></is></c>")?;
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let link = |kind: &str, to: &str| {
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/{kind}\" Target=\"{to}\"/></Relationships>"
        )
    };
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in [
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(path, zip::write::SimpleFileOptions::default())?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
