# ruff: noqa: E501
"""What pages promise, sentence by sentence, each with the test of the act; and sentences that only sound like a promise."""

INTAKE, PLACEMENTS, RECOGNITION = "tests/intake", "tests/placements", "tests/recognition"

PROMISES = {
    "Every session of this colleague ends at once, and the account cannot be opened again here.":
        f"{INTAKE}/access/test_ended_sessions.py::test_a_new_factor_new_roles_and_closing_the_account_end_the_sessions",
    "If it was recorded by mistake, or belongs to another employer. It is gone from the page at once.":
        f"{RECOGNITION}/awards/test_correcting.py::test_a_prize_is_put_right_and_taken_down_and_its_page_says_so_at_once",
    "Put the questions as they stand and write down the answers in the employer’s own words. Say first that everybody will read them, that an editor reads them before, and that they can be taken back at any time.":
        f"{RECOGNITION}/statements/test_statement_pages.py::test_an_answer_that_is_taken_back_leaves_the_public_page_at_once",
    "Until you say so, your page says that it was taken down on the telephone.":
        f"{RECOGNITION}/statements/test_telephone.py::test_what_an_officer_wrote_down_is_marked_on_the_page_until_the_employer_confirms_it",
    "Who has a mark and says nothing is asked once a quarter, here and by letter.":
        f"{RECOGNITION}/board/test_inviting.py::test_who_has_a_mark_and_says_nothing_is_asked_once_a_quarter",
    "You are reminded ninety and thirty days before the right ends.":
        f"{INTAKE}/followups/test_papers.py::test_the_officer_is_reminded_ninety_and_thirty_days_before_and_once_each",
    "Your answer is kept and shown to the service, which confirms it.":
        f"{PLACEMENTS}/hires/test_renewals.py::test_the_employers_renewal_is_kept_and_waits_for_the_service",
    "The new paper is noted in the file; then the line goes.":
        f"{PLACEMENTS}/hires/test_papers.py::test_a_paper_that_ends_within_ninety_days_stands_on_today_until_it_is_renewed",
    "An employer to whom an application was sent reads until when the person may work and which papers to keep, never the status.":
        f"{INTAKE}/matching/test_profiles.py::test_the_employer_reads_until_when_somebody_may_work_and_which_papers_to_keep",
    "Without a name. Once you agree an interview you read name and telephone, if the person allows it.":
        f"{INTAKE}/matching/test_profiles.py::test_name_and_telephone_are_read_from_the_interview_on_where_the_person_allows_it",
    "The centre knows the person. It arranges the meeting, answers your questions, and asks on day 30, 90, 180 and 365 how it goes. It costs you nothing.":
        f"{PLACEMENTS}/hires/test_follow_ups.py::test_a_question_is_asked_once_on_the_morning_it_falls_due",
    "Employers to whom an application was sent see it beside your name and your e-mail address.":
        f"{INTAKE}/matching/test_profiles.py::test_the_employer_reads_who_of_the_centre_helps_and_where_to_call",
    "The vacancy is on no public page while everybody works there. If you look for more people, raise the number of openings.":
        f"{INTAKE}/vacancies/test_filled.py::test_a_filled_vacancy_is_on_no_public_page_until_it_is_open_again",
    "Five at the most. Officers see first whoever has it; what can be learnt at work, leave out.":
        f"{INTAKE}/matching/test_people.py::test_of_a_hundred_and_fifty_the_first_twenty_have_what_is_asked_for",
    "“Different people” counts as soon as one centre says it and the other does not contradict. Every answer can be changed later.":
        f"{INTAKE}/candidates/test_same_person.py::test_different_people_part_and_become_one_again",
    "%(num)s files of an earlier version are still being brought up to date: until then they are not found by name.":
        f"{INTAKE}/candidates/test_similar.py::test_the_running_site_indexes_them_by_itself_and_search_says_how_many_wait",
    "Another file is similar: the name is alike or the telephone the same, and so is the date of birth. They count as two people until both centres say that it is one.":
        f"{INTAKE}/candidates/test_similar.py::test_a_similar_name_opens_a_case_and_joins_nobody_until_both_say_one_person",
    "Only one of them can be right; the others are told and closed.":
        "tests/doors/attacks/test_registration.py::test_5_02_when_one_claim_is_verified_the_others_are_told_and_closed",
    "It goes on waiting whatever else you save here. Below stands what is public now.":
        "tests/doors/attacks/test_employers.py::test_5_08_saving_something_else_leaves_alone_what_waits",
    "The second factor is asked for each time.":
        "tests/doors/attacks/test_signing_in.py::test_5_11_a_shared_computer_remembers_nothing",
    "If nothing else is told, on %(day)s this becomes %(points)s.":
        f"{RECOGNITION}/editions/test_versions.py::test_a_standing_foretells_what_waits_to_be_counted",
    "All your sessions end, and the second factor is asked for as always.":
        f"{INTAKE}/access/test_ended_sessions.py::test_a_forgotten_password_is_chosen_anew_by_a_link_that_is_good_once",
    "It takes two minutes and costs nothing. We ask only what we need to check who you are; within two working days somebody does. Until then nobody sees it.":
        f"{INTAKE}/employers/test_employers.py::test_two_working_days_pass_over_the_weekend",
    "Somebody of our team checks the registration within two working days.":
        f"{INTAKE}/employers/test_employers.py::test_two_working_days_pass_over_the_weekend",
    "Meanwhile you can write your first vacancy. It appears as soon as the check is done.":
        f"{INTAKE}/vacancies/test_vacancies.py::test_an_unverified_employers_vacancy_waits_for_the_verification",
    "It appears as soon as the employer is verified. Nobody sees it before.":
        f"{INTAKE}/vacancies/test_vacancies.py::test_an_unverified_employers_vacancy_waits_for_the_verification",
    "Only if the person wants it: then we ask on day 30, 90, 180 and 365 by a link that names nobody, in the person's language. Leave the field empty to ask by mail no more.":
        f"{INTAKE}/letters/test_who_is_mailed.py::test_the_person_is_asked_in_the_language_of_the_file",
    "The code works once, within three days.":
        f"{INTAKE}/rights/test_my_data.py::test_a_code_is_good_once",
    "It is shown this once and opens the data of %(code)s one time, within three days. A code given before does not work any more.":
        f"{INTAKE}/rights/test_my_data.py::test_an_earlier_code_from_the_centre_stops_working",
    "People may have their data corrected or erased. They get an answer within a month.":
        f"{INTAKE}/rights/test_my_requests.py::test_a_wish_is_a_task_for_the_centre_within_a_month",
    "We have your wish already and will answer it":
        f"{INTAKE}/rights/test_my_requests.py::test_wishes_do_not_pile_up",
    "If you take it back, your page and your line on the board are gone at once; the hires and the points stay as they are.":
        f"{RECOGNITION}/standing/test_handlers.py::test_who_leaves_closes_or_is_suspended_is_gone_at_once",
    "Somebody from your centre will call you. You need not write anything.":
        f"{PLACEMENTS}/hires/test_own_work.py::test_a_wish_to_be_called_reaches_the_office",
    "Your answer is kept and shown. It does not count by itself: the person or the service has to say so too. That is what makes readers trust the number. If they are slow, remind them.":
        f"{PLACEMENTS}/hires/test_follow_ups.py::test_the_employer_reminds_the_service_once_a_day",
    "Remind them": f"{PLACEMENTS}/hires/test_follow_ups.py::test_the_employer_reminds_the_service_once_a_day",
    "Answer for your people, or have them reminded":
        f"{PLACEMENTS}/hires/test_follow_ups.py::test_the_employer_reminds_the_service_once_a_day",
    "You reminded them today already. They will see it at the top of their list.":
        f"{PLACEMENTS}/hires/test_follow_ups.py::test_the_employer_reminds_the_service_once_a_day",
    "The service is reminded. It sees your wish at the top of its list.":
        f"{PLACEMENTS}/hires/test_follow_ups.py::test_the_employer_reminds_the_service_once_a_day",
    "The service will ask the person.":
        f"{PLACEMENTS}/hires/test_follow_ups.py::test_a_question_is_asked_once_on_the_morning_it_falls_due",
    "This is for mistakes only. The hire will count as if it had never been; its history is kept. If the job really ended, record the ending instead.":
        f"{PLACEMENTS}/hires/test_told_again.py::test_a_hire_taken_back_is_told_and_kept",
    "The candidate will read this. It is kept sealed.":
        f"{PLACEMENTS}/hires/test_own_work.py::test_the_person_reads_what_an_employer_wrote_to_them",
    "Fewer than five people were put right there, and the employer did not ask for it. Shown at once, it would tell what became of one person.":
        f"{RECOGNITION}/editions/test_corrections_and_five.py::test_a_correction_of_fewer_than_five_people_waits_if_the_employer_did_not_ask",
    "Day 90 is %(day)s: then the person and the service are asked":
        f"{PLACEMENTS}/hires/test_follow_ups.py::test_a_question_is_asked_once_on_the_morning_it_falls_due",
    "The person and the service are asked. The employer’s own word is not enough.":
        f"{RECOGNITION}/scoring/test_outcomes.py::test_a_person_is_kept_when_somebody_else_saw_them_on_day_90",
    "The hire is recorded. You will be asked on day 30, 90, 180 and 365.":
        f"{PLACEMENTS}/hires/test_hire_pages.py::test_who_records_is_promised_the_questions_that_will_be_asked",
    "It is recorded. Work of this kind is not counted, so nobody is asked about it.":
        f"{PLACEMENTS}/hires/test_hire_pages.py::test_who_records_is_promised_the_questions_that_will_be_asked",
    "Questions appear here on the morning of day 30, 90, 180 and 365.":
        f"{PLACEMENTS}/hires/test_follow_ups.py::test_a_question_is_asked_once_on_the_morning_it_falls_due",
    "What you contest is marked as contested at once, and an editor looks into it.":
        f"{RECOGNITION}/statements/test_figure_pages.py::test_what_an_employer_contests_is_marked_until_an_editor_resolves_it",
    "Every mark takes at least three people who stayed. A mark that was won stays for up to three more quarters while the employer is within five points of it, so that one departure does not take it away.":
        f"{RECOGNITION}/scoring/test_tiers.py::test_a_tier_stays_for_three_quarters_and_no_longer",
    "An employer that agreed to be shown and has no shown mark takes part while it has an open vacancy or an approved interview. Whoever takes part in this way comes and goes on any day, also between two editions; whoever leaves or is suspended goes at once, with the mark.":
        f"{RECOGNITION}/standing/test_handlers.py::test_who_leaves_closes_or_is_suspended_is_gone_at_once",
    "Its day has come. Look through it: what is ready, what changes and why, the board and the articles as they will be.":
        f"{RECOGNITION}/desk/test_preview.py::test_a_correction_is_looked_through_and_published_with_its_reason",
    "What you take down leaves the article, the board and the files at once. Who did it, when and why stays on record.":
        f"{RECOGNITION}/desk/test_hold_pages.py::test_what_an_editor_takes_down_is_gone_at_once_and_comes_back_with_a_word",
    "It is done, and public at once.":
        f"{RECOGNITION}/desk/test_hold_pages.py::test_what_an_editor_takes_down_is_gone_at_once_and_comes_back_with_a_word",
    "It leaves the public page at once; the words stay here as a draft.":
        f"{RECOGNITION}/statements/test_answers.py::test_an_employer_takes_its_answer_back_and_it_is_gone_at_once",
    "You agreed that points are shown. You can take that back at any time: they leave the page at once, and the mark stays.":
        f"{RECOGNITION}/standing/test_handlers.py::test_points_are_hidden_at_once_when_the_agreement_is_taken_back",
    "Letters to the person, with their address, stay readable for the program until they are sent and for %(days)s days after, or for %(undelivered)s days where they cannot be delivered. Then they are deleted.":
        f"{INTAKE}/rights/test_erasure.py::test_the_page_says_what_an_erasure_leaves_and_for_how_long",
    "Thank you. The answer will stand on this page: keep its address, we have no other way to reach you.":
        f"{RECOGNITION}/about/test_mistakes.py::test_from_the_article_to_the_answer_without_a_script",
    "Too much has come in today for us to read. Please try again tomorrow.":
        f"{RECOGNITION}/about/test_mistakes.py::test_the_desk_is_full_one_day_and_open_the_next",
    "All of it is deleted 12 months after the answer.":
        f"{RECOGNITION}/about/test_mistakes.py::test_the_mark_of_a_network_goes_after_a_day_and_the_rest_a_year_after_the_answer",
    "What you wrote is deleted %(days)s days after the answer.":
        f"{RECOGNITION}/about/test_mistakes.py::test_the_mark_of_a_network_goes_after_a_day_and_the_rest_a_year_after_the_answer",
    "The public pages set no cookie.": f"{RECOGNITION}/about/test_owed.py::test_reading_leaves_no_cookie",
    "What was published is never published anew, and what comes next rests on it: whoever runs the site restores a backup first.":
        f"{RECOGNITION}/editions/test_told_once.py::test_a_number_that_was_published_and_lost_is_not_published_again",
    "Records from %(first)s to %(last)s were lost and are missing here. Nothing should be read into what is not shown.":
        f"{RECOGNITION}/board/test_missing_records.py::test_every_page_says_from_when_to_when_records_are_missing",
    "Some of the records behind this page are missing, so it stays closed rather than show what is not so.":
        "tests/web/test_closed.py::test_a_closed_page_does_not_say_that_nothing_is_lost",
}  # fmt: skip
"""By the English text, all of it."""

