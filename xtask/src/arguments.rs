//! What was asked for on the command line.

use lexopt::prelude::{Long, Short, Value, ValueExt as _};

use crate::Trouble;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
匠星构建工具 · Jiangxing build helper

  cargo xtask serve            准备环境，构建并在本机打开匠星
                               set up what is missing, build the app, serve it on this machine
      --port N                 端口，默认 8000；被占用时取下一个
                               port to begin with, 8000 unless said; the next one when it is taken
      --lan                    同一网络的平板也能打开：显示地址和二维码
                               let a tablet on the same network open it: prints address and QR code
      --no-build               不构建，直接打开上次构建的结果
                               serve what was built last

  cargo xtask test             全部测试：格式、检查、原生、WASM、真实浏览器
                               everything: format, lints, native, WASM and real-browser tests
      --native                 只测原生部分 · only format, lints and native tests
      --wasm                   只测 WASM 部分 · only lints and tests of the WASM build
      --browser                只测浏览器旅程 · only the journeys in a real browser

  cargo xtask build            构建发布版到 target/site · build the release app into target/site
  cargo xtask npm              构建 npm 包到 target/npm/jiangxing
                               build the npm package into target/npm/jiangxing
  cargo xtask sizes            各文件的大小及其构成 · size of every file, and what it is made of
  cargo xtask bench            测速：与手写的对照和各家引擎在同一次运行里比，并核对每个结果
                               speed beside rivals, by hand and from the registries, in one run;
                               every result checked, ten million sites compared, native and WASM
    --quick                    几分钟，较粗略 · in minutes, and rougher
    --large                    一千万行的表：内存最多用多少 · a table of ten million rows: how much memory
  cargo xtask setup            只准备环境 · set up what is missing, and nothing else

重复运行没有坏处。Every command may be repeated safely.
";

/// The port `serve` begins with.
const FIRST_PORT: u16 = 8000;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Setup,
    Build,
    Npm,
    Sizes,
    Bench(BenchOptions),
    Serve(ServeOptions),
    Test(TestKinds),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    /// Ten million rows for memory, and nothing else.
    pub(crate) is_large: bool,
    /// Fewer of everything: minutes, and rougher figures.
    pub(crate) is_quick: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    pub(crate) port: u16,
    pub(crate) audience: Audience,
    pub(crate) freshness: Freshness,
}

/// Who can open the served app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    ThisMachine,
    Network,
}

/// Whether the app is built before it is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Freshness {
    Build,
    AsBuiltLast,
}

/// Which tests to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TestKinds {
    pub(crate) native: bool,
    pub(crate) wasm: bool,
    pub(crate) browser: bool,
}

/// The command that `parser` reads, or what is not understood.
pub(crate) fn parse(mut parser: lexopt::Parser) -> Result<Command, Trouble> {
    let not_understood = |error: lexopt::Error| format!("看不懂 · not understood: {error}");
    let Some(first) = parser.next().map_err(not_understood)? else {
        return Ok(Command::Help);
    };
    let name = match first {
        Short('h') | Long("help") => return Ok(Command::Help),
        Value(name) => name.string().map_err(not_understood)?,
        other @ (Short(_) | Long(_)) => return Err(not_understood(other.unexpected())),
    };
    match name.as_str() {
        "help" => Ok(Command::Help),
        "setup" => alone(parser, Command::Setup),
        "build" => alone(parser, Command::Build),
        "npm" => alone(parser, Command::Npm),
        "sizes" => alone(parser, Command::Sizes),
        "bench" => bench_options(parser),
        "serve" => serve_options(parser),
        "test" => test_kinds(parser),
        _ => Err(format!("没有这个命令 · no such command: {name}")),
    }
    .map_err(|trouble| format!("cargo xtask {name}: {trouble}"))
}

fn alone(mut parser: lexopt::Parser, command: Command) -> Result<Command, Trouble> {
    match parser.next().map_err(|error| error.to_string())? {
        None => Ok(command),
        Some(Short('h') | Long("help")) => Ok(Command::Help),
        Some(other) => Err(other.unexpected().to_string()),
    }
}

fn bench_options(mut parser: lexopt::Parser) -> Result<Command, Trouble> {
    let mut options = BenchOptions { is_large: false, is_quick: false };
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("large") => options.is_large = true,
            Long("quick") => options.is_quick = true,
            other @ (Short(_) | Long(_) | Value(_)) => {
                return Err(other.unexpected().to_string());
            }
        }
    }
    Ok(Command::Bench(options))
}

fn serve_options(mut parser: lexopt::Parser) -> Result<Command, Trouble> {
    let mut options = ServeOptions {
        port: FIRST_PORT,
        audience: Audience::ThisMachine,
        freshness: Freshness::Build,
    };
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("port") => {
                let port = parser.value().and_then(|value| value.parse());
                options.port = port.map_err(|error| format!("--port: {error}"))?;
            }
            Long("lan") => options.audience = Audience::Network,
            Long("no-build") => options.freshness = Freshness::AsBuiltLast,
            other @ (Short(_) | Long(_) | Value(_)) => {
                return Err(other.unexpected().to_string());
            }
        }
    }
    Ok(Command::Serve(options))
}

fn test_kinds(mut parser: lexopt::Parser) -> Result<Command, Trouble> {
    let mut kinds = TestKinds { native: false, wasm: false, browser: false };
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("native") => kinds.native = true,
            Long("wasm") => kinds.wasm = true,
            Long("browser") => kinds.browser = true,
            other @ (Short(_) | Long(_) | Value(_)) => {
                return Err(other.unexpected().to_string());
            }
        }
    }
    if !(kinds.native || kinds.wasm || kinds.browser) {
        kinds = TestKinds { native: true, wasm: true, browser: true };
    }
    Ok(Command::Test(kinds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, Trouble> {
        parse(lexopt::Parser::from_args(line.split_whitespace()))
    }

    #[test]
    fn nothing_asked_is_help() {
        assert_eq!(parsed(""), Ok(Command::Help));
        assert_eq!(parsed("serve --help"), Ok(Command::Help));
    }

    #[test]
    fn serve_takes_its_options_in_any_order() {
        let expected = Command::Serve(ServeOptions {
            port: 9001,
            audience: Audience::Network,
            freshness: Freshness::AsBuiltLast,
        });
        assert_eq!(parsed("serve --lan --port 9001 --no-build"), Ok(expected));
    }

    #[test]
    fn test_without_a_kind_is_everything() {
        let everything = TestKinds { native: true, wasm: true, browser: true };
        assert_eq!(parsed("test"), Ok(Command::Test(everything)));
        let wasm_alone = TestKinds { native: false, wasm: true, browser: false };
        assert_eq!(parsed("test --wasm"), Ok(Command::Test(wasm_alone)));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert!(parsed("serv").unwrap_err().contains("serv"));
        assert!(parsed("serve --prot 1").unwrap_err().contains("--prot"));
        assert!(parsed("serve --port moon").unwrap_err().contains("moon"));
        assert!(parsed("build now").unwrap_err().contains("now"));
    }
}
