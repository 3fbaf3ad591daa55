"""Raw tables out of files, cell by cell, safely: CSV, XLSX, ODS, Parquet."""
