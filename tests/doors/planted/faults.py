# ruff: noqa: E501
"""The faults: a name, the file, what stands there, what is planted instead, and the tests that ought to notice."""

from typing import NamedTuple

PROBES = "tests/doors/test_probes.py::test_everybody_gets_what_the_policy_and_the_rows_say"
DIRECT = "tests/doors/test_probes.py::test_each_query_keeps_to_its_actor_when_it_is_asked_directly"
COMMANDS = "tests/doors/test_probes.py::test_a_command_about_anothers_thing_changes_nothing"
PAGES = "tests/doors/test_probes.py::test_nobody_reads_what_is_not_theirs_on_any_page"
LATER = "tests/doors/test_probes.py::test_a_permission_that_was_withdrawn_takes_the_referral_from_the_employer_at_once"
OUTER = "tests/doors/outer"
CANARIES = "tests/doors/test_canaries.py"
NAMED = "tests/doors/test_hostile.py::test_what_a_rule_names_comes_back_as_text"
HOSTILE = " ".join(
    f"tests/doors/test_hostile.py::test_{name}"
    for name in ("nothing_comes_back_as_markup", "what_was_stored_comes_back_as_text")
)
SCORING = "tests/recognition/scoring/test_outcomes.py"
EDITIONS = "tests/recognition/editions/test_editions.py tests/recognition/editions/test_corrections.py"
HIRES, REFERRALS = (f"tests/placements/{name}.py" for name in ("hires/test_hires", "referrals/test_referrals"))
CHECKS = "tests/placements/hires/test_follow_ups.py tests/placements/hires/test_endings.py"


class Fault(NamedTuple):
    name: str
    file: str
    old: str
    new: str
    tests: str
    times: int = 1
    """In how many places, from the top of the file on."""


INTAKE, PLACEMENTS, RECOGNITION = "services/intake", "services/placements", "services/recognition"

