"""Intake knows who comes: people, employers, vacancies, permissions, accounts. It tells of them by reference only.

It tells: employers, organisations, practices, vacancies, candidates ready or withdrawn, permissions, ended sessions.
It hears from placements which referrals are under way and who has found work.
"""
