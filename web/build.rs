//! Checks the rubric that ships and writes what the page opens it from: its plans as bytes, so that
//! the page carries nothing that reads rubrics or checks them; with them, for the store, the content
//! of its text. The example is condensed: the page carries content, not spacing.

use std::path::Path;
use std::{env, fs, io};

const SHIPPED: &str = "../rubrics/acftu-1p1pn-2024";

/// Names the folder of another rubric to ship in its place.
const OTHER: &str = "JIANGXING_RUBRIC";

fn main() -> io::Result<()> {
    let rubric = read("rubric.toml")?;
    let checked = jiangxing::open(&rubric);
    let plans = checked.rubric.ok_or_else(|| {
        io::Error::other(format!("the rubric that ships has errors: {:?}", checked.diagnostics))
    })?;
    let bytes = plans.to_bytes(&rubric).ok_or_else(|| io::Error::other("the text is another's"))?;
    write("rubric.plans", &bytes)?;
    let example = jiangxing::condensed(&read("examples/half-finished-draft.json")?)
        .ok_or_else(|| io::Error::other("the example cannot be read"))?;
    write("example.json", example.as_bytes())
}

fn read(name: &str) -> io::Result<String> {
    let folder = env::var_os(OTHER).unwrap_or_else(|| SHIPPED.into());
    let file = Path::new(&folder).join(name);
    println!("cargo::rerun-if-env-changed={OTHER}");
    println!("cargo::rerun-if-changed={}", file.display());
    fs::read_to_string(file)
}

fn write(name: &str, content: &[u8]) -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&out).join(name), content)
}
