#!/bin/sh
# Cài vào thư mục này (không cần internet) rồi chạy. Lần đầu hỏi mật khẩu quản trị.
# ./chay.sh trinh-dien  mở bản trình diễn.
set -eu
cd "$(dirname "$0")"
if [ ! -x .venv/bin/congress ]; then
  python3 -m venv .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links goi congress
fi
if [ "${1:-}" = "trinh-dien" ]; then
  exec .venv/bin/congress demo --data trinh-dien
fi
export CONGRESS_DATA_DIR="${CONGRESS_DATA_DIR:-du-lieu}"
[ -e "$CONGRESS_DATA_DIR/secret.key" ] || .venv/bin/congress init
exec .venv/bin/congress serve
