"""The reference task in DataFusion, on one thread, from a table to a table. Usage: memory IN OUT"""

import sys

import datafusion
import pyarrow as pa
import pyarrow.csv

import sql
import task

_, source, target = sys.argv[1:4]
options = datafusion.SessionConfig().with_target_partitions(1)
context = datafusion.SessionContext(options)
sites = pa.csv.read_csv(source)
context.register_record_batches("sites", [sites.to_batches(max_chunksize=8192)])
query = sql.query("sites")
seconds = task.measured(lambda: context.sql(query).collect())
rated = context.sql(query).to_arrow_table()
pa.csv.write_csv(rated, target, pa.csv.WriteOptions(quoting_style="none"))
print(f"{datafusion.__version__} {seconds}")
