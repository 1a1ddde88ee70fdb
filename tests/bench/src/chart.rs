//! Charts as SVG: lines over two logarithmic axes.

use std::fmt::Write as _;

/// A line: its name, and where it goes through.
pub(crate) struct Line {
    pub(crate) name: &'static str,
    pub(crate) points: Vec<(f64, f64)>,
}

/// What a chart says around its lines.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) across: &'static str,
    pub(crate) up: &'static str,
}

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 440.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = 250.0;
const TOP: f64 = 48.0;
const BOTTOM: f64 = 64.0;

/// Told apart without colour by their marks, too.
const LOOKS: [(&str, &str); 4] =
    [("#0b63b0", "●"), ("#b3420a", "■"), ("#1a7a43", "▲"), ("#7a3e9d", "◆")];

/// The lines as a chart; a thin dashed line beside each shows what grows in proportion.
pub(crate) fn svg(words: &Words, lines: &[Line]) -> String {
    let points = || lines.iter().flat_map(|line| &line.points);
    let (left, right) = ends(points().map(|point| point.0));
    let (low, high) = ends(points().map(|point| point.1));
    let x = |at: f64| LEFT + (at.log10() - left) / (right - left) * (WIDTH - LEFT - RIGHT);
    let y = |at: f64| HEIGHT - BOTTOM - (at.log10() - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n<title>{0}</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"26\" font-size=\"16\" font-weight=\"bold\">{0}</text>\n",
        words.title
    );
    let mut put = |text: String| writeln!(svg, "{text}").expect("text");
    let middle = TOP + (HEIGHT - TOP - BOTTOM) / 2.0;
    put(format!(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        LEFT + (WIDTH - LEFT - RIGHT) / 2.0,
        HEIGHT - 16.0,
        words.across
    ));
    put(format!(
        "<text x=\"18\" y=\"{middle}\" text-anchor=\"middle\" transform=\"rotate(-90 18 {middle})\">{}</text>",
        words.up
    ));
    for power in decades(left, right) {
        let (at, foot) = (x(10_f64.powi(power)), HEIGHT - BOTTOM);
        put(format!("<path d=\"M{at:.1} {TOP}V{foot}\" stroke=\"#ddd\"/>"));
        put(format!(
            "<text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            foot + 20.0,
            number(power)
        ));
    }
    for power in decades(low, high) {
        let at = y(10_f64.powi(power));
        put(format!("<path d=\"M{LEFT} {at:.1}H{}\" stroke=\"#ddd\"/>", WIDTH - RIGHT));
        put(format!(
            "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 8.0,
            at + 4.0,
            seconds(power)
        ));
    }
    for (at, (line, (colour, mark))) in lines.iter().zip(LOOKS).enumerate() {
        let path: Vec<String> =
            line.points.iter().map(|(a, b)| format!("{:.1} {:.1}", x(*a), y(*b))).collect();
        let path = path.join("L");
        put(format!("<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"));
        if let Some(last) = line.points.last() {
            // Down from the last point in proportion, until the chart ends.
            let down = (last.0.log10() - left).min(last.1.log10() - low);
            let from = (x(last.0 / 10_f64.powf(down)), y(last.1 / 10_f64.powf(down)));
            put(format!(
                "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"{colour}\" stroke-dasharray=\"2 4\"/>",
                x(last.0),
                y(last.1),
                from.0,
                from.1
            ));
        }
        for (a, b) in &line.points {
            put(format!(
                "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\" font-size=\"10\" \
                 text-anchor=\"middle\">{mark}</text>",
                x(*a),
                y(*b) + 3.5
            ));
        }
        let row = TOP + 14.0 + at as f64 * 44.0;
        let (zh, en) = line.name.split_once(" · ").unwrap_or((line.name, ""));
        let beside = WIDTH - RIGHT + 16.0;
        put(format!("<text x=\"{beside}\" y=\"{row}\" fill=\"{colour}\">{mark} {zh}</text>"));
        put(format!("<text x=\"{}\" y=\"{}\">{en}</text>", beside + 16.0, row + 17.0));
    }
    let note = HEIGHT - BOTTOM - 24.0;
    let beside = WIDTH - RIGHT + 16.0;
    put(format!("<text x=\"{beside}\" y=\"{note}\" fill=\"#555\">虚线：按比例增长</text>"));
    put(format!(
        "<text x=\"{beside}\" y=\"{}\" fill=\"#555\">dotted: in proportion</text>",
        note + 17.0
    ));
    svg.push_str("</svg>\n");
    svg
}

/// The powers of ten that hold all of them, with some room.
fn ends(all: impl Iterator<Item = f64>) -> (f64, f64) {
    let (least, most) =
        all.fold((f64::MAX, f64::MIN), |(least, most), one| (least.min(one), most.max(one)));
    let (least, most) = (least.log10(), most.log10());
    let room = (most - least).max(0.5) * 0.05;
    (least - room, most + room)
}

fn decades(from: f64, to: f64) -> impl Iterator<Item = i32> {
    from.ceil() as i32..=to.floor() as i32
}

fn number(power: i32) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match usize::try_from(power) {
        Ok(power) if power < 4 => 10_u32.pow(power as u32).to_string(),
        Ok(power) => format!("10{}", RAISED[power % 10]),
        Err(_) => format!("10^{power}"),
    }
}

fn seconds(power: i32) -> String {
    let (unit, of) = [("ns", -9), ("µs", -6), ("ms", -3), ("s", 0)]
        .into_iter()
        .rfind(|(_, of)| *of <= power)
        .unwrap_or(("ns", -9));
    format!("{} {unit}", 10_f64.powi(power - of))
}