FAULTS = (
    # -- whose it is ----------------------------------------------------------------------------------------------------
    Fault("the list of candidates is everybody's", f"{INTAKE}/candidates/queries/candidates.py", "query.where(row.organisation == actor.organisation, row.name != \"\")", "query.where(row.name != \"\")", PAGES),
    Fault("names are given for any code", f"{INTAKE}/candidates/queries/candidates.py", "query.where(row.organisation == actor.organisation).order_by(row.case_code)", "query.order_by(row.case_code)", DIRECT),
    Fault("any officer opens any file", f"{INTAKE}/candidates/queries/candidates.py", "select(row.case_code).where(row.id == key, row.organisation == actor.organisation)", "select(row.case_code).where(row.id == key)", DIRECT),
    Fault("any officer changes any candidate", f"{INTAKE}/candidates/handlers/candidates.py", "if found is None or found.organisation != tx.actor.organisation or found.is_erased:", "if found is None or found.is_erased:", COMMANDS),
    Fault("any employer changes any employer", f"{INTAKE}/employers/handlers/employers.py", "if not tx.actor.is_(*OFFICE) and tx.actor.employer != actor_may:", "if not tx.actor.is_(*OFFICE) and not tx.actor.employer:", COMMANDS),
    Fault("any employer changes any vacancy", f"{INTAKE}/vacancies/handlers.py", "vacancies_tables.vacancy.c.employer == tx.actor.employer)", "vacancies_tables.vacancy.c.employer.is_not(None))", COMMANDS),
    Fault("hires of all offices are one list", f"{PLACEMENTS}/hires/queries/hires.py", "    return placement.c.organisation == actor.organisation\n", "    return placement.c.organisation.is_not(None)\n", DIRECT),
    Fault("an employer sees all employers' people", f"{PLACEMENTS}/hires/queries/hires.py", "        return placement.c.employer == actor.employer\n", "        return placement.c.employer.is_not(None)\n", DIRECT),
    Fault("any office changes any hire", f"{PLACEMENTS}/hires/handlers/hiring.py", "if not tx.actor.organisation or placement.organisation != tx.actor.organisation:", "if not tx.actor.organisation:", COMMANDS),
    Fault("an employer reads referrals to others", f"{PLACEMENTS}/referrals/queries.py", "sa.and_(referral.c.employer == actor.employer, visible_to_employer(today))", "visible_to_employer(today)", DIRECT),
    Fault("an employer goes on seeing whom it may not", f"{PLACEMENTS}/referrals/queries.py", "allowed = sa.and_(box.state != states.HIRED, recent, permits(box.candidate, box.employer, today))", "allowed = sa.and_(box.state != states.HIRED, recent)", LATER),
    Fault("an office refers another's candidate", f"{PLACEMENTS}/known/queries.py", "sa.or_(known.candidate == reference, known.case_code == sought_case_code(reference)),\n            known.organisation == organisation,", "sa.or_(known.candidate == reference, known.case_code == sought_case_code(reference)),", DIRECT),
    Fault("not permitted says so", "web/guard.py", "            raise SignInNeeded\n        raise NotFoundException", "            raise SignInNeeded\n        raise PermissionDeniedException", PROBES),
    # -- who may --------------------------------------------------------------------------------------------------------
    Fault("anybody signed in may publish an edition", f"{RECOGNITION}/desk/pages/desk.py", '@post("/recognition/editions", policy=roles("editor"), asks', '@post("/recognition/editions", policy=roles("editor", "officer", "employer"), asks', "tests/doors/test_policies.py"),
    Fault("policies are not asked", "web/guard.py", "    if not policy.allows(actor):", "    if not policy.allows(actor) and actor is None:", PROBES),
    Fault("a route without a policy", f"{PLACEMENTS}/hires/pages/today.py", '@get("/placements/today", policy=roles("officer", "lead"))', '@get("/placements/today")', PROBES),
    Fault("employers may close accounts", f"{INTAKE}/employers/pages/colleagues.py", '@post("/intake/colleagues/{account:str}/closing", policy=roles("administrator"), asks', '@post("/intake/colleagues/{account:str}/closing", policy=roles("administrator", "employer"), asks', "tests/doors/test_policies.py"),
    # -- the door -------------------------------------------------------------------------------------------------------
    Fault("the form token is not asked for", "web/guard.py", '    if not runtime.keys.form_token_fits(bound, token):', '    if not token and not bound:', OUTER),
    Fault("any token of anybody will do", "shared/auth.py", 'return self.tokens.fits(Purpose.FORM, session, token.partition("~")[0])', 'return len(token) == 43', OUTER),
    Fault("the origin is not looked at", "web/guard.py", '    if origin and origin not in', '    if origin == "null" and origin not in', OUTER),
    Fault("cross-site is let in", "web/guard.py", 'if site and site not in ("same-origin", "none"):', 'if site and site not in ("same-origin", "none", "cross-site", "same-site"):', OUTER),
    Fault("a header is dropped", "web/security.py", '    b"x-content-type-options": b"nosniff",\n', "", "tests/doors/test_policies.py"),
    Fault("no headers on refusals", "web/security.py", "            await refuse(scope, answer, status)\n            return\n", "            await refuse(scope, send, status)\n            return\n", OUTER),
    Fault("inline scripts are allowed", "web/security.py", "script-src 'self'", "script-src 'self' 'unsafe-inline'", "tests/doors/test_policies.py"),
    Fault("bodies have no end", "web/security.py", "            if size > MOST_BODY:", "            if size > MOST_BODY * 100:", OUTER),
    Fault("any host will do", "web/security.py", 'return 0 if hostname(host.decode("latin-1")) in self.hosts else 400', "return 0", OUTER),
    Fault("sessions of the past are good", "web/guard.py", "if actor.expires <= machine_now() or idle is None", "if idle is None", OUTER),
    Fault("a password alone opens the office", "web/guard.py", "half = here and whoever is not None and whoever.owes_second", "half = False", OUTER),
    Fault("ended sessions go on", "web/guard.py", "return None if await runtime.read(is_ended, table, actor) else actor", "return actor", OUTER),
    Fault("an idle session never ends", "web/guard.py", "idle is None or idle > actor.idle_limit:", "idle is None:", OUTER),
    Fault("a signature is not checked", "shared/tokens.py", "            self._public.verify(signature, _said(purpose, body, bound))\n", "            pass\n", OUTER),
    Fault("back leads anywhere", "web/respond.py", "    return path if LOCAL.fullmatch(path) and len(path) <= 2000 else otherwise", "    return path if path.startswith(\"/\") else otherwise", OUTER),
    Fault("cookies are for scripts too", "web/guard.py", '"Path=/", "HttpOnly", "SameSite=Lax"]', '"Path=/", "SameSite=Lax"]', OUTER),
    Fault("a flash is markup", "web/respond.py", '(?:[^%<>&]|%%', '(?:[^%]|%%', OUTER),
    Fault("a year out of reach is taken as JSON", "web/forms.py", '    return wrong if wrong is not None else _checked(command, typed, rules)', "    return wrong if wrong is not None else msgspec.convert({**body, **known}, command)", OUTER),
    # -- words ----------------------------------------------------------------------------------------------------------
    Fault("what an employer wrote is markup", "web/templates/placements/referrals/referral.html", "{{ text }}", "{{ text | safe }}", HOSTILE),
    Fault("the value of a field is markup", "web/templates/_components.html", 'value="{{ given }}"', 'value="{{ given | safe }}"', HOSTILE),
    Fault("what a rule names is put into the text", "web/refusals.py", '    return Message(PLACEHOLDER.sub(r"%(\\1)s", text), refused.params | dates)', '    return Message(translate(refused.message, lang).format(**refused.params).replace("%", "%%"))', NAMED),
    Fault("names are not sealed", f"{INTAKE}/candidates/handlers/candidates.py", 'candidate.phone = sealer.seal(command.phone or "", f"candidate.phone.{key}")', 'candidate.phone = command.phone or ""', CANARIES),
    Fault("a sealed word fits anywhere", "shared/sealing.py", "place.encode()", 'b""', "tests/doors/test_canaries.py::test_a_sealed_word_moved_to_another_place_cannot_be_read", 2),
    Fault("log lines keep every key", "shared/logs.py", "if name in ALLOWED or name.startswith", "if name or name.startswith", "tests/doors/test_policies.py"),
    Fault("a letter says whose it is", f"{INTAKE}/letters/worker.py", 'message.set_content(body.strip() + "\\n", cte="8bit")', 'message.set_content(body.strip() + letter.address + "\\n", cte="8bit")', CANARIES),
    # -- once, and only if -----------------------------------------------------------------------------------------------
    Fault("what was seen is taken again", "shared/inbox.py", "if key not in seen)", "if key)", "tests/shared"),
    Fault("nobody is fenced off", "shared/inbox.py", "if row is None or row.epoch != self.epoch:", "if row is None:", "tests/shared tests/doors/test_policies.py"),
    Fault("nobody's permission is asked", f"{PLACEMENTS}/referrals/queries.py", "    if not known.is_permitted(", "    if False and not known.is_permitted(", REFERRALS),
    Fault("a withdrawn permission lives", "shared/validity.py", "columns.withdrawn_on.is_(None) & (columns.begins <= day) & lasts(columns.ends, day)", "(columns.begins <= day) & lasts(columns.ends, day)", REFERRALS),
    Fault("an opening is filled twice", f"{PLACEMENTS}/known/queries.py", "        return self.filled >= self.openings", "        return self.filled > self.openings", HIRES),
    Fault("the same hire counts twice", f"{PLACEMENTS}/hires/handlers/hiring.py", "        box.start.between(start - near, start + near),", "        box.start == start - near,", HIRES),
    Fault("an employer's word is enough", f"{PLACEMENTS}/hires/handlers/speaking.py", "if party == EMPLOYER or placement.related_party:", "if placement.related_party:", CHECKS),
    Fault("relatives may confirm", f"{PLACEMENTS}/hires/handlers/speaking.py", "if party == EMPLOYER or placement.related_party:", "if party == EMPLOYER:", CHECKS),
    Fault("a service of the group may confirm", f"{PLACEMENTS}/hires/handlers/speaking.py", "return 0 if group in relatives else 1", "return 1", CHECKS),
    Fault("tomorrow is confirmed today", f"{PLACEMENTS}/hires/model/checks.py", "    if day > today:\n", "    if day > today + datetime.timedelta(days=1):\n", CHECKS),
    Fault("no guardian is needed", f"{INTAKE}/candidates/model/candidate.py", "return age_on(born, day) < ADULT_FOR_CONSENT[country]", "return age_on(born, day) < ADULT_FOR_CONSENT[country] - 1", "tests/intake/candidates/test_permissions.py"),
    Fault("any company number will do", "shared/identity.py", "    if digits[8] != _check(digits[:8], range(1, 9), range(3, 11)):", "    if digits[8] > 9:", "tests/intake"),
    Fault("an employer verifies itself by registering", f"{PLACEMENTS}/referrals/queries.py", "    if found is None or not found.verified:", "    if found is None:", REFERRALS),
    # -- what counts ----------------------------------------------------------------------------------------------------
    Fault("day 89 is day 90", f"{RECOGNITION}/scoring/parameters.py", "MILESTONE = 90", "MILESTONE = 89", SCORING),
    Fault("settled a day early", f"{RECOGNITION}/scoring/spells.py", "if today < spell.start + SETTLE:", "if today < spell.start + SETTLE - 1:", SCORING),
    Fault("clawed back a day late", f"{RECOGNITION}/scoring/spells.py", "spell.end < spell.start + PROOF and", "spell.end <= spell.start + PROOF and", SCORING),
    Fault("a confirmation by nobody", f"{RECOGNITION}/scoring/spells.py", "if spell.seen < spell.start + MILESTONE:", "if spell.seen < spell.start:", SCORING),
    Fault("excused without evidence", f"{RECOGNITION}/scoring/spells.py", 'if spell.reason == "excused" and spell.evidence >= 1', 'if spell.reason == "excused"', SCORING),
    Fault("four people are five", f"{RECOGNITION}/editions/rules/entries.py", "if len(fresh) >= FIRST_PEOPLE else", "if len(fresh) >= FIRST_PEOPLE - 1 else", EDITIONS),
    Fault("one person's change is published", f"{RECOGNITION}/editions/rules/entries.py", "CHANGED_PEOPLE = 5", "CHANGED_PEOPLE = 1", EDITIONS),
    Fault("the floor is the number", f"{RECOGNITION}/editions/rules/rows.py", "KEPT_FLOOR, POINTS_FLOOR = 10, 5", "KEPT_FLOOR, POINTS_FLOOR = 1, 1", EDITIONS),
    Fault("an edition before its embargo", f"{RECOGNITION}/desk/handlers/publishing.py", "    if tx.now < opens(as_of):", "    if tx.today < as_of:", "tests/recognition"),
)  # fmt: skip
