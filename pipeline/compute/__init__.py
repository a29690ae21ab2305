"""Where parsers and readers run: in processes of their own, with limits, so that no file can harm the run."""
