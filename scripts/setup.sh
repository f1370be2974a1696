# Sourced by build and test: installs what is missing, says what and why, asks nothing.
# 由 build 和 test 调用：缺什么装什么，说明原因，不提问。
# shellcheck shell=bash

set -euo pipefail
cd -P "$(dirname "${BASH_SOURCE[0]}")/.." # -P: one place, by whatever link one came
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*" >&2; }

# Debian/Ubuntu package | a file or command that shows it is there | why
SYSTEM_PACKAGES=(
  "python3|python:|运行本工具，在独立的 Python 环境里 runs this tool, in a Python environment of its own"
  "libpango-1.0-0|lib:libpango-1.0.so.0|传单和海报的文字排版 lays out the text of leaflets and posters"
  "libpangoft2-1.0-0|lib:libpangoft2-1.0.so.0|同上 the same"
  "libharfbuzz-subset0|lib:libharfbuzz-subset.so.0|只嵌入用到的字，没有它慢十倍 embeds only the glyphs used; ten times slower without"
  "libzbar0|lib:libzbar.so.0|第二种程序，核对每个二维码 the second program that reads every QR code back"
  "fonts-noto-cjk|file:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc|印刷用中文字体 the Chinese typeface for print"
  "libgs-common|file:/usr/share/color/icc/ghostscript/default_cmyk.icc|四色印刷的颜色换算 turns colours into the four inks of print"
  "xfonts-wqy|file:/usr/share/fonts/X11/misc/wenquanyi_12pt.pcf|LED 屏 16 点阵字体 the 16-dot font for LED screens"
)
# Ubuntu has Chromium as a snap only: there it is done without, and the browser tests are skipped.
TEST_PACKAGES=(
  "chromium|optional:/usr/bin/chromium|在真正的浏览器里检查网站 checks the website in a real browser"
  "fonts-dejavu-core|file:/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf|LED 屏上连写的维吾尔文 joined letters of Uyghur on LED screens"
)
# For `test --all` alone: accessibility rules and page audit come from npm (tests/web).
WEB_PACKAGES=(
  "nodejs|cmd:node|运行网页的无障碍和性能检查 runs the accessibility and speed checks of the website"
  "npm|cmd:npm|安装这些检查，逐个核对哈希 installs those checks, each checked by hash"
)

# For `test --all` alone: the stock program that must agree with our signatures.
WITNESS_PACKAGES=(
  "minisign|optional:/usr/bin/minisign|核对我们的签名和钥匙 checks our signatures and keys"
)

present() { # KIND:NAME
  case "$1" in
    cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
    file:* | optional:*) [ -e "${1#*:}" ] ;;
    lib:*) [ -n "$(compgen -G "/usr/lib/*/${1#lib:}" || compgen -G "/lib/*/${1#lib:}" || compgen -G "/usr/lib/${1#lib:}")" ] ;;
    python:*) environment_ready || [ -z "$(python_packages)" ] ;;
  esac
}

# Prints the first Python of 3.11 or newer: python3 itself, else the newest python3.N. Fails when there is none.
find_python() {
  local name
  for name in python3 $(compgen -c python3. | grep -E '^python3\.[0-9]+$' | sort -ruV); do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  return 1
}

# Prints the packages that give a Python that is new enough and can make environments; nothing when it is there.
python_packages() {
  local python
  if python=$(find_python); then
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || printf '%s-venv\n' "$python"
  elif command -v python3 >/dev/null 2>&1; then
    printf 'python3.11 python3.11-venv\n' # Ubuntu 22.04: its own python3 is 3.10
  else
    printf 'python3 python3-venv\n'
  fi
}

