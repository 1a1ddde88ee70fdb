//! scratch
#![allow(clippy::all, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let t = std::time::Instant::now();
    let checked = jiangxing::open(&text);
    println!("open {:?}", t.elapsed());
    for d in &checked.diagnostics {
        let p = d.at.place_in(&text);
        println!("{} {}:{} {:?}", d.fault.code(), p.line, p.column, d.fault);
    }
    let Some(rubric) = checked.rubric else { return };
    for a in &args[2..] {
        let t = std::time::Instant::now();
        match jiangxing::report(&rubric, &std::fs::read_to_string(a).unwrap()) {
            Ok(r) => {
                println!("{a} {:?}", t.elapsed());
                println!(
                    "  {:?} awarded={:?} earned={:?} locked={:?} best={:?} total={:?} [{} {}]",
                    r.award.standing,
                    r.award.awarded.map(|r| r.id),
                    r.award.earned.map(|r| r.id),
                    r.award.locked.map(|r| r.id),
                    r.award.best.map(|r| r.id),
                    r.total.points.map(|p| p.shown),
                    r.total.low.shown,
                    r.total.high.shown
                );
                for b in &r.award.because {
                    println!("   {:?} {:?}", b.verdict, b.fact);
                }
                for f in &r.findings {
                    println!("   {} {:?}", f.code(), f);
                }
                for h in &r.hints {
                    println!("   hint {}/{}", h.criterion, h.id);
                }
            }
            Err(f) => println!("{a} {f:?}"),
        }
    }
}
