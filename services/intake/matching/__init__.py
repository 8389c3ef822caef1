"""People for a vacancy and vacancies for a person, with reasons."""
