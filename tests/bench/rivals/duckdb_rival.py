"""The reference task in DuckDB, on one thread. Usage: batch|memory IN OUT

batch: read a CSV file, compute, copy to one. memory: from a table to a table."""

import sys

import duckdb

import sql
import task

mode, source, target = sys.argv[1:4]
connection = duckdb.connect()
connection.execute("SET threads = 1")
read = f"read_csv('{source}', sample_size = 10000)"
if mode == "batch":
    copy = f"COPY ({sql.query(read)}) TO '{target}' (HEADER)"
    seconds = task.measured(lambda: connection.execute(copy))
else:
    connection.execute(f"CREATE TABLE sites AS SELECT * FROM {read}")
    made = f"CREATE OR REPLACE TABLE rated AS {sql.query('sites')}"
    seconds = task.measured(lambda: connection.execute(made))
    connection.execute(f"COPY rated TO '{target}' (HEADER)")
print(f"{duckdb.__version__} {seconds}")
