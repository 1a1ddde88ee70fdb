//! Condenses the rubric and the example that ship: the page carries their content, not their spacing.

use std::path::Path;
use std::{env, fs, io};

const SHIPPED: &str = "../rubrics/acftu-1p1pn-2024";

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    for (name, to) in
        [("rubric.toml", "rubric.json"), ("examples/half-finished-draft.json", "example.json")]
    {
        let from = Path::new(SHIPPED).join(name);
        let text = fs::read_to_string(&from)?;
        let condensed = jiangxing::condensed(&text)
            .ok_or_else(|| io::Error::other(format!("{name} cannot be read")))?;
        fs::write(Path::new(&out).join(to), condensed)?;
        println!("cargo::rerun-if-changed={}", from.display());
    }
    Ok(())
}
