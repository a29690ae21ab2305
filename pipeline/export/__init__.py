"""Tables to the files that people open: CSV, Parquet, a workbook and a page. Decides how a thing looks, never what is so."""
