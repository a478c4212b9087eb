"""Reads the CSV with Python's own reader and holds every row against the JSON Lines. usage: same_rows.py CSV JSONL"""
import csv
import json
import sys

with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file, strict=True))
with open(sys.argv[2], encoding="utf-8") as file:
    lines = [json.loads(line) for line in file]
assert len(rows) == len(lines) > 50, (len(rows), len(lines))
for row, line in zip(rows, lines):
    for name, value in line.items():
        expected = value or ""
        if expected[:1] in ("=", "+", "-", "@", "\t", "\r") and expected:
            expected = "'" + expected
        assert row[name] == expected, (row, line)
assert len({row["id"] for row in rows}) == len(rows)
