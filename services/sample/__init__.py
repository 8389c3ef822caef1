"""Sample data: invented people and employers, told through the commands on days of their own.

A function of the seed and the day of the first start. `employers` and `interviews` are the cast, `people` makes
persons, `plan` says when, `fates` and `lives` what became of each hire, `joining` and `searching` what intake writes.
"""

PASSWORD = "steadfast-demo-2026"  # noqa: S105 - of a demonstration that answers on loopback only
