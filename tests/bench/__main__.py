"""`python -m tests.bench --size M --json`: the measures as JSON on standard output, what is going on on standard error."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import sys

import django

NEEDED = {"duckdb": "duckdb", "openpyxl": "openpyxl"}
HOW = (
    "Thiếu {names}: phép đo so với các công cụ này. Chạy python3 run.py test một lần để cài các gói trong requirements/dev.lock rồi đo lại."
)


def absent(needed: dict[str, str]) -> list[str]:
    """The packages whose modules are not installed."""
    return [name for name, module in needed.items() if importlib.util.find_spec(module) is None]


def _http(asked: argparse.Namespace) -> int:
    """Times of pages in milliseconds; 1 where a page was not answered with 200."""
    measure = importlib.import_module("tests.bench.http").measure
    found = measure(asked.size, lambda line: print(line, file=sys.stderr, flush=True), asked.seconds)
    rows = [(one.name, one.count, one.failed, round(one.p50 * 1000, 1), round(one.p95 * 1000, 1)) for one in found]
    if asked.json:
        print(json.dumps([dict(zip(("name", "count", "failed", "p50_ms", "p95_ms"), row, strict=True)) for row in rows]))
    else:
        print(f"{'trang':24}{'lần':>8}{'lỗi':>6}{'p50 ms':>10}{'p95 ms':>10}")
        print("\n".join(f"{name:24}{count:8}{failed:6}{p50:10.1f}{p95:10.1f}" for name, count, failed, p50, p95 in rows))
    return 1 if any(one.failed for one in found) else 0


def main(arguments: list[str]) -> int:
    """The exit code: 0 measured, 1 something needed is missing, 2 usage."""
    parser = argparse.ArgumentParser(prog="bench", description="Đo tốc độ của sổ bằng tỷ số so với các công cụ khác trên cùng số liệu.")
    parser.add_argument("--size", choices=["S", "M", "L"], default="M", help="cỡ của tỉnh minh họa")
    parser.add_argument("--http", action="store_true", help="thời gian trả lời của các trang khi tám người hỏi cùng lúc")
    parser.add_argument("--seconds", type=float, default=60.0, help="chỉ với --http: hỏi trong bao lâu")
    parser.add_argument("--rights", action="store_true", help="trang của cơ quan có quyền so với trang của tỉnh khi không hỏi quyền")
    parser.add_argument("--json", action="store_true", help="kết quả dạng JSON")
    asked = parser.parse_args(arguments)
    if missing := absent(NEEDED):
        print(HOW.format(names=", ".join(missing)), file=sys.stderr)
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.config.settings")
    django.setup()
    server = importlib.import_module("dangvu.cli.instance").embedded()
    started = server.start() if server else False
    try:
        if asked.http:
            return _http(asked)
        module, measure = ("tests.bench.offices", "measure") if asked.rights else ("tests.bench.bench", "bench")
        found = getattr(importlib.import_module(module), measure)(asked.size, lambda line: print(line, file=sys.stderr, flush=True))
    finally:
        if server and started:
            server.stop()
    if asked.json:
        print(json.dumps([{"name": measured.name, "ratio": round(measured.ratio, 4)} for measured in found]))
    else:
        print("\n".join(f"{measured.name:32} {measured.ratio:8.3f}" for measured in found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
