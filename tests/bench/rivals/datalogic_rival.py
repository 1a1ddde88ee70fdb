"""The reference task in JSON Logic, compiled by datalogic-rs: a template for each stage, which a site
passes through as JSON text. Usage: memory IN OUT MOST"""

import csv
import importlib.metadata
import itertools
import json
import pathlib
import subprocess
import sys

import datalogic_py

import task

_, source, target, most = sys.argv[1:5]
logic = pathlib.Path(__file__).with_name("logic.mjs")
stages = json.loads(subprocess.run(["node", logic], check=True, capture_output=True).stdout)
engine = datalogic_py.Engine()
rules = [engine.compile_template(json.dumps(stage)) for stage in stages]


def cell(text):
    return -1 if text == "" else json.loads(text)


def rate(site):
    known = site
    for rule in rules:
        known = known | json.loads(rule.evaluate_str(json.dumps(known)))
    return known


with open(source) as table:
    rows = list(itertools.islice(csv.DictReader(table), int(most)))
ids = [row.pop("id") for row in rows]
sites = [{name.replace("-", "_"): cell(text) for name, text in row.items()} for row in rows]
seconds = task.measured(lambda: [rate(site) for site in sites])
with open(target, "w") as out:
    print("id,stars,total", file=out)
    for id, rated in zip(ids, map(rate, sites)):
        print(id, rated["stars"], rated["total"], sep=",", file=out)
print(f"{importlib.metadata.version('datalogic-py')} {seconds / len(sites)}")
