"""Recognition keeps the facts it hears about employers, scores them by recog-1.1.0, and publishes editions and profiles.

Hears intake (employers, groups, practices, vacancies) and placements (hires, checks, endings); tells of editions and
profiles. Knows no candidate: a person is a reference that means nothing outside one group.
"""
