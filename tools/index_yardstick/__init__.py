"""Other matchers and other corpora, scored like our own engine: see `python3 -m index_yardstick --help`."""
