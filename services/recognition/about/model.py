"""The pages that a public site owes, by the last part of their address: each with its title, an English text."""

TITLES = {
    "about": "Who runs this site, and who pays",
    "privacy": "Privacy",
    "accessibility": "Accessibility",
    "open-data": "Open data",
    "for-employers": "For employers: what a mark takes",
    "press": "For journalists",
}
