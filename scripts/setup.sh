# Sourced by build and test: installs what is missing, says what and why, asks nothing.
# 由 build 和 test 调用：缺什么装什么，说明原因，不提问。
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*" >&2; }

# Debian/Ubuntu package | a file or command that shows it is there | why
SYSTEM_PACKAGES=(
  "python3|cmd:python3|运行本工具 runs this tool"
  "python3-venv|python:ensurepip|独立的 Python 环境 a Python environment of its own"
  "libpango-1.0-0|lib:libpango-1.0.so.0|传单和海报的文字排版 lays out the text of leaflets and posters"
  "libpangoft2-1.0-0|lib:libpangoft2-1.0.so.0|同上 the same"
  "libharfbuzz-subset0|lib:libharfbuzz-subset.so.0|只嵌入用到的字，没有它慢十倍 embeds only the glyphs used; ten times slower without"
  "fonts-noto-cjk|file:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc|印刷用中文字体 the Chinese typeface for print"
  "xfonts-wqy|file:/usr/share/fonts/X11/misc/wenquanyi_12pt.pcf|LED 屏 16 点阵字体 the 16-dot font for LED screens"
)
TEST_PACKAGES=(
  "chromium|cmd:chromium|在真正的浏览器里检查网站 checks the website in a real browser"
)

present() { # KIND:NAME
  case "$1" in
    cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
    file:*) [ -e "${1#file:}" ] ;;
    lib:*) [ -n "$(compgen -G "/usr/lib/*/${1#lib:}" || compgen -G "/lib/*/${1#lib:}" || compgen -G "/usr/lib/${1#lib:}")" ] ;;
    python:*) command -v python3 >/dev/null 2>&1 && { [ -x .venv/bin/python ] || python3 -c "import ${1#python:}" >/dev/null 2>&1; } ;;
  esac
}

install_system() {
  local row name probe why missing=()
  for row in "$@"; do
    IFS='|' read -r name probe why <<<"$row"
    if ! present "$probe"; then
      missing+=("$name")
      say "缺少 missing: $name — $why"
    fi
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local command="apt-get install -y --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "请用系统的软件包管理器安装上面的软件包。 Install the packages above with your system's package manager."
    exit 1
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
      as_root=(sudo -n)
    else
      say "没有管理员权限，请先运行下面的命令，再重新运行本脚本："
      say "Without administrator rights, run this first, then this script again:"
      say "  sudo apt-get update && sudo $command"
      exit 1
    fi
  fi
  say "正在安装 installing: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq >&2
  # shellcheck disable=SC2086
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $command -qq >&2
}

# Python packages come from requirements.lock with their hashes; the stamp says for which lock the environment was made.
install_python() {
  local wanted stamp=.venv/.fanzha-lock
  wanted=$(cat requirements.lock pyproject.toml | sha256sum)
  if [ -x .venv/bin/fanzha ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    return 0
  fi
  local python=python3
  if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python=$(compgen -c python3. | grep -E '^python3\.(1[1-9]|[2-9][0-9])$' | sort -V | tail -n 1 || true)
    if [ -z "$python" ]; then
      say "需要 Python 3.11 或更新的版本。 Python 3.11 or newer is needed."
      exit 1
    fi
  fi
  say "正在准备 Python 环境 .venv（软件包见 requirements.lock，逐个核对哈希）"
  say "preparing the Python environment .venv (packages of requirements.lock, each checked by hash)"
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  if [ ! -x .venv/bin/uv ]; then
    # uv itself, alone out of the same lock, so that its hash is checked too.
    awk '/^[a-z]/{on=($0 ~ /^uv==/)} on' requirements.lock >.venv/uv.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.lock >&2
  fi
  .venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock >&2
  .venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --offline -e . >&2
  printf '%s\n' "$wanted" >"$stamp"
}