NOTHING_PROMISED = {
    "Answer as you would tell it to a colleague from another trade, in the language you are at home in. Everybody will read it: leave out names, telephone numbers and dates of single people.",
    "Nobody who uses a screen reader every day has tried the site for us yet.",
    "What is asked for",
    "nothing in particular is asked for",
    "These people are ready. Who has more of what is asked for stands first, then who has waited longest. What fits, you decide together with the person.",
    "Nothing is asked back",
    "Send less at once, or a smaller file.",
    "If nothing comes within ten minutes, look among the unwanted mail, and whether it is the address you signed up with.",
    "The link is good for 72 hours. If nothing comes within ten minutes, look among the unwanted mail.",
    "Employers publish them; as soon as there is one, it stands here.",
    "Is something wrong? Shall we erase it?",
    "Whoever is told that something is not possible is told why, by you.",
    "Who is still at work, and who will be asked next.",
    "What the person will be, in two or three words.",
    "Outside your organisation only three kinds are told: through the employer, through the person, for a good reason.",
    "If you want to answer, tell your centre: they will be glad to hear from you.",
    "You reminded the service on %(date)s.",
    "Here you will see the people a service placed with you, by role and start: their names you know yourself.",
    "Its own numbers would give less. A mark won in one of the three quarters before stays while the numbers are within five points of what it takes.",
    "Within a mark by name: the order says nothing more.",
    "Every quarter: an edition",
    "The mark was won in an earlier quarter and stays for now, because the numbers are still within five points of what it takes.",
    "Something has to go from a page at once, or be marked?",
    "What will change",
    "%(n)s employer will have a mark.",
    "%(n)s employers will have a mark.",
    "See the board as it will be",
    "By their own numbers they would have less. The mark stays for up to three quarters while they are within five points of it.",
    "Everybody will read it: leave out people’s names, telephone numbers and addresses, the day on which somebody was hired or left, and whatever else would show who somebody is.",
    "How it will be divided among the speakers",
    "This question is not open, so there is nobody to remind.",
    "A job that ends before day 180 turns from kept to lost, unless somebody other than the employer confirms another reason than the employer’s will.",
}
"""Descriptions, hints and headings that the look for promises finds as well."""
