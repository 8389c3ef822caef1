"""The rules of the office: referrals, contracts and pay, hires, follow-ups."""