as_root() { # COMMAND: runs it with administrator rights, never asking for a password; fails without rights
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

offered() { # PACKAGE: whether apt could install it
  # A fresh container has no package lists yet, and would seem to offer nothing.
  if [ -z "$(compgen -G '/var/lib/apt/lists/*_Packages*')" ] && as_root true 2>/dev/null; then
    as_root apt-get update -qq >&2
  fi
  # Not piped into grep -q: it would end apt-cache early, and pipefail would call that a failure.
  local policy
  policy=$(apt-cache policy "$1" 2>/dev/null) || return 1
  [[ $policy =~ Candidate:\ [^\(] ]]
}

install_system() {
  local row name probe why missing=()
  for row in "$@"; do
    IFS='|' read -r name probe why <<<"$row"
    present "$probe" && continue
    if [[ $probe == optional:* ]] && ! offered "$name"; then
      say "apt 没有软件包 $name，跳过要用它的测试。 apt offers no package $name: tests that need it are skipped."
      continue
    fi
    [[ $probe != python:* ]] || name=$(python_packages)
    # shellcheck disable=SC2206 # several packages may answer one need
    missing+=($name)
    say "缺少 missing: $name — $why"
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local command="apt-get install -y --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "请用系统的软件包管理器安装上面的软件包。 Install the packages above with your system's package manager."
    exit 1
  fi
  if ! as_root true 2>/dev/null; then
    say "没有管理员权限，请先运行下面的命令，再重新运行本脚本："
    say "Without administrator rights, run this first, then this script again:"
    say "  sudo apt-get update && sudo $command"
    exit 1
  fi
  say "正在安装 installing: ${missing[*]}"
  as_root apt-get update -qq >&2
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive $command -qq >&2
}

STAMP=.venv/.fanzha-lock
VIDEO=.venv/.fanzha-video # there once ./scripts/video has been asked for films

locks() {
  printf 'requirements.lock\n'
  [ ! -e "$VIDEO" ] || printf 'requirements-video.lock\n'
}

# What the environment must have been made for: these locks, this place and this Python.
environment_wanted() {
  # shellcheck disable=SC2046 # one or two names without spaces
  cat $(locks) pyproject.toml | sha256sum
  printf '%s\n' "$PWD"
  .venv/bin/python -V 2>&1
}

environment_ready() {
  [ -x .venv/bin/fanzha ] && [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(environment_wanted)" ]
}

# Whether what is in .venv can be brought up to date: made for this place (programs in it name their place in the first
# lines; a copied or moved folder would run another folder's code) and made to the end, with a pip that runs.
environment_usable() {
  head -n 2 .venv/bin/pip 2>/dev/null | grep -qF -e "#!$PWD/.venv/" -e "\"$PWD/.venv/" &&
    .venv/bin/python -m pip --version >/dev/null 2>&1
}

# Python packages come from requirements.lock with their hashes.
install_python() {
  environment_ready && return 0
  local python
  if ! python=$(find_python); then
    say "需要 Python 3.11 或更新的版本，请先运行下面的命令，再重新运行本脚本："
    say "Python 3.11 or newer is needed; run this first, then this script again:"
    say "  sudo apt-get update && sudo apt-get install -y python3.11 python3.11-venv"
    exit 1
  fi
  say "正在准备 Python 环境 .venv（软件包见 requirements.lock，逐个核对哈希）"
  say "preparing the Python environment .venv (packages of requirements.lock, each checked by hash)"
  if ! environment_usable; then
    local films=""
    [ ! -e "$VIDEO" ] || films=1
    rm -rf .venv
    "$python" -m venv .venv
    [ -z "$films" ] || touch "$VIDEO"
  fi
  if [ ! -x .venv/bin/uv ]; then
    # uv itself, alone out of the same lock, so that its hash is checked too.
    awk '/^[a-z]/{on=($0 ~ /^uv==/)} on' requirements.lock >.venv/uv.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.lock >&2
  fi
  # Compiled at once: where Python may not write beside its packages, every start would compile them anew.
  # shellcheck disable=SC2046
  .venv/bin/uv pip sync --quiet --compile-bytecode --python .venv/bin/python --require-hashes $(locks) >&2
  # Python's venv brings a setuptools that no lock names; jieba would import it at every start.
  .venv/bin/uv pip uninstall --quiet --python .venv/bin/python setuptools
  .venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --offline -e . >&2
  environment_wanted >"$STAMP"
}

# PyAV, for the films of televisions: 36 MB that only those need who have one. Kept from then on.
install_video() {
  install_python
  touch "$VIDEO"
  install_python
}

# npm packages come from tests/web/package-lock.json with their hashes. Too old a Node: those tests are skipped.
install_web() {
  local stamp=tests/web/node_modules/.fanzha-lock wanted
  [ -f tests/web/package-lock.json ] || return 0
  if ! node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major * 100 + +minor < 1820 ? 1 : 0)' >/dev/null 2>&1; then
    say "Node 低于 18.20，跳过用它的网页检查。 Node is older than 18.20: the website's checks that need it are skipped."
    return 0
  fi
  wanted=$(sha256sum <tests/web/package-lock.json)
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return 0
  say "正在安装网页检查 tests/web（逐个核对哈希） installing the website's checks, each checked by hash"
  (cd tests/web && npm ci --silent >&2)
  printf '%s\n' "$wanted" >"$stamp"
}
