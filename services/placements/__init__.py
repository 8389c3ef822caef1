"""Placements: what became of people. It knows referrals, hires, follow-ups, endings; case codes instead of names.

It hears from intake about employers, organisations, vacancies, candidates and permissions, and tells of referrals sent
and closed, hires, checks that came due or were settled, people still at work, endings, and mistakes taken back.
"""
