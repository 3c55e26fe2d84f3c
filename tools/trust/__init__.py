"""Which certificates, time-stamps and revocation answers does a demonstration or a test use?

A local stand-in for the two outside parties of every digital signature: the certification
authority and the time-stamping authority. Nothing it issues has legal value, and every
certificate says so in its name ("THỬ NGHIỆM"). See `python -m tools.trust --help`.
"""
