"""Reads the tables of an export with DuckDB and with Arrow and tells what each saw, as JSON."""
import json
import sys

import duckdb
import pyarrow.compute as pc
import pyarrow.dataset as ds

root = sys.argv[1]


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


duck = duckdb.connect()
duck.execute("SET TimeZone = 'UTC'")
signals = f"read_parquet('{root}/signals/**/*.parquet', hive_partitioning = true)"
count, money, first = duck.execute(f"SELECT count(*), sum(money_minor), min(observed_at) FROM {signals}").fetchone()
column = lambda name: [str(row[0]) for row in duck.execute(
    f"SELECT DISTINCT {name} FROM {signals} WHERE {name} IS NOT NULL ORDER BY 1").fetchall()]
by_duckdb = {"rows": count, "money": int(money), "first": iso(first), "markets": column("market"),
             "days": column("date"), "showDates": column("show_date")}

table = ds.dataset(f"{root}/signals", partitioning="hive").to_table()
distinct = lambda name: sorted(str(value) for value in pc.unique(table[name]).to_pylist() if value is not None)
by_arrow = {"rows": table.num_rows, "money": pc.sum(table["money_minor"]).as_py(),
            "first": iso(pc.min(table["observed_at"]).as_py()), "markets": distinct("market"),
            "days": distinct("date"), "showDates": distinct("show_date")}

forecasts = ds.dataset(f"{root}/forecasts", partitioning="hive").count_rows()
print(json.dumps({"duckdb": by_duckdb, "arrow": by_arrow, "forecasts": forecasts}))
