"""Made-up registrations of a made-up region, with the truth about who is who: see `python3 -m made_up_region --help`."""
